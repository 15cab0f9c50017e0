"""Where a key stands in a TOML text, so that a message can name the line."""

import re
from collections.abc import Sequence

_HEADER = re.compile(r"\s*\[\[?\s*(?P<path>[^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*(?P<path>[A-Za-z0-9_\-.\"' ]+?)\s*=")


def line_of(text: str, path: Sequence[str]) -> int:
    """The number, from 1, of the line that sets `path` (its table's header when the key itself is not found; else 1).

    Tables written in line are found by the key that holds them.

    >>> line_of('[crawl]\\ndelay = 2\\n', ("crawl", "delay"))
    2
    """
    best, best_depth = 1, 0
    for number, spelled in _set_paths(text):
        depth = _shared(spelled, path)
        if depth == len(spelled) and depth > best_depth:
            best, best_depth = number, depth
    return best


def _set_paths(text: str) -> list[tuple[int, tuple[str, ...]]]:
    found = []
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = _parts(header["path"])
            found.append((number, table))
        elif key := _KEY.match(line):
            found.append((number, table + _parts(key["path"])))
    return found


def _parts(path: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in path.split("."))


def _shared(first: Sequence[str], second: Sequence[str]) -> int:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count
