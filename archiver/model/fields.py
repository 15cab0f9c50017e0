"""What the parsers of dates and by-lines give back."""

from dataclasses import dataclass
from datetime import datetime

from archiver.model.article import Precision
from archiver.model.reading import Found


@dataclass(slots=True, frozen=True)
class Dates:
    """When an article was published and last changed, as far as its page says."""

    published: Found[datetime] | None = None
    """With zone. `text` is what the page prints; None when only metadata gives the date."""
    precision: Precision | None = None
    """How exact `published` is; None without it."""
    modified: Found[datetime] | None = None
    """With zone."""
    refused: tuple[tuple[str, str], ...] = ()
    """Dates that cannot be (rule or metadata, text as written): before 1990, after the capture, no such day."""


@dataclass(slots=True, frozen=True)
class Byline:
    """Who wrote, who is credited, who edited: three different things."""

    authors: Found[tuple[str, ...]] | None = None
    """Names alone, in the order of the page."""
    source: Found[str] | None = None
    """The outlet credited (来源)."""
    source_url: str | None = None
    """The outlet's address, absolute, when the credit is a link."""
    editor: Found[str] | None = None
    """Who is named in the 责编 line; several names are joined by 、 as printed."""
