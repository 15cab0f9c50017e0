"""Takes out of a repaired document what the spam room found inside kept blocks and in the metadata."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from archiver.model.article import Dropped
from archiver.model.document import Block, Document
from archiver.model.repair import Edit, RepairedText
from archiver.model.spam import SpamVerdict
from archiver.parsers.mending import Mended, moved
from archiver.spam.phrases import is_spam_phrase

Cut = tuple[int, int, int, str]
"""Block, start, end, rule."""

_TITLES = ("title", "og:title", "twitter:title", "headline", "dc.title", "description", "og:description")
_LISTS = ("keywords", "news_keywords", "article:tag")
_SEPARATOR = re.compile(r"[,，;；、|\n]")


def cut_spam(mended: Mended, verdict: SpamVerdict) -> tuple[Mended, tuple[Dropped, ...]]:
    """The document without the spam inside its kept blocks and metadata, and what was cut, as served.

    The very same document when nothing was found. Spans, and the edits of repair, move along; an edit that a cut
    touches goes with it.
    """
    if not verdict.score:
        return mended, ()
    document = _clean_metadata(mended.document, verdict)
    if not verdict.cuts:
        return replace(mended, document=document), ()
    by_block: dict[int, list[Cut]] = defaultdict(list)
    for cut in verdict.cuts:
        by_block[cut[0]].append(cut)
    blocks, edits = list(document.blocks), dict(mended.edits)
    dropped: list[Dropped] = []
    for index, cuts in by_block.items():
        served = RepairedText(text=blocks[index].text, edits=edits.get(index, ()))
        dropped += [
            Dropped(text=_as_served(served, start, end), rule=rule, place="body") for _, start, end, rule in cuts
        ]
        blocks[index] = _cut_block(blocks[index], cuts)
        left = _move_edits(served.edits, cuts)
        edits = {**edits, index: left} if left else {k: v for k, v in edits.items() if k != index}
    return replace(mended, document=replace(document, blocks=tuple(blocks)), edits=edits), tuple(dropped)


def _as_served(text: RepairedText, start: int, end: int) -> str:
    inside = tuple(
        replace(edit, start=edit.start - start, end=edit.end - start)
        for edit in text.edits
        if start <= edit.start and edit.end <= end
    )
    return RepairedText(text=text.text[start:end], edits=inside).as_served()


def _cut_block(block: Block, cuts: Sequence[Cut]) -> Block:
    """The block without the slices; white space that they leave in twos becomes one."""
    removals = _removals(block.text, cuts)
    parts, at = [], 0
    for _, start, end, _ in cuts:
        parts.append(block.text[at:start])
        at = end
    text = "".join([*parts, block.text[at:]])
    spans = tuple(
        replace(span, start=moved(span.start, removals), end=moved(span.end, removals))
        for span in block.spans
        if not any(start <= span.start and span.end <= end for _, start, end, _ in cuts)
    )
    links = sum(span.end - span.start for span in spans if span.href is not None)
    return replace(block, text=text, spans=spans, link_chars=min(links, block.link_chars, len(text)))


def _removals(text: str, cuts: Sequence[Cut]) -> tuple[Edit, ...]:
    """The cuts in the form of edits, by which places are moved."""
    edits: list[Edit] = []
    gone = 0
    for _, start, end, _ in cuts:
        edits.append(Edit(kind="lost", start=start - gone, end=start - gone, before=text[start:end], after=""))
        gone += end - start
    return tuple(edits)


def _move_edits(edits: Sequence[Edit], cuts: Sequence[Cut]) -> tuple[Edit, ...]:
    kept: list[Edit] = []
    for edit in edits:
        if any(edit.start < end and start < max(edit.end, edit.start + 1) for _, start, end, _ in cuts):
            continue
        gone = sum(end - start for _, start, end, _ in cuts if end <= edit.start)
        kept.append(replace(edit, start=edit.start - gone, end=edit.end - gone))
    return tuple(kept)


def _clean_metadata(document: Document, verdict: SpamVerdict) -> Document:
    """Titles and descriptions that are the spam's go; of keywords the spam's ones."""
    meta = dict(document.meta)
    for name in _TITLES:
        if name in meta:
            meta[name] = tuple(value for value in meta[name] if not _is_spam_line(value, verdict))
    for name in _LISTS:
        if name in meta:
            meta[name] = tuple(filter(None, (_own_words(value, verdict) for value in meta[name])))
    title = document.head_title
    if title and _is_spam_line(title, verdict):
        title = None
    return replace(document, meta={k: v for k, v in meta.items() if v}, head_title=title)


def _is_spam_line(text: str, verdict: SpamVerdict) -> bool:
    return is_spam_phrase(text, verdict) or any(
        is_spam_phrase(part, verdict) for part in _SEPARATOR.split(text[:2000]) if len(part) > 1
    )


def _own_words(value: str, verdict: SpamVerdict) -> str:
    words = [word for word in _SEPARATOR.split(value[:20_000]) if word.strip()]
    return ",".join(word for word in words if not is_spam_phrase(word, verdict))


def still_dropped(
    verdict: SpamVerdict, read: Collection[int]
) -> tuple[tuple[Dropped, ...], tuple[tuple[int, str], ...]]:
    """What the verdict dropped, without the blocks that a parser read after all, and the same as index and rule.

    Text that a page hides from readers until they page, open or pay is read when the article stands in it.
    """
    kept = [place for place, (index, _) in enumerate(verdict.dropped_blocks) if index not in read]
    if len(kept) == len(verdict.dropped_blocks):
        return verdict.dropped, verdict.dropped_blocks
    return tuple(verdict.dropped[i] for i in kept), tuple(verdict.dropped_blocks[i] for i in kept)
