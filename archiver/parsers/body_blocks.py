"""First sight: what each block of a page looks like on its own, by size, links, punctuation, marks and cues."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from archiver.model.document import Block, Document
from archiver.parsers.body_cues import CUES, inner_cue, opening_cue
from archiver.parsers.body_lexicon import Lexicon
from archiver.parsers.body_nodes import NODE_WEIGHTS, NodeSight, Sights
from archiver.parsers.body_trees import Scorer

TAGS = {tag: i for i, tag in enumerate(
    "p div h1 h2 h3 h4 h5 h6 li dd dt td th blockquote pre figcaption section article a span button label center form "
    "header footer aside nav body ul ol main table figure address summary details caption".split()
)}  # fmt: skip

BLOCK_FEATURES = ("size", "links", "commas", "stops", "end", "tag", "strong", "spans", "copies", *NODE_WEIGHTS, "cue")
"""Names of the numbers of a block, in order."""

_ENDS = dict.fromkeys(".!?…。！？।۔։", 1) | dict.fromkeys("\"'”’»」』)）]】", 2) | dict.fromkeys(":：", 3)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NOTHING = 0.01
SHORT = 240
"""The most that a block may say in which cues are looked for."""
_SIZABLE, _NEAR = 40, 6
"""A block so short, and so many blocks away from any longer one, is in no article: 0.2 % of the words of even pages."""


@dataclass(slots=True)
class Survey:
    """The blocks of a page at first sight."""

    document: Document
    kept: Sequence[bool]
    nodes: dict[int, NodeSight]
    """The elements around the blocks that were looked at."""
    rows: list[tuple[float, ...] | None]
    """For each block its numbers (`BLOCK_FEATURES`); None for blocks not kept and for bare links."""
    sizes: list[int]
    """For each block how much it says: characters, those of Chinese and its kin twice; 0 when not kept."""
    worth: list[float]
    """For each block how likely it is part of an article, 0 to 1, by itself."""
    cues: list[int]
    """For each block whether it is short and holds words that give it away: 1 or 0."""
    heading: int
    """Index of the block that prints the headline; -1 when none does."""
    openings: list[bool] = field(default_factory=list)
    """For each block whether it is a headline that is a link: it opens the teaser of another article."""
    cards: set[int] = field(default_factory=set)
    """Blocks of cards that tell of other articles (body_cards.py)."""
    looks: dict[tuple[str, str, int], list[int]] | None = None
    """Nodes by name, marks and depth; made when first asked for."""

    def alike(self, at: int) -> list[int]:
        """The nodes that look like a node: same name, marks and depth (itself among them)."""
        if self.looks is None:
            self.looks = {}
            for i, other in enumerate(self.document.nodes):
                if other.marks:
                    self.looks.setdefault((other.tag, other.marks, other.depth), []).append(i)
        node = self.document.nodes[at]
        return self.looks.get((node.tag, node.marks, node.depth), [])


def survey_blocks(document: Document, kept: Sequence[bool], *, heading: int, lexicon: Lexicon, score: Scorer) -> Survey:
    """Look at every kept block once; bare links are passed over."""
    blocks = document.blocks
    sizes = [size_of(block.text) if keep else 0 for block, keep in zip(blocks, kept, strict=True)]
    looked_at = _worth_a_look(blocks, sizes, heading)
    copies = Counter([blocks[i].text for i in looked_at])
    sights = Sights(document, lexicon)
    survey = Survey(
        document,
        kept,
        nodes=sights.seen,
        rows=[None] * len(sizes),
        sizes=sizes,
        worth=[_NOTHING if size else 0.0 for size in sizes],
        cues=[0] * len(sizes),
        heading=heading,
    )
    for i in looked_at:
        block = blocks[i]
        size, text, cue = sizes[i], block.text, 0.0
        if size <= SHORT:
            cue = weigh_cues(text.lower(), lexicon)
            survey.cues[i] = 1 if cue < -0.5 else 0
        row = (*_shape_of(block, size, copies[text]), *sights.row_of(block.node), cue)
        survey.rows[i] = row
        survey.worth[i] = score(row)
    return survey


def _worth_a_look(blocks: Sequence[Block], sizes: Sequence[int], heading: int) -> list[int]:
    """The blocks that are more than bare links and stand near one of some size, or below the headline."""
    found: list[int] = []
    end = 0
    for i, (block, size) in enumerate(zip(blocks, sizes, strict=True)):
        if i != heading and (size < _SIZABLE or block.link_chars > 0.5 * len(block.text)):
            continue
        found.extend(range(max(end, i - _NEAR), i + _NEAR + 1))
        end = i + _NEAR + 1
    return [i for i in found if i < len(sizes) and _may_be_text(blocks[i], sizes[i])]


def _may_be_text(block: Block, size: int) -> bool:
    return size >= 80 or (size > 0 and (block.link_chars <= 0.9 * len(block.text) or block.tag in HEADINGS))


def weigh_cues(text: str, lexicon: Lexicon) -> float:
    """The lower of the learned weights of the cues that a lower-case text opens with and holds; 0 for none."""
    opens, holds = opening_cue(text), inner_cue(text)
    low = lexicon.cues.get(f"opens:{CUES[opens - 1]}", 0.0) if opens else 0.0
    return min(low, lexicon.cues.get(f"holds:{CUES[holds - 1]}", 0.0)) if holds else low


def size_of(text: str) -> int:
    """How much a text says: its characters, those of Chinese, Japanese and Korean twice."""
    return len(text) if text.isascii() else (len(text) + len(text.encode("utf-8", "replace"))) // 2


def _shape_of(block: Block, size: int, copies: int) -> tuple[float, ...]:
    text = block.text
    count = text.count
    commas = count(",")
    stops = count(". ") + count("? ")
    if not text.isascii():
        commas += count("，") + count("、") + count("،")
        stops += count("。") + count("！") + count("？")
    length = len(text)
    last = text[-1]
    return (
        size if size < 2000 else 2000,
        block.link_chars / length,
        commas,
        stops,
        _ENDS.get(last) or (4 if last.isalnum() else 0),
        TAGS.get(block.tag, 40),
        block.strong_chars / length,
        len(block.spans),
        copies,
    )
