"""A moment: a date as printed, understood but not yet placed on the globe."""

from dataclasses import dataclass
from datetime import datetime, timezone

from archiver.model.article import Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A date, and the time of day when there is one, found in a text."""

    local: datetime
    """As the clock of its place showed it, without zone; parts that are not printed are 0."""
    precision: Precision
    """The smallest part that is printed."""
    offset: timezone | None = None
    """The zone, when the text names it."""
    start: int = 0
    """Offset of the first character in the text."""
    end: int = 0
    """Offset after the last one."""
    doubt: str | None = None
    """What had to be guessed: "order" (day and month), "year" (none printed), "short_year", "relative" (counted back
    from the capture); None when nothing."""
