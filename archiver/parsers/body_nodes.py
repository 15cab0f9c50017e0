"""What the elements around a block say of it: kinds and learned weights of their class names, near and far."""

from dataclasses import dataclass, field
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

NODE_WEIGHTS = (*(f"mark_{kind}" for kind in LEVEL_KINDS), "token_own", "token_up", "token_low")
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
    up: int
    """The mask of its parent."""
    beyond: int
    """`far` of its parent's parent."""
    up_weight: float
    """The weight of its parent."""

    def row(self) -> tuple[float, ...]:
        """Its numbers (`NODE_WEIGHTS`)."""
        levels = _levels(self.mask & _WANTED, self.up & _WANTED, self.beyond & _WANTED)
        return (*levels, self.weight, self.up_weight, self.low)


_NOWHERE = NodeSight(0, 0, 0.0, 0.0, 0, 0, 0.0)

Seen = dict[int, NodeSight]


@dataclass(slots=True)
class Sights:
    """The elements of a page that were looked at, and their numbers for the blocks in them."""

    document: Document
    lexicon: Lexicon
    seen: Seen = field(default_factory=dict)
    rows: dict[int, tuple[float, ...]] = field(default_factory=dict)
    plain: dict[tuple[int, str], tuple[NodeSight, tuple[float, ...]]] = field(default_factory=dict)
    """Those without marks by parent and name, since paragraphs in a row are all the same."""

    def row_of(self, at: int) -> tuple[float, ...]:
        """The numbers of an element; it and its ancestors are looked at when that was not done yet."""
        row = self.rows.get(at)
        if row is not None:
            return row
        node = self.document.nodes[at]
        if node.marks:
            row = (self.seen.get(at) or self._look_up(at)).row()
        else:
            key = (node.parent, node.tag)
            known = self.plain.get(key)
            if known is None:
                sight = self.seen.get(at) or self._look_up(at)
                known = self.plain[key] = (sight, sight.row())
            self.seen[at], row = known
        self.rows[at] = row
        return row

    def _look_up(self, at: int) -> NodeSight:
        nodes, seen = self.document.nodes, self.seen
        way = []
        while at >= 0 and at not in seen:
            way.append(at)
            at = nodes[at].parent
        sight = seen[at] if at >= 0 else _NOWHERE
        above = 0 if at < 0 or nodes[at].parent < 0 else seen[nodes[at].parent].far
        for i in reversed(way):
            node = nodes[i]
            is_root = node.depth < 2 or node.tag == "body"
            mask, weight = self.lexicon.weigh_marks(node.marks) if node.marks and not is_root else (0, 0.0)
            mask |= TAG_BITS.get(node.tag, 0)
            low = 0.0 if is_root else sight.low if sight.low < sight.weight else sight.weight
            far = sight.far if is_root else sight.far | mask
            sight, above = NodeSight(mask, far, weight, low, sight.mask, above, sight.weight), sight.far
            seen[i] = sight
        return sight


@lru_cache(maxsize=20_000)
def _levels(own: int, up: int, beyond: int) -> tuple[int, ...]:
    return tuple([3 if own & bit else 2 if up & bit else 1 if beyond & bit else 0 for bit in _BITS])
