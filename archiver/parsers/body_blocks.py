"""What each block of a page looks like on its own: size, links, punctuation, marks. First sight, before its surroundings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from archiver.model.document import Block, Document
from archiver.parsers.body_lexicon import Lexicon
from archiver.parsers.body_marks import BIT, KINDS, node_mask

TAGS = {tag: i for i, tag in enumerate(
    "p div h1 h2 h3 h4 h5 h6 li dd dt td th blockquote pre figcaption section article a span button label center form "
    "header footer aside nav body ul ol main table figure address summary details caption".split()
)}  # fmt: skip

BLOCK_FEATURES = (
    "size", "links", "commas", "stops", "end", "begin", "tag", "strong", "spans", "copies", "heading", "breaks",
    "words", "token_own", "token_up", "token_low",
    *(f"mark_{kind}" for kind in KINDS),
)  # fmt: skip
"""Names of the numbers of a block, in order."""

Scorer = Callable[[Sequence[float]], float]

_ENDS = dict.fromkeys(".!?…。！？।۔։", 1) | dict.fromkeys("\"'”’»」』)）]】", 2) | dict.fromkeys(":：", 3)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NOTHING = 0.01


@dataclass(slots=True)
class Survey:
    """The blocks of a page at first sight."""

    document: Document
    kept: Sequence[bool]
    masks: list[int]
    """For each node, the kinds its name and marks say."""
    rows: list[tuple[float, ...] | None]
    """For each block its numbers (`BLOCK_FEATURES`); None for blocks not kept and for bare links."""
    sizes: list[int]
    """For each block how much it says: characters, those of Chinese and its kin twice; 0 when not kept."""
    worth: list[float]
    """For each block how likely it is part of an article, 0 to 1, by itself."""
    heading: int
    """Index of the block that prints the headline; -1 when none does."""
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


def survey_blocks(
    document: Document, kept: Sequence[bool], *, title: str, heading: int, lexicon: Lexicon, score: Scorer
) -> Survey:
    """Look at every kept block once."""
    masks = [node_mask(node.tag, node.marks) for node in document.nodes]
    far = _far_masks(document, masks)
    copies: dict[str, int] = {}
    for block, keep in zip(document.blocks, kept, strict=True):
        if keep:
            copies[block.text] = copies.get(block.text, 0) + 1
    tokens = lexicon.weigh_nodes(document)
    rows: list[tuple[float, ...] | None] = []
    sizes: list[int] = []
    worth: list[float] = []
    levels: dict[int, tuple[int, ...]] = {}
    for block, keep in zip(document.blocks, kept, strict=True):
        size = size_of(block.text) if keep else 0
        sizes.append(size)
        if not keep or (size < 80 and block.link_chars > 0.9 * len(block.text) and block.tag not in _HEADINGS):
            rows.append(None)
            worth.append(_NOTHING if keep else 0.0)
            continue
        marks = levels.get(block.node)
        if marks is None:
            marks = levels[block.node] = _levels_of(document, masks, far, block.node)
        row = (
            *_shape_of(block, size, copies[block.text], title),
            lexicon.weigh_text(block.text),
            *tokens[block.node],
            *marks,
        )
        rows.append(row)
        worth.append(score(row))
    return Survey(document, kept, masks, rows, sizes, worth, heading)


def size_of(text: str) -> int:
    """How much a text says: its characters, those of Chinese, Japanese and Korean twice."""
    return len(text) if text.isascii() else (len(text) + len(text.encode("utf-8", "replace"))) // 2


def _shape_of(block: Block, size: int, copies: int, title: str) -> tuple[float, ...]:
    text = block.text
    count = text.count
    commas = count(",")
    stops = count(". ") + count("? ") + count("! ")
    if not text.isascii():
        commas += count("，") + count("、") + count("،")
        stops += count("。") + count("！") + count("？") + count("।")
    length = len(text)
    first = text[0]
    begin = 1 if first.isupper() else 2 if first.islower() else 3 if first.isdigit() else 4 if first.isalpha() else 0
    end = _ENDS.get(text[-1], 4 if text[-1].isalnum() else 0)
    is_title = 0
    if title and size < 400:
        is_title = 2 if text == title else 1 if size > 12 and (text in title or title in text) else 0
    return (
        size if size < 2000 else 2000,
        block.link_chars / length,
        commas,
        stops,
        end,
        begin,
        TAGS.get(block.tag, 40),
        block.strong_chars / length,
        len(block.spans),
        copies,
        is_title,
        count("\n"),
    )


def _far_masks(document: Document, masks: list[int]) -> list[int]:
    """For each node the kinds that it and its ancestors say; the page's root elements say nothing of their parts."""
    far: list[int] = []
    for i, node in enumerate(document.nodes):
        above = far[node.parent] if node.parent >= 0 else 0
        far.append(above | masks[i] if node.depth > 1 and node.tag != "body" else above)
    return far


def _levels_of(document: Document, masks: list[int], far: list[int], at: int) -> tuple[int, ...]:
    nodes = document.nodes
    up = nodes[at].parent
    up2 = nodes[up].parent if up >= 0 else -1
    up3 = nodes[up2].parent if up2 >= 0 else -1
    return _levels(
        masks[at],
        masks[up] if up >= 0 else 0,
        masks[up2] if up2 >= 0 else 0,
        far[up3] if up3 >= 0 else 0,
    )


@lru_cache(maxsize=20_000)
def _levels(own: int, up: int, up2: int, far: int) -> tuple[int, ...]:
    """For each kind how near it is said: 4 by the element itself, 3 by its parent, 2, 1 further up, 0 not at all."""
    return tuple(
        4 if own & bit else 3 if up & bit else 2 if up2 & bit else 1 if far & bit else 0 for bit in BIT.values()
    )
