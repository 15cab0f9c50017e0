"""The search for what slipped bytes said: a beam over the damaged part of a line, with bounded states."""

from collections.abc import Sequence

from archiver.text.repair.beam import Node, Page
from archiver.text.repair.moves import moves_from
from archiver.text.repair.units import Unit

_WIDTH = 40
"""Hypotheses kept at each unit."""
_LEADING = 4
"""Hypotheses from which slips may start and pairs be missing: each such step makes a hundred moves."""
_MOST_MOVES = 40_000
"""Moves after which a window is given up: a real one takes some hundreds to some thousands."""
_BEHIND = 20.0
"""Nats behind the best one at which a hypothesis is given up."""
_ALIKE = 3
"""Hypotheses kept of those that must go on in the same way; the others tell the margin."""
_LONGEST = 240
"""Units after which a window is given up: runs seen are 2 to 40 characters long."""


def search_window(units: Sequence[Unit], start: int, page: Page) -> tuple[list[Node], int, int]:
    """The hypotheses of a window that begins at a unit, best first; the index of the unit after it; the moves made.

    The window ends where all hypotheses go on in the same way. Empty when it grows too long or takes too many moves.
    """
    before = units[start - 2].text if start > 1 else ""
    last = units[start - 1].text if start else ""
    context = page.model.context
    root = Node(0.0, -1, context(before or "。"), context(last or "。"), last, None)
    beams: dict[int, list[Node]] = {start: [root]}
    end = min(len(units), start + _LONGEST)
    moves = 0
    for at in range(start, end):
        nodes = _prune(beams.pop(at, []))
        if at > start + 1 and nodes and not beams and _agree(nodes):
            return nodes, at, moves
        if moves > _MOST_MOVES:
            return [], at, moves
        for rank, node in enumerate(nodes):
            for new, index in moves_from(node, units, at, page, leading=rank < _LEADING):
                beams.setdefault(index, []).append(new)
                moves += 1
    return _prune(beams.pop(end, [])) if end == len(units) else [], end, moves


def _agree(nodes: Sequence[Node]) -> bool:
    first = nodes[0].key()
    return first[0] < 0 and all(node.key() == first for node in nodes)


def _prune(nodes: list[Node]) -> list[Node]:
    nodes.sort(key=lambda node: node.cost)
    kept: list[Node] = []
    seen: dict[tuple[int, int, int, str], int] = {}
    for node in nodes:
        if len(kept) >= _WIDTH or node.cost > nodes[0].cost + _BEHIND:
            break
        key = node.key()
        count = seen.get(key, 0)
        if count < _ALIKE:
            seen[key] = count + 1
            kept.append(node)
    return kept
