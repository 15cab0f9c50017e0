"""Which script a Chinese text is written in, counted on the characters that exist in one script only."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

_TABLE = Path(__file__).with_name("hanzi.txt")
_ENOUGH = 8
"""Fewer telling characters than this say nothing: a name or a quotation can hold as many."""
_SAMPLE = 6000
"""Telling characters are a third of Chinese text, so a sample of this size decides as well as the whole page."""


@cache
def simplified_forms() -> Mapping[str, str]:
    """Traditional-only characters (none that simplified text also uses, such as 著 or 乾) and their simplified form."""
    return _pairs(0)


@cache
def traditional_forms() -> Mapping[str, str]:
    """Simplified-only characters (none that traditional text also uses, such as 后 or 里) and their usual traditional
    form.
    """
    return _pairs(2)


def count_scripts(text: str) -> tuple[int, int]:
    """How many simplified-only and how many traditional-only characters a text holds, in that order.

    >>> count_scripts("这个国家")
    (3, 0)
    >>> count_scripts("這個國家")
    (0, 3)
    """
    if text.isascii():
        return 0, 0
    simplified, traditional = _patterns()
    return len(simplified.findall(text)), len(traditional.findall(text))


def simplified_share(text: str) -> float | None:
    """The simplified share, 0 to 1, of the characters that tell the scripts apart; None when too few of them do.

    Long texts are judged by their first 6,000 characters.

    >>> simplified_share("这个国家的经济发展进入了新的时代，记者报道")
    1.0
    >>> simplified_share("中文") is None
    True
    """
    simplified, traditional = count_scripts(text[:_SAMPLE])
    told = simplified + traditional
    return simplified / told if told >= _ENOUGH else None


def is_traditional(text: str) -> bool:
    """True when most of the characters that tell the scripts apart are traditional; False when too few tell.

    >>> is_traditional("這個國家的經濟發展進入了新的時代，記者報道")
    True
    >>> is_traditional("東京")
    False
    """
    share = simplified_share(text)
    return share is not None and share < 0.5


def _pairs(line: int) -> Mapping[str, str]:
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    return MappingProxyType(dict(zip(lines[line], lines[line + 1], strict=True)))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    simplified, traditional = ("[" + "".join(table) + "]" for table in (traditional_forms(), simplified_forms()))
    return re.compile(simplified), re.compile(traditional)
