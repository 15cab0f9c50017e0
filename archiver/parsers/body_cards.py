"""Cards: small elements of one look, each with a linked headline and a few words, that tell of other articles."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from urllib.parse import urljoin, urlsplit

from archiver.model.document import Block, Document
from archiver.parsers.body_blocks import HEADINGS, Survey
from archiver.spam.shapes import registrable

_LEAST_HEADLINE = 16
# A line of this size that is all link is a headline, whatever its element.
_LINE, _LONGEST_LINE = 40, 240
# So many of one look are no chance. On the pages learned from, 437 of 441 such groups held no text of the article.
_LEAST_CARDS, _LEAST_ABOVE = 3, 2
# What a list of recommended things says of each is longer than what a card tells of an article.
_MOST_BLOCKS, _MOST_SIZE = 10, 500
_PROSE, _LIKELY = 60, 0.3
_WORTH = 0.02
_LINKED = 0.8


def set_cards_apart(survey: Survey) -> None:
    """Note the headlines of teasers and the cards of a page; what cards hold loses its worth."""
    survey.openings = _teaser_headlines(survey)
    survey.cards = _find_cards(survey)
    for i in survey.cards:
        survey.worth[i] = min(survey.worth[i], _WORTH)


def _teaser_headlines(survey: Survey) -> list[bool]:
    opens = [
        size >= _LEAST_HEADLINE
        and block.link_chars > _LINKED * len(block.text)
        and (block.tag in HEADINGS or _LINE <= size <= _LONGEST_LINE)
        for size, block in zip(survey.sizes, survey.document.blocks, strict=True)
    ]
    if survey.heading >= 0:
        opens[survey.heading] = False
    return opens


def _find_cards(survey: Survey) -> set[int]:
    """The blocks of cards that lead to other pages of the site; none where the page has no likely text besides."""
    nodes = survey.document.nodes
    found: set[int] = set()
    for (parent, tag, marks), cards in _cards_by_look(survey).items():
        least = _LEAST_CARDS if nodes[cards[-1]].end > survey.heading else _LEAST_ABOVE
        if len(cards) >= least and sum(_leads_on(survey, card) for card in cards) >= least:
            alike = [c for c in _children(survey.document, parent) if (nodes[c].tag, nodes[c].marks) == (tag, marks)]
            found.update(i for card in alike for i in _blocks_of_card(survey, card))
    if not found:
        return found
    prose = sum(s for i, s in enumerate(survey.sizes) if s and survey.worth[i] > _LIKELY and i not in found)
    return found if prose >= _PROSE else set()


def _cards_by_look(survey: Survey) -> dict[tuple[int, str, str], list[int]]:
    """The small elements around one linked headline each, by their parent, name and marks."""
    document = survey.document
    before = [0, *accumulate(survey.openings)]
    groups: dict[tuple[int, str, str], list[int]] = {}
    for block, is_opening in zip(document.blocks, survey.openings, strict=True):
        card = _card_of(document, block.node, before) if is_opening else -1
        if card >= 0:
            node = document.nodes[card]
            groups.setdefault((node.parent, node.tag, node.marks), []).append(card)
    return groups


def _blocks_of_card(survey: Survey, card: int) -> range:
    """The blocks of an element that looks as the cards do; none of a large one, one without links, the headline's."""
    node, blocks = survey.document.nodes[card], survey.document.blocks
    inside = range(node.start, node.end)
    is_linked = any(blocks[i].link_chars > _LINKED * len(blocks[i].text) for i in inside)
    return inside if is_linked and len(inside) <= _MOST_BLOCKS and survey.heading not in inside else range(0)


def _children(document: Document, parent: int) -> Iterator[int]:
    """The parts of an element; it stands before them, and what follows its last block is not within it."""
    nodes = document.nodes
    for at in range(parent + 1, len(nodes)):
        if nodes[at].start >= nodes[parent].end:
            return
        if nodes[at].parent == parent:
            yield at


def _card_of(document: Document, at: int, before: Sequence[int]) -> int:
    """The outermost small element around a headline that holds no other, and something besides it; -1 for none."""
    card = -1
    while at >= 0:
        node = document.nodes[at]
        if before[node.end] - before[node.start] != 1 or node.end - node.start > _MOST_BLOCKS:
            break
        if node.end - node.start > 1:
            card = at
        at = node.parent
    return card


def _leads_on(survey: Survey, card: int) -> bool:
    """Whether a card says little, and its headline leads to another page of the same site."""
    node = survey.document.nodes[card]
    inside = range(node.start, node.end)
    if sum(survey.sizes[node.start : node.end]) > _MOST_SIZE:
        return False
    return any(survey.openings[i] and _is_own(survey.document, survey.document.blocks[i]) for i in inside)


def _is_own(document: Document, block: Block) -> bool:
    href = next((span.href for span in block.spans if span.href), None)
    if not href or href.startswith("#"):
        return False
    try:
        there, here = urlsplit(urljoin(document.url, href.strip())), urlsplit(document.url)
        host, own = there.hostname or "", here.hostname or ""
    except ValueError:
        return False
    if there.scheme not in ("http", "https", "") or there._replace(fragment="") == here._replace(fragment=""):
        return False
    return registrable(host) == registrable(own)
