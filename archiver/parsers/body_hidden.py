"""Articles that a page hides until its scripts run: blocks that readers do get to see."""

import re
from collections.abc import Sequence

from archiver.model.document import Block, Document
from archiver.model.reading import Reading

# Scripts undo these; the other means (off-screen, zero size, colour …) are how text is kept from readers for good.
_UNDONE = frozenset({"display", "visibility", "opacity", "hidden_attribute"})
# React streams late parts of a page into `<div hidden id="S:1">` and moves them into place.
_STREAMED = re.compile(r"\bs:[0-9a-f]{1,3}\b")
_LEAST = 1_500
"""Letters that must wait, each text once: of 1,400 pages the shortest article that a script shows has 3,100, and spam
says the same again and again."""
_LEAST_NAMED = 150
"""Letters that must wait in an element that says it holds the article, on a page that shows no running text: WeChat's
posts, some of them a few lines long, are served in a `visibility: hidden` element of class rich_media_content."""
_SAYS_ARTICLE = re.compile(r"(?:^|[\s_-])(?:content|article|articlebody|post|story|maincontent)(?:$|[\s_-])")
_TIMES = 3
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HAN_WEIGHT = 3
"""A Chinese character says about what three letters say."""


def reveal_blocks(reading: Reading) -> tuple[bool, ...]:
    """`reading.kept`, with the blocks added that only wait for a script to show them.

    That is so for streamed parts, and for a page whose hidden running text is three times the visible or more: no
    reader is served such a page. Hidden text on a page that shows its article stays hidden, and so does text in another
    script than what is shown.
    """
    document, kept = reading.document, reading.kept
    if all(kept):
        return kept
    waiting = _waiting_blocks(document, kept)
    if not waiting:
        return kept
    return tuple(k or i in waiting for i, k in enumerate(kept))


def _waiting_blocks(document: Document, kept: tuple[bool, ...]) -> frozenset[int]:
    blocks = document.blocks
    waiting = [i for i, block in enumerate(blocks) if not kept[i] and block.hidden in _UNDONE]
    hidden = sum({blocks[i].text: _prose(blocks[i]) for i in waiting}.values())
    if hidden >= _LEAST_NAMED:
        seen = [block for block, keep in zip(blocks, kept, strict=True) if keep]
        agrees = _is_han(seen) in (None, _is_han([blocks[i] for i in waiting]))
        shown = sum(map(_prose, seen))
        if agrees and hidden >= _TIMES * shown and (hidden >= _LEAST or (not shown and _is_named(document, waiting))):
            return frozenset(waiting)
    streamed = {
        i
        for node in document.nodes
        if node.marks.startswith("s:") and _STREAMED.fullmatch(node.marks)
        for i in range(node.start, node.end)
    }
    return frozenset(streamed.intersection(waiting))


def _is_named(document: Document, waiting: Sequence[int]) -> bool:
    """Whether one hidden element that says it holds the article holds all the running text that waits."""
    wordy = [i for i in waiting if _prose(document.blocks[i])]
    return any(
        node.hidden in _UNDONE and _SAYS_ARTICLE.search(node.marks) and node.start <= wordy[0] and wordy[-1] < node.end
        for node in document.nodes
    )


def _prose(block: Block) -> int:
    """How much a block says when it is running text, in letters; 0 when it is not."""
    size = len(block.text)
    if block.link_chars >= 0.3 * size:
        return 0
    weight = size + (_HAN_WEIGHT - 1) * len(_HAN.findall(block.text))
    return weight if weight >= 80 else 0


def _is_han(blocks: Sequence[Block]) -> bool | None:
    """Whether blocks are written in Chinese, Japanese or Korean signs; None when they say too little."""
    text = "".join(block.text for block in blocks[:200])
    return None if len(text) < 20 else len(_HAN.findall(text)) > len(text) / 4
