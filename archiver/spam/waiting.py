"""Find articles, or their greater part, that a page hides only until its scripts run."""

import re

from archiver.spam.scene import Scene

# Scripts undo these; the other means are how text is kept from readers for good.
_UNDONE = frozenset({"display", "visibility", "opacity", "hidden_attribute", "noscript"})
_CHROME = re.compile(
    r"cookie|consent|modal|dialog|popup|overlay|menu|nav|foot|comment|share|subscri|login|register|privacy|gdpr|banner|tooltip"
)
_LEAST = 1000  # characters of running text; shorter hidden parts are notices
_LEVELS = 4  # containers looked at for the marks of a dialog


def find_waiting(scene: Scene) -> frozenset[int]:
    """Indexes of hidden blocks that are the article: half as much running text again as is visible, in no dialog.

    No reader is served such a page. The text of a noscript element counts only where the page shows none.
    """
    long = [at for at, block in enumerate(scene.blocks) if block.hidden in _UNDONE and len(block.text) >= 80]
    if sum(len(scene.blocks[at].text) for at in long) < _LEAST:
        return frozenset()
    shown = sum(len(scene.blocks[at].text) for at in scene.prose)
    found: set[int] = set()
    for first, end in _groups(scene):
        if scene.blocks[first].hidden == "noscript" and shown:
            continue
        size = sum(len(scene.blocks[at].text) for at in long if first <= at < end and _is_text(scene, at))
        if size >= max(_LEAST, 1.5 * shown) and not _is_chrome(scene, first):
            found.update(range(first, end))
    return frozenset(found)


def _groups(scene: Scene) -> list[tuple[int, int]]:
    """Neighbouring blocks hidden by the same means, as ranges."""
    groups = []
    start = 0
    blocks = scene.blocks
    for at in range(1, len(blocks) + 1):
        if at == len(blocks) or blocks[at].hidden != blocks[start].hidden:
            if blocks[start].hidden in _UNDONE:
                groups.append((start, at))
            start = at
    return groups


def _is_text(scene: Scene, at: int) -> bool:
    block = scene.blocks[at]
    return block.link_chars * 3 <= len(block.text)


def _is_chrome(scene: Scene, at: int) -> bool:
    nodes = scene.document.nodes
    node = scene.blocks[at].node
    for _ in range(_LEVELS):
        if node < 0 or nodes[node].tag == "body":
            return False
        if nodes[node].tag in {"footer", "nav", "dialog"} or _CHROME.search(nodes[node].marks):
            return True
        node = nodes[node].parent
    return False
