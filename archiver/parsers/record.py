"""Writes the record: the findings of the parsers as one article, with evidence, and repairs traced into its fields."""

from collections.abc import Iterator
from typing import TypeVar

from archiver.model.article import Article, Caption, Evidence
from archiver.model.reading import Body, Found, Piece, Reading
from archiver.parsers.repairs import FieldText, trace_repairs
from archiver.parsers.trace import Findings, Trace
from archiver.text.urls import normalise_url

T = TypeVar("T")

PARSER_VERSION = "1.0"
"""Raised with every change of the parsers that can change a record; `archiver reparse` compares it."""


def write_record(trace: Trace) -> Article:
    """The article of a trace."""
    findings, dates, byline = trace.findings, trace.findings.dates, trace.findings.byline
    body = (body_text(trace.reading, findings.body) if findings.body else "") or None
    repairs, as_served = trace_repairs(trace.mended, tuple(_field_texts(trace, body)))
    return Article(
        url=trace.page.url,
        canonical_url=_value(findings.canonical) or normalise_url(trace.page.url),
        publisher=_value(findings.publisher),
        title=_value(findings.title),
        published_at=_value(dates.published),
        published_precision=dates.precision if dates.published else None,
        published_text=dates.published.text if dates.published else None,
        modified_at=_value(dates.modified),
        source=_value(byline.source),
        source_url=byline.source_url if byline.source else None,
        authors=_value(byline.authors) or (),
        editor=_value(byline.editor),
        section=_value(findings.section) or (),
        keywords=_value(findings.keywords) or (),
        body=body,
        captions=tuple(c.value for c in findings.captions),
        images=_value(findings.images) or (),
        language=_value(findings.language),
        copyright=_value(findings.copyright),
        as_served=as_served,
        repairs=repairs,
        dropped=trace.dropped,
        evidence=dict(_evidence(findings, trace.page.url)),
        spam_score=trace.spam_score,
        spam_reasons=trace.spam_reasons,
        parser_version=PARSER_VERSION,
        captured_at=trace.page.fetched_at,
    )


def _value(found: Found[T] | None) -> T | None:
    return None if found is None else found.value


def body_text(reading: Reading, body: Body) -> str:
    """The body's paragraphs, joined by one blank line; "" when they hold nothing but white space."""
    blocks = reading.document.blocks
    paragraphs = [blocks[p.block].text[p.start : p.end].strip() for p in body.pieces]
    return "\n\n".join(text for text in paragraphs if text)


def _evidence(findings: Findings, url: str) -> Iterator[tuple[str, Evidence]]:
    """For each field with a value the rule or metadata that gave it, and its score."""
    if findings.body:
        yield "body", Evidence(source=findings.body.source, score=findings.body.score)
    if findings.captions:
        sources = ", ".join(dict.fromkeys(c.source for c in findings.captions))
        yield "captions", Evidence(source=sources, score=min(c.score for c in findings.captions))
    if findings.canonical is None and normalise_url(url):
        yield "canonical_url", Evidence(source="address of the page", score=0.7)
    for name, found in _found(findings):
        if found is not None:
            yield name, Evidence(source=found.source, score=found.score)


def _found(findings: Findings) -> Iterator[tuple[str, Found[object] | None]]:
    dates, byline = findings.dates, findings.byline
    yield "title", findings.title
    yield "published_at", dates.published
    yield "modified_at", dates.modified
    yield "source", byline.source
    yield "authors", byline.authors
    yield "editor", byline.editor
    yield "section", findings.section
    yield "keywords", findings.keywords
    yield "images", findings.images
    yield "language", findings.language
    yield "copyright", findings.copyright
    yield "publisher", findings.publisher
    yield "canonical_url", findings.canonical


def _field_texts(trace: Trace, body: str | None) -> Iterator[FieldText]:
    """The fields that repair may have changed, in the order of the record."""
    if not trace.mended.edits and not trace.mended.strings:
        return
    findings, dates, byline = trace.findings, trace.findings.dates, trace.findings.byline
    yield from _one("publisher", findings.publisher)
    yield from _one("title", findings.title)
    if dates.published and dates.published.text:
        yield _field("published_text", dates.published.text, dates.published.pieces)
    yield from _one("source", byline.source)
    yield from _each("authors", byline.authors)
    yield from _one("editor", byline.editor)
    yield from _each("section", findings.section)
    yield from _each("keywords", findings.keywords)
    if body and findings.body:
        yield _field("body", body, findings.body.pieces)
    for number, caption in enumerate(findings.captions):
        yield from _caption_fields(number, caption.value, caption.pieces)
    yield from _one("copyright", findings.copyright)


def _field(name: str, value: str, pieces: tuple[Piece, ...]) -> FieldText:
    return FieldText(name=name, value=value, pieces=pieces)


def _one(name: str, found: Found[str] | None) -> Iterator[FieldText]:
    if found is not None:
        yield _field(name, found.value, found.pieces)


def _each(name: str, found: Found[tuple[str, ...]] | None) -> Iterator[FieldText]:
    """The members of a list: each by its own piece when there are as many, else looked for in all of them."""
    if found is None:
        return
    single = len(found.pieces) == len(found.value)
    for number, value in enumerate(found.value):
        yield _field(f"{name}[{number}]", value, (found.pieces[number],) if single else found.pieces)


def _caption_fields(number: int, caption: Caption, pieces: tuple[Piece, ...]) -> Iterator[FieldText]:
    yield _field(f"captions[{number}].text", caption.text, pieces)
    if caption.credit:
        yield _field(f"captions[{number}].credit", caption.credit, pieces)
