"""What a page's metadata tells of its article's text: evidence for the choice of element and blocks, not gospel."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from archiver.model.document import Document

_NOT_WORDS = re.compile(r"[\W_]+")
_MARKUP = re.compile(r"<[^<>]{1,500}>")
_LEAST_BODY = 200
_MOST_BODY = 200_000
_LEAST_LEAD, _MOST_LEAD = 20, 1000
_TRIES = 40
"""So many likely blocks from the top on a description is looked for."""


@dataclass(slots=True)
class Told:
    """Which blocks the metadata speaks of."""

    in_body: list[int]
    """For each block: 1 when JSON-LD's articleBody holds it, 0 when not, -1 when that was not asked."""
    sums: list[int]
    """Running sum of the sizes of the blocks it holds."""
    sizes: list[int]
    """Running sum of the sizes of the blocks asked for."""
    lead: int
    """Index of the first block that the description is taken from; -1 when none is."""

    def body_share(self, start: int, end: int) -> float:
        """How much of a range articleBody holds, 0 to 1; -1 when the page has none."""
        asked = self.sizes[end] - self.sizes[start]
        return (self.sums[end] - self.sums[start]) / asked if asked else -1.0


def read_told(
    document: Document, articles: Sequence[Mapping[str, object]], kept: Sequence[bool], worth: Sequence[float]
) -> Told:
    """Match the page's blocks with its JSON-LD (the objects that describe an article) and its description."""
    body = _article_body(articles)
    in_body = [-1] * len(document.blocks)
    sums, sizes = [0], [0]
    if body:
        for i, block in enumerate(document.blocks):
            size = said = 0
            if worth[i] > 0.1 and len(block.text) > 24 and kept[i]:
                words = _squash(block.text[:100])
                if len(words) > 8:
                    said = in_body[i] = 1 if words[:60] in body else 0
                    size = len(block.text)
            sums.append(sums[-1] + size * said)
            sizes.append(sizes[-1] + size)
    else:
        sums = sizes = [0] * (len(document.blocks) + 1)
    return Told(in_body, sums, sizes, _find_lead(document, kept, worth))


def _find_lead(document: Document, kept: Sequence[bool], worth: Sequence[float]) -> int:
    """The first of the likely blocks that the page's description is taken from; -1 when none is."""
    leads = [s for s in (_squash(t[:_MOST_LEAD]) for t in _descriptions(document)) if len(s) >= _LEAST_LEAD]
    if not leads:
        return -1
    openings = tuple({s[:24] for s in leads})
    first = {s[0] for s in leads}
    tries = _TRIES
    for i, block in enumerate(document.blocks):
        if worth[i] <= 0.1 or len(block.text) <= 24 or not kept[i] or block.tag == "h1":
            continue
        words = _squash(block.text[:100])
        if words[:1] in first and (words.startswith(openings) or _begins(leads, words)):
            return i
        tries -= 1
        if not tries:
            break
    return -1


def _begins(leads: Sequence[str], words: str) -> bool:
    return len(words) >= _LEAST_LEAD and any(lead.startswith(words) for lead in leads)


def _article_body(articles: Sequence[Mapping[str, object]]) -> str:
    texts = [t for thing in articles[:4] if isinstance(t := thing.get("articleBody"), str)]
    text = max(texts, key=len, default="")[:_MOST_BODY]
    if "<" in text or "&" in text:
        text = _MARKUP.sub(" ", unescape(text))
    text = _squash(text)
    return text if len(text) >= _LEAST_BODY else ""


def _descriptions(document: Document) -> list[str]:
    return [t for key in ("description", "og:description") for t in document.meta.get(key, ())[:1]]


def _squash(text: str) -> str:
    return _NOT_WORDS.sub("", text).casefold()
