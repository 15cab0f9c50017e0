"""A capture as it is read back from a WARC file."""

from dataclasses import dataclass

from archiver.model.article import CaptureRef
from archiver.model.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A page together with where its bytes are kept."""

    page: Page
    """As served, encodings undone."""
    ref: CaptureRef
    """File (relative to the captures folder, or the bare name of a foreign file), offset and payload digest."""
    is_revisit: bool = False
    """True when the record says "the same as before": the page's body is empty unless the original could be read."""
    truncated: str | None = None
    """Why the record holds less than was served (WARC-Truncated: length, time, disconnect); None when it is whole."""
    damage: str | None = None
    """Why its body cannot be had, which is then empty; None when it can."""
