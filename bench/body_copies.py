"""Copies of pages without most of their class names and metadata, so that the model does not lean on one cue."""

import random
from collections.abc import Sequence
from copy import copy
from dataclasses import replace

from bench.body_pages import Labelled

_NAMES_CUT = 0.6
_METADATA_CUT = 0.5


def poorer_copies(pages: Sequence[Labelled], seed: int) -> list[Labelled]:
    """A copy of each page, same blocks and truth, with six in ten class names gone wherever they stand on the page.

    JSON-LD and meta elements are gone from half of the copies each.
    """
    chance = random.Random(seed)
    return [_poorer(page, chance) for page in pages]


def _poorer(page: Labelled, chance: random.Random) -> Labelled:
    document = page.document
    names = sorted({name for node in document.nodes for name in node.marks.split()})
    gone = {name for name in names if chance.random() < _NAMES_CUT}
    nodes = tuple(
        replace(node, marks=" ".join(name for name in node.marks.split() if name not in gone)) if node.marks else node
        for node in document.nodes
    )
    twin = copy(page)
    twin.document = replace(
        document,
        nodes=nodes,
        json_ld=() if chance.random() < _METADATA_CUT else document.json_ld,
        meta={} if chance.random() < _METADATA_CUT else document.meta,
    )
    return twin
