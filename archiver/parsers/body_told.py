"""What a page's metadata tells of its article's text: evidence for the choice of element and blocks, not gospel."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from archiver.model.document import Document
from archiver.parsers.json_ld import article_objects

_NOT_WORDS = re.compile(r"[\W_]+")
_MARKUP = re.compile(r"<[^<>]{1,500}>")
_LEAST_BODY = 200
_MOST_BODY = 200_000
_LEAST_LEAD = 20


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


def read_told(document: Document, kept: Sequence[bool], worth: Sequence[float]) -> Told:
    """Match the page's blocks with its JSON-LD and its description."""
    body = _article_body(document)
    leads = [s for s in (_squash(t) for t in _descriptions(document)) if len(s) >= _LEAST_LEAD]
    openings = tuple({s[:24] for s in leads})
    in_body: list[int] = []
    sums, sizes = [0], [0]
    lead = -1
    for i, block in enumerate(document.blocks):
        size = len(block.text)
        said = -1
        if worth[i] > 0.1 and size > 24 and kept[i] and (body or (openings and lead < 0)):
            words = _squash(block.text[:100])
            if body and len(words) > 8:
                said = 1 if words[:60] in body else 0
            if lead < 0 and openings and block.tag != "h1" and (words.startswith(openings) or _begins(leads, words)):
                lead = i
        in_body.append(said)
        sums.append(sums[-1] + (size if said == 1 else 0))
        sizes.append(sizes[-1] + (size if said >= 0 else 0))
    return Told(in_body, sums, sizes, lead)


def _begins(leads: Sequence[str], words: str) -> bool:
    return len(words) >= _LEAST_LEAD and any(lead.startswith(words) for lead in leads)


def _article_body(document: Document) -> str:
    texts = [t for thing in article_objects(document)[:4] if isinstance(t := thing.get("articleBody"), str)]
    text = max(texts, key=len, default="")[:_MOST_BODY]
    if "<" in text or "&" in text:
        text = _MARKUP.sub(" ", unescape(text))
    text = _squash(text)
    return text if len(text) >= _LEAST_BODY else ""


def _descriptions(document: Document) -> list[str]:
    return [t for key in ("description", "og:description") for t in document.meta.get(key, ())[:1]]


def _squash(text: str) -> str:
    return _NOT_WORDS.sub("", text).casefold()
