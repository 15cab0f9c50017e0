"""Text and times as both databases take them."""

import re
from datetime import UTC, datetime, timedelta

from archiver.model.article import Article

EARLIEST_YEAR = 1990
"""No news page is older than the web; dates before it are damage."""
AHEAD = timedelta(days=2)
"""How far in the future a page may say it was published: zones, and clocks that are a day out."""

_REFUSED = re.compile("[\x00\ud800-\udfff]")
_FIRST_CJK = "⺀"
"""From the CJK radicals (U+2E80) on, scripts do without spaces; Hangul, which has them, loses nothing by it here."""


def clean_text(text: str) -> str:
    r"""The text without what PostgreSQL refuses: NUL goes, a lone surrogate becomes U+FFFD.

    >>> clean_text("中\x00国\ud83d")
    '中国�'
    """
    if "\x00" in text:
        text = text.replace("\x00", "")
    return _REFUSED.sub("�", text)


def is_clean(text: str) -> bool:
    r"""Whether `clean_text` would leave it alone.

    >>> is_clean("中国"), is_clean("a\x00")
    (True, False)
    """
    if "\x00" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def clean_value(value: object) -> object:
    """The same for every text inside lists and mappings."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, list):
        return [clean_value(each) for each in value]
    if isinstance(value, dict):
        return {clean_text(str(key)): clean_value(each) for key, each in value.items()}
    return value


def fold_space(text: str | None) -> str:
    r"""The text with white space that only lays it out taken away; "" for None.

    Runs become one space, and none stands beside a Chinese character, where a space separates nothing.

    >>> fold_space("援藏 工作\n\n队  in  Tibet")
    '援藏工作队in Tibet'
    """
    if not text:
        return ""
    parts = text.split()
    if len(parts) < 2 or text.isascii():
        return " ".join(parts)
    folded = parts[:1]
    for part in parts[1:]:
        stands_alone = part[0] >= _FIRST_CJK or folded[-1][-1] >= _FIRST_CJK
        folded.append(part if stands_alone else " " + part)
    return "".join(folded)


def bounded(moment: datetime | None, now: datetime) -> datetime | None:
    """The moment, or None when it has no zone or lies outside of 1990 to two days after `now`.

    The year is looked at first: converting years 1 and 9999 between zones overflows.

    >>> bounded(datetime(1, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)) is None
    True
    """
    if moment is None or moment.tzinfo is None:
        return None
    if not EARLIEST_YEAR - 1 < moment.year <= now.year + 1:
        return None
    if moment.astimezone(UTC) > now + AHEAD:
        return None
    return moment


def offset_minutes(moment: datetime | None) -> int | None:
    """Minutes east of UTC of the moment's zone; None without a moment."""
    if moment is None:
        return None
    offset = moment.utcoffset()
    return None if offset is None else int(offset.total_seconds() // 60)


def sorted_at(article: Article, captured_at: datetime, now: datetime) -> datetime:
    """When it stands in the order of newest first: published, else captured."""
    return bounded(article.published_at, now) or captured_at
