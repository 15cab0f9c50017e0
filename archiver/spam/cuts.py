"""Find spam inside blocks that are kept: phrases, links and addresses dropped into sentences."""

import re

from archiver.model.document import Block, Document
from archiver.spam.lexicon import count_spam_words, fold_spam
from archiver.spam.scene import Scene

Cut = tuple[int, int, int, str]

# An address written so that no filter takes it for one: capitals, commas for dots (`WWW,ABC123,COM`).
_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9])(?:WWW[,，.。]\s?)?[A-Z0-9-]{3,30}[,，]\s?(?:COM|NET|CN|CC|TOP|XYZ|VIP|ORG|ME|TV)(?![A-Za-z])"
)
_LEAST_PHRASE = 5
_MAX_CUTS = 200


def find_cuts(scene: Scene, document: Document, kept: tuple[bool, ...], phrases: frozenset[str]) -> tuple[Cut, ...]:
    """The stretches of kept blocks that are spam: block, start and end in the repaired text, and rule; none overlap."""
    needles = sorted((p for p in phrases if len(p) >= _LEAST_PHRASE), key=len, reverse=True)[:100]
    cuts: list[Cut] = []
    for at, block in enumerate(document.blocks):
        if kept[at] and len(block.text) >= 12 and len(cuts) < _MAX_CUTS:
            cuts += _cuts_of(scene, at, block, needles)
    return tuple(cuts)


def _cuts_of(scene: Scene, at: int, block: Block, needles: list[str]) -> list[Cut]:
    found: list[Cut] = []
    for span, _ in scene.foreign_links(block):
        strong, _, share = count_spam_words(block.text[span.start : span.end])
        if strong and share >= 0.5:
            found.append((at, span.start, span.end, "spam_link"))
    text = fold_spam(block.text)
    if len(text) == len(block.text):
        for needle in needles:
            start = text.find(needle)
            if start >= 0 and len(needle) < 0.8 * len(text):
                found.append((at, start, start + len(needle), "spam_phrase"))
    found += [(at, match.start(), match.end(), "spam_address") for match in _ADDRESS.finditer(block.text)]
    return _without_overlap(found)


def _without_overlap(cuts: list[Cut]) -> list[Cut]:
    kept: list[Cut] = []
    for cut in sorted(cuts, key=lambda c: (c[1], -c[2])):
        if not kept or cut[1] >= kept[-1][2]:
            kept.append(cut)
    return kept
