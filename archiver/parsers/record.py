"""Writes the record: the findings of the parsers as one article, with evidence, and repairs traced into its fields."""

from collections.abc import Iterator
from typing import Any

from archiver.model.article import Article, Caption, Evidence
from archiver.model.reading import Body, Found, Piece
from archiver.parsers.repairs import FieldText, trace_repairs
from archiver.parsers.trace import Findings, Trace

PARSER_VERSION = "1.0"
"""Raised with every change of the parsers that can change a record; `archiver reparse` compares it."""


def write_record(trace: Trace) -> Article:
    """The article of a trace."""
    findings = trace.findings
    body = _body_text(trace, findings.body)
    repairs, as_served = trace_repairs(trace.mended, tuple(_field_texts(trace, body)))
    return Article(
        url=trace.page.url,
        title=_value(findings.title),
        body=body,
        captions=tuple(c.value for c in findings.captions),
        images=_value(findings.images) or (),
        as_served=as_served,
        repairs=repairs,
        dropped=trace.dropped,
        evidence=dict(_evidence(findings)),
        spam_score=trace.spam_score,
        spam_reasons=trace.spam_reasons,
        parser_version=PARSER_VERSION,
        captured_at=trace.reading.captured_at,
    )


def _value(found: Found[Any] | None) -> Any:
    return None if found is None else found.value


def _body_text(trace: Trace, body: Body | None) -> str | None:
    if body is None:
        return None
    blocks = trace.reading.document.blocks
    paragraphs = [blocks[p.block].text[p.start : p.end].strip() for p in body.pieces]
    return "\n\n".join(text for text in paragraphs if text) or None


def _evidence(findings: Findings) -> Iterator[tuple[str, Evidence]]:
    if findings.title:
        yield "title", Evidence(source=findings.title.source, score=findings.title.score)
    if findings.body:
        yield "body", Evidence(source=findings.body.source, score=findings.body.score)
    if findings.captions:
        sources = ", ".join(dict.fromkeys(c.source for c in findings.captions))
        yield "captions", Evidence(source=sources, score=min(c.score for c in findings.captions))
    if findings.images:
        yield "images", Evidence(source=findings.images.source, score=findings.images.score)


def _field_texts(trace: Trace, body: str | None) -> Iterator[FieldText]:
    """The fields that repair may have changed, in the order of the record."""
    if not trace.mended.edits and not trace.mended.strings:
        return
    findings = trace.findings
    if findings.title:
        yield _field("title", findings.title.value, findings.title.pieces)
    if body and findings.body:
        yield _field("body", body, findings.body.pieces)
    for number, caption in enumerate(findings.captions):
        yield from _caption_fields(number, caption.value, caption.pieces)


def _field(name: str, value: str, pieces: tuple[Piece, ...]) -> FieldText:
    return FieldText(name=name, value=value, pieces=pieces)


def _caption_fields(number: int, caption: Caption, pieces: tuple[Piece, ...]) -> Iterator[FieldText]:
    yield _field(f"captions[{number}].text", caption.text, pieces)
    if caption.credit:
        yield _field(f"captions[{number}].credit", caption.credit, pieces)
