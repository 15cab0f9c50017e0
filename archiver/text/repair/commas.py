"""Commas that a mirror put before sentence marks."""

import re

from archiver.text.repair.changes import Change

_NOISE = re.compile(r",(?=[，。、；：！？])")


def find_comma_noise(text: str) -> list[Change]:
    """A change for each comma that directly precedes a wide mark."""
    return [Change(match.start(), match.end(), "", "comma_noise") for match in _NOISE.finditer(text)]
