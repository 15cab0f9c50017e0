"""What was read of one page on the way to its article: every step's result, kept for the record and for `--explain`."""

from dataclasses import dataclass

from archiver.model.article import Article, Caption, Dropped
from archiver.model.document import Document
from archiver.model.fields import Byline, Dates
from archiver.model.page import Page
from archiver.model.reading import Body, Found, Reading
from archiver.parsers.mending import Mended


@dataclass(slots=True, frozen=True, kw_only=True)
class Findings:
    """What the field parsers found; None or () where the page does not say."""

    dates: Dates
    byline: Byline
    title: Found[str] | None = None
    body: Body | None = None
    captions: tuple[Found[Caption], ...] = ()
    images: Found[tuple[str, ...]] | None = None
    section: Found[tuple[str, ...]] | None = None
    keywords: Found[tuple[str, ...]] | None = None
    language: Found[str] | None = None
    copyright: Found[str] | None = None
    publisher: Found[str] | None = None
    canonical: Found[str] | None = None

    def blocks(self) -> frozenset[int]:
        """The blocks that stand in the title, the body or a caption."""
        pieces = [*(self.title.pieces if self.title else ()), *(self.body.pieces if self.body else ())]
        pieces += [piece for caption in self.captions for piece in caption.pieces]
        return frozenset(piece.block for piece in pieces)


@dataclass(slots=True, frozen=True, kw_only=True)
class Trace:
    """One page's way from bytes to article."""

    page: Page
    served: Document
    mended: Mended
    reading: Reading
    dropped: tuple[Dropped, ...]
    dropped_blocks: tuple[tuple[int, str], ...]
    """Index and rule of each block that was dropped as spam or as hidden."""
    spam_score: float
    spam_reasons: tuple[str, ...]
    findings: Findings
    article: Article
