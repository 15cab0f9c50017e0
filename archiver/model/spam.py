"""What the spam room says about a page."""

from dataclasses import dataclass

from archiver.model.article import Dropped


@dataclass(slots=True, frozen=True, kw_only=True)
class SpamVerdict:
    """Which blocks of a page stay, and how surely the page is injected."""

    kept: tuple[bool, ...]
    """For each block of the document: False when it is spam or hidden from readers."""
    dropped: tuple[Dropped, ...] = ()
    """Spam, and hidden text that is not the site's own chrome, as served, in page order."""
    dropped_blocks: tuple[tuple[int, str], ...] = ()
    """The same as block index and rule."""
    cuts: tuple[tuple[int, int, int, str], ...] = ()
    """Spam inside kept blocks: block, start, end and rule; offsets are in the repaired text."""
    score: float = 0.0
    """How surely the page is injected or a hijacked mirror, 0 to 1; 0 on a page without a sign of it."""
    reasons: tuple[str, ...] = ()
    """Why, strongest first; empty when `score` is 0."""
    phrases: frozenset[str] = frozenset()
    """The spam's own phrases, folded; keywords and titles that hold one are not the newsroom's."""


@dataclass(slots=True, frozen=True, kw_only=True)
class HostBlocks:
    """Blocks that recur over the pages of one host: its chrome, or what was injected into all of it."""

    pages: int = 0
    """How many pages were learnt from."""
    recurring: frozenset[int] = frozenset()
    """Fingerprints of blocks that stand on most of them."""
