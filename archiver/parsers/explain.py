"""Shows a page as it was read: what was kept for which field, what was dropped, left out or repaired, and why."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

from archiver.model.page import Page
from archiver.model.reading import Found, Piece
from archiver.model.repair import Edit
from archiver.model.site import Site
from archiver.parsers.article import read_article
from archiver.parsers.explain_style import STYLE
from archiver.parsers.trace import Findings, Trace

_LEGEND = (
    ("title", "title"),
    ("body", "body"),
    ("field", "another field, named beside it"),
    ("caption", "caption"),
    ("left", "in the article's place, but left out of the body"),
    ("dropped", "dropped: spam, or hidden from readers"),
)


@dataclass(slots=True)
class _Fate:
    """What became of one block."""

    kind: str = "outside"
    why: str = ""
    marks: list[tuple[int, int, str]] = field(default_factory=list)


def explain_page(page: Page, *, site: Site | None = None) -> str:
    """The explanation of one page, as `explain` gives it."""
    return explain(read_article(page, site=site))


def explain(trace: Trace) -> str:
    """One self-contained HTML page without scripts; every word of the page stands in it as escaped text."""
    fates = _fates(trace)
    article = trace.article
    parts = [
        f"<!doctype html><html lang='{escape(article.language or 'und')}'><meta charset='utf-8'>",
        "<meta name='viewport' content='width=device-width,initial-scale=1'>",
        "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{escape(article.title or 'Page without a title')}, explained</title><style>{STYLE}</style><main>",
        f"<h1>{escape(article.title or 'Page without a title')}</h1><p class='address'>{escape(article.url)}</p>",
        _reading_line(trace),
        "<h2>Record</h2>",
        _record_table(trace),
        _dropped_table(trace),
        "<h2>Page</h2>",
        _legend(),
        *_page(trace, fates),
        "</main></html>",
    ]
    return "\n".join(parts)


def _reading_line(trace: Trace) -> str:
    document = trace.served
    said = [f"{document.encoding} by {document.encoding_from}", f"{len(document.blocks)} blocks"]
    said += [f"{gate.name}: {gate.evidence}" for gate in trace.mended.gates]
    if trace.spam_score:
        said.append(f"spam score {trace.spam_score:.2f} ({', '.join(trace.spam_reasons)})")
    if trace.reading.layout is not None:
        said.append("read with the site's rules")
    said += document.notes
    return f"<p class='why'>{escape(' · '.join(said))}</p>"


def _record_table(trace: Trace) -> str:
    record = trace.article.to_dict()
    rows = ["<table><tr><th>field<th>value<th>from<th>score</tr>"]
    for name, evidence in sorted(trace.article.evidence.items(), key=lambda item: list(record).index(item[0])):
        low = " low" if evidence.score < 0.5 else ""
        rows.append(
            f"<tr><th>{escape(name)}<td>{escape(_shown(record.get(name)))}<td>{escape(evidence.source)}"
            f"<td class='score{low}'>{evidence.score:.2f}</tr>"
        )
    if trace.article.body is None:
        rows.append("<tr><th>body<td>no article text was found<td><td></tr>")
    return "".join(rows) + "</table>"


def _dropped_table(trace: Trace) -> str:
    """What was taken out, cuts inside of paragraphs among it; "" when nothing was."""
    if not trace.dropped:
        return ""
    rows = [
        f"<tr><th>{escape(dropped.rule)}<td>{escape(_shown(dropped.text))}<td>{dropped.place}</tr>"
        for dropped in trace.dropped
    ]
    return "<h2>Dropped</h2><table><tr><th>rule<th>text as served<th>place</tr>" + "".join(rows) + "</table>"


def _shown(value: object) -> str:
    if isinstance(value, list):
        return " · ".join(_shown(v) for v in value)
    if isinstance(value, dict):
        return " / ".join(str(v) for v in value.values() if v)
    text = str(value)
    return text if len(text) <= 300 else f"{text[:300]}… ({len(text):,} characters)"


def _legend() -> str:
    keys = "".join(f"<li><span class='key k-{kind}'></span>{words}</li>" for kind, words in _LEGEND)
    return (
        f"<ul class='legend'>{keys}<li><mark>slice</mark> taken into a field</li>"
        "<li><del>as served</del> <ins>as repaired</ins>, <ins class='guess'>dashed</ins> when it is a guess, "
        "<ins class='turned'>dotted</ins> for a character turned to the newsroom's script (the served one on hovering)"
        "</li></ul>"
    )


def _page(trace: Trace, fates: Mapping[int, _Fate]) -> Iterator[str]:
    """The blocks in page order; a run of blocks that are no part of the article is folded away."""
    order = range(len(trace.reading.document.blocks))
    for outside, run in groupby(order, key=lambda i: fates[i].kind == "outside"):
        blocks = [_block(trace, i, fates[i]) for i in run]
        if outside and len(blocks) > 2:
            yield f"<details><summary>{len(blocks)} blocks outside of the article</summary>{''.join(blocks)}</details>"
        else:
            yield from blocks


def _block(trace: Trace, index: int, fate: _Fate) -> str:
    block = trace.reading.document.blocks[index]
    edits = trace.mended.edits.get(index, ())
    text = _marked(block.text, fate.marks, edits)
    why = " · ".join(filter(None, (fate.why, _kinds(edits))))
    note = f"<div class='why'>{escape(why)}</div>" if why else ""
    return f"<div class='block k-{fate.kind}'>{note}<p>{text}</p></div>"


def _kinds(edits: Sequence[Edit]) -> str:
    counts: dict[str, int] = defaultdict(int)
    for edit in edits:
        counts[edit.kind] += 1
    return ", ".join(f"{count} × {kind}" for kind, count in counts.items())


def _marked(text: str, marks: Sequence[tuple[int, int, str]], edits: Sequence[Edit]) -> str:
    """The text escaped, with slices taken into fields marked and edits shown before and after."""
    cuts = {0, len(text)}
    cuts.update(place for start, end, _ in marks for place in (start, end))
    cuts.update(place for edit in edits for place in (edit.start, edit.end))
    places = sorted(place for place in cuts if 0 <= place <= len(text))
    parts: list[str] = []
    for start, end in zip(places, [*places[1:], len(text)], strict=True):
        parts += [_removed(edit) for edit in edits if edit.start == start]
        if start < end:
            parts.append(_slice(text, start, end, marks, edits))
    return "".join(parts)


def _removed(edit: Edit) -> str:
    """A conversion shows its served character on hovering only: it changes every third one, and none of the sense."""
    if not edit.before or edit.kind == "conversion":
        return ""
    return f"<del title='{edit.kind}'>{escape(edit.before)}</del>"


def _slice(text: str, start: int, end: int, marks: Sequence[tuple[int, int, str]], edits: Sequence[Edit]) -> str:
    shown = escape(text[start:end])
    edit = next((e for e in edits if e.start <= start and end <= e.end), None)
    if edit is not None:
        look = "guess" if not edit.certain else "turned" if edit.kind == "conversion" else "sure"
        shown = f"<ins class='{look}' title='{edit.kind}, served: {escape(edit.before, quote=True)}'>{shown}</ins>"
    names = [name for left, right, name in marks if left <= start and end <= right]
    return f"<mark title='{escape(', '.join(names))}'>{shown}</mark>" if names else shown


def _fates(trace: Trace) -> dict[int, _Fate]:
    """For each block what became of it; later steps speak over earlier ones."""
    findings = trace.findings
    fates: dict[int, _Fate] = defaultdict(_Fate)
    for index, rule in findings.body.left_out if findings.body else ():
        fates[index] = _Fate("left", f"left out: {rule}")
    for piece in findings.body.pieces if findings.body else ():
        fates[piece.block] = _Fate("body")
    for name, found in _printed(findings):
        for piece in found.pieces:
            _mark(fates[piece.block], piece, name, f"{name}: {found.source}")
    for index, rule in trace.dropped_blocks:
        fates[index] = _Fate("dropped", f"dropped: {rule}")
    return fates


def _mark(fate: _Fate, piece: Piece, name: str, why: str) -> None:
    kind = {"title": "title", "caption": "caption"}.get(name, "field")
    if fate.kind not in {"body", "title"} or name == "title":
        fate.kind = kind
    if not fate.why.startswith(("title", "caption", name)):
        fate.why = why if fate.why.startswith("left out") or not fate.why else f"{fate.why} · {why}"
    if name not in {"title", "caption"}:
        fate.marks.append((piece.start, piece.end, name))


def _printed(findings: Findings) -> Iterator[tuple[str, Found[object]]]:
    """The values that stand on the page, with where they stand."""
    dates, byline = findings.dates, findings.byline
    named: list[tuple[str, Found[object] | None]] = [
        ("section", findings.section),
        ("publisher", findings.publisher),
        ("title", findings.title),
        ("published_at", dates.published),
        ("modified_at", dates.modified),
        ("source", byline.source),
        ("authors", byline.authors),
        ("editor", byline.editor),
        ("copyright", findings.copyright),
    ]
    named += [("caption", caption) for caption in findings.captions]
    for name, found in named:
        if found is not None and found.pieces:
            yield name, found
