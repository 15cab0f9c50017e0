"""An article: the record of one news article as it stood on one page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Precision = Literal["second", "minute", "hour", "day"]
Place = Literal["head", "body", "tail", "hidden"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """The words under a picture."""

    text: str
    """As printed, without the credit part when that can be told apart."""
    credit: str | None = None
    """Who took or gave the picture; None when the page does not say."""
    image_url: str | None = None
    """The picture it belongs to, absolute; None when no picture could be bound to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """One named change to the text of a field."""

    kind: str
    """What it caught: reading, slip, comma_noise, conversion, markup_text …"""
    field: str
    """Whose text: title, body, source, "captions[0].text", "section[1]" …"""
    offset: int
    """Where `after` begins in the field's text as it stands in the record. Repairs of a field are in order of offset
    and do not overlap: replaying them backwards gives the field as served."""
    before: str
    """The text as served."""
    after: str
    """The text as repaired; may be empty."""
    certain: bool = True
    """False marks a guess with a thin margin, or text that is lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A block taken out: spam, or hidden from readers."""

    text: str
    """The block's text as served."""
    rule: str
    """Name of the rule that dropped it."""
    place: Place
    """Where it stood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a value came from, and how far to trust it."""

    source: str
    """The rule or metadata that gave the value, such as "label 来源" or "json-ld datePublished"."""
    score: float
    """0 to 1. Above 0.9 the value is right at least 95 times in 100 (docs/benchmarks.md, calibration)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureRef:
    """Where the bytes are kept."""

    file: str
    """WARC file, relative to the captures folder."""
    offset: int
    """Byte offset of the record's (compressed) member."""
    digest: str
    """Payload digest, `sha1:` and base32 (WARC 1.1 §5.9), or `sha256:`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news article as it stood on one page. `None` and `()` mean that the page does not say."""

    url: str
    """Where it was fetched, after redirects."""
    id: int | None = None
    """Its number in the archive; None outside of one."""
    version: int | None = None
    """Its version in the archive, counted from 1; None outside of one."""
    canonical_url: str | None = None
    """What the page names as its address when that is credible, else the normalised `url`."""
    site: str | None = None
    """The site's name in the archive."""
    publisher: str | None = None
    """Who runs the site, as printed."""
    title: str | None = None
    """The headline as printed, in one line, without the site's name."""
    published_at: datetime | None = None
    """When the publisher says it was published, with zone."""
    published_precision: Precision | None = None
    """How exact that is; with `day` the time is 00:00 of the site's zone."""
    published_text: str | None = None
    """The same, as printed."""
    modified_at: datetime | None = None
    """When it was last changed, as the page says, with zone."""
    source: str | None = None
    """The outlet credited on the page (来源), as printed. Not the publisher."""
    source_url: str | None = None
    """The credited outlet's address when it is a link."""
    authors: tuple[str, ...] = ()
    """Who wrote it; names alone."""
    editor: str | None = None
    """Who is named in the 责编 line."""
    section: tuple[str, ...] = ()
    """The trail (breadcrumb), outermost first, without the site's home link."""
    keywords: tuple[str, ...] = ()
    """The page's own keywords; never the spam's."""
    body: str | None = None
    """Paragraphs and subheadings in order, joined by one blank line. None when no article text was found."""
    captions: tuple[Caption, ...] = ()
    """In page order."""
    images: tuple[str, ...] = ()
    """The article's own pictures, absolute addresses."""
    language: str | None = None
    """BCP 47, with script for Chinese (zh-Hans, zh-Hant)."""
    copyright: str | None = None
    """The copyright notice."""
    as_served: Mapping[str, str] = field(default_factory=dict)
    """The fields that repair changed, before repair, keyed like `Repair.field`."""
    repairs: tuple[Repair, ...] = ()
    """Every change repair made to a field."""
    dropped: tuple[Dropped, ...] = ()
    """Spam and hidden blocks taken out."""
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    """For each field with a value: which rule or metadata gave it, and its score."""
    spam_score: float = 0.0
    """How surely the page is injected or a hijacked mirror, 0 to 1."""
    spam_reasons: tuple[str, ...] = ()
    """Why; empty when `spam_score` is 0."""
    parser_version: str = ""
    """The version of the parsers that read it."""
    captured_at: datetime | None = None
    """When the page was fetched."""
    capture: CaptureRef | None = None
    """Where its bytes are kept; None outside of an archive."""

    def to_dict(self) -> dict[str, object]:
        """The record as one JSON-ready object: every key present, times as ISO 8601, `null` or `[]` when not said."""
        return {
            "id": self.id,
            "version": self.version,
            "url": self.url,
            "canonical_url": self.canonical_url,
            "site": self.site,
            "publisher": self.publisher,
            "title": self.title,
            "published_at": _iso(self.published_at),
            "published_precision": self.published_precision,
            "published_text": self.published_text,
            "modified_at": _iso(self.modified_at),
            "source": self.source,
            "source_url": self.source_url,
            "authors": list(self.authors),
            "editor": self.editor,
            "section": list(self.section),
            "keywords": list(self.keywords),
            "body": self.body,
            "captions": [{"text": c.text, "credit": c.credit, "image_url": c.image_url} for c in self.captions],
            "images": list(self.images),
            "language": self.language,
            "copyright": self.copyright,
            "as_served": dict(self.as_served),
            "repairs": [_repair(r) for r in self.repairs],
            "dropped": [{"text": d.text, "rule": d.rule, "place": d.place} for d in self.dropped],
            "evidence": {k: {"from": e.source, "score": round(e.score, 3)} for k, e in self.evidence.items()},
            "spam_score": round(self.spam_score, 3),
            "spam_reasons": list(self.spam_reasons),
            "parser_version": self.parser_version,
            "captured_at": _iso(self.captured_at),
            "capture": _capture(self.capture),
        }


def _iso(value: datetime | None) -> str | None:
    return value.isoformat() if value else None


def _repair(r: Repair) -> dict[str, object]:
    return {
        "kind": r.kind,
        "field": r.field,
        "offset": r.offset,
        "before": r.before,
        "after": r.after,
        "certain": r.certain,
    }


def _capture(c: CaptureRef | None) -> dict[str, object] | None:
    return {"file": c.file, "offset": c.offset, "digest": c.digest} if c else None
