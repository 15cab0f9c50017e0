"""Articles that a page hides until its scripts run: blocks that readers do get to see."""

import re

from archiver.model.document import Document
from archiver.model.reading import Reading

# Scripts undo these; the other means (off-screen, zero size, colour …) are how text is kept from readers for good.
_UNDONE = frozenset({"display", "visibility", "opacity", "hidden_attribute"})
# React streams late parts of a page into `<div hidden id="S:1">` and moves them into place.
_STREAMED = re.compile(r"\bs:[0-9a-f]{1,3}\b")
_LEAST = 400
_TIMES = 3


def reveal_blocks(reading: Reading) -> tuple[bool, ...]:
    """`reading.kept`, with the blocks added that only wait for a script to show them.

    That is so for streamed parts, and for a page whose hidden running text is three times the visible or more: no
    reader is served such a page. Hidden text on a page that shows its article stays hidden.
    """
    document, kept = reading.document, reading.kept
    if all(kept):
        return kept
    waiting = _waiting_blocks(document, kept)
    if not waiting:
        return kept
    return tuple(k or i in waiting for i, k in enumerate(kept))


def _waiting_blocks(document: Document, kept: tuple[bool, ...]) -> frozenset[int]:
    shown = hidden = 0
    waiting = []
    for i, block in enumerate(document.blocks):
        size = len(block.text)
        is_prose = size >= 80 and block.link_chars < 0.3 * size
        if kept[i]:
            shown += size if is_prose else 0
        elif block.hidden in _UNDONE:
            waiting.append(i)
            hidden += size if is_prose else 0
    if hidden >= _LEAST and hidden >= _TIMES * shown:
        return frozenset(waiting)
    streamed = {
        i
        for node in document.nodes
        if node.marks.startswith("s:") and _STREAMED.fullmatch(node.marks)
        for i in range(node.start, node.end)
    }
    return frozenset(streamed.intersection(waiting))
