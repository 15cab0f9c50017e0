"""Tell names of Chinese administrative places, which link farms string together."""

import re

from archiver.spam.lexicon import word_group

_SUFFIX = re.compile(r"[\u4e00-\u9fff]{1,8}(?:市|县|區|区|縣|旗|州|盟|镇|鎮|乡|鄉)")


def is_place_name(phrase: str) -> bool:
    """Whether a phrase is the name of a Chinese administrative place.

    >>> is_place_name("托克逊县"), is_place_name("菜市场"), is_place_name("新闻")
    (True, False, False)
    """
    return phrase in word_group("places") or (2 <= len(phrase) <= 9 and _SUFFIX.fullmatch(phrase) is not None)
