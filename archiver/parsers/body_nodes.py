"""What the elements around a block say of it: kinds and learned weights of their class names, near and far."""

from functools import lru_cache
from typing import NamedTuple

from archiver.model.document import Document
from archiver.parsers.body_lexicon import Lexicon
from archiver.parsers.body_marks import BIT, TAG_BITS

LEVEL_KINDS = (
    "comment", "legal", "topic", "body", "caption", "byline", "related", "lead", "list", "popup", "ads", "title",
    "aside", "join", "nav", "share",
)  # fmt: skip
"""The kinds given as numbers: 3 where a block's own element says it, 2 its parent, 1 one further up, 0 none."""

NODE_WEIGHTS = ("token_own", "token_up", "token_low", *(f"mark_{kind}" for kind in LEVEL_KINDS))
"""Names of the numbers of `NodeSight.row`."""

_BITS = tuple(BIT[kind] for kind in LEVEL_KINDS)
_WANTED = sum(_BITS)


class NodeSight(NamedTuple):
    """One element as seen from a block in it."""

    mask: int
    """Kinds that its name and marks say."""
    far: int
    """The same with those of its ancestors; the page's root elements say nothing of their parts."""
    weight: float
    """Learned weight of its marks."""
    low: float
    """The lowest weight of its ancestors."""
    above: "NodeSight | None"
    """Its parent; None for the root."""

    def row(self) -> tuple[float, ...]:
        """Its numbers (`NODE_WEIGHTS`)."""
        up = self.above or _NOWHERE
        beyond = up.above.far & _WANTED if up.above else 0
        return (self.weight, up.weight, self.low, *_levels(self.mask & _WANTED, up.mask & _WANTED, beyond))


_NOWHERE = NodeSight(0, 0, 0.0, 0.0, None)

Seen = dict[int, NodeSight]


def see_node(
    document: Document, at: int, seen: Seen, plain: dict[tuple[int, str], NodeSight], lexicon: Lexicon
) -> NodeSight:
    """Look at an element and, where that was not done yet, at its ancestors.

    `seen` keeps them for the page; `plain` keeps those without marks by parent and name, since paragraphs in a row
    are all the same.
    """
    nodes = document.nodes
    node = nodes[at]
    key = (node.parent, node.tag)
    if not node.marks:
        known = plain.get(key)
        if known is not None:
            seen[at] = known
            return known
    sight = _look_up(document, at, seen, lexicon)
    if not node.marks:
        plain[key] = sight
    return sight


def _look_up(document: Document, at: int, seen: Seen, lexicon: Lexicon) -> NodeSight:
    nodes = document.nodes
    way = []
    while at >= 0 and at not in seen:
        way.append(at)
        at = nodes[at].parent
    above = seen[at] if at >= 0 else None
    sight = above or _NOWHERE
    for i in reversed(way):
        node = nodes[i]
        mask, weight = lexicon.weigh_marks(node.marks) if node.marks else (0, 0.0)
        mask |= TAG_BITS.get(node.tag, 0)
        is_root = node.depth < 2 or node.tag == "body"
        low = 0.0 if is_root else sight.low if sight.low < sight.weight else sight.weight
        sight = NodeSight(mask, sight.far if is_root else sight.far | mask, weight, low, above)
        seen[i] = above = sight
    return sight


@lru_cache(maxsize=20_000)
def _levels(own: int, up: int, beyond: int) -> tuple[int, ...]:
    return tuple([3 if own & bit else 2 if up & bit else 1 if beyond & bit else 0 for bit in _BITS])
