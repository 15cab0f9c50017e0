"""The part of a page that the article's blocks are chosen from, and the blocks of it that need no second look."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from archiver.model.document import Document
from archiver.parsers.body_blocks import Survey
from archiver.parsers.body_comments import comments_begin
from archiver.parsers.body_container import Sums
from archiver.parsers.body_marks import BIT
from archiver.parsers.body_told import Told

BRANCH_KINDS = ("caption", "popup", "lead", "list", "quote", "related", "comment")
Look = tuple[str, str, str, str]
_BRANCH_BITS = tuple(BIT[kind] for kind in BRANCH_KINDS)
_REACH = 60
_NEAR = 4
_ENOUGH = 300
_LIKELY, _SURE, _AMID = 0.6, 0.96, 0.8


@dataclass(slots=True)
class Branch:
    """What is known of an element on the way from the main run of paragraphs to a block."""

    mask: int
    """Kinds that the elements between say."""
    climb: int
    """How many elements stand between."""
    common: int
    """How far above the main run the two ways meet."""
    top: int
    """The outermost of the elements between; the element itself when none is."""
    row: tuple[float, ...]
    """Whether the elements between say each of a few kinds."""


@dataclass(slots=True)
class Region:
    """The part of a page that the article's blocks are chosen from."""

    survey: Survey
    sums: Sums
    told: Told
    container: int
    main: int
    """The element whose parts most of the paragraphs are."""
    trunk: dict[int, int] = field(default_factory=dict)
    """The main element and its ancestors, with their distance from it."""
    branches: dict[int, Branch] = field(default_factory=dict)
    stats: dict[int, tuple[float, ...]] = field(default_factory=dict)
    around: dict[tuple[int, int], tuple[float, ...]] = field(default_factory=dict)
    """What `body_rows.py` has worked out of elements."""


def open_region(survey: Survey, sums: Sums, told: Told, container: int, seeds: Sequence[int]) -> Region:
    """The region around a container."""
    nodes = survey.document.nodes
    node = nodes[container]
    main = next((s for s in seeds if node.start <= nodes[s].start and nodes[s].end <= node.end), container)
    region = Region(survey, sums, told, container, main)
    at, distance = main, 0
    while at >= 0:
        region.trunk[at] = distance
        at, distance = nodes[at].parent, distance + 1
    return region


def region_blocks(region: Region) -> list[int]:
    """The blocks that may be the article's: those of the container, and likely ones near it."""
    survey, sums = region.survey, region.sums
    node = survey.document.nodes[region.container]
    first = max(0, node.start - _REACH)
    if 0 <= survey.heading < node.start:
        first = max(first, survey.heading)
    last = _next_headline(survey, min(len(survey.sizes), node.end + _REACH))
    last = comments_begin(survey, last)
    out = []
    for i in range(first, last):
        if not survey.sizes[i]:
            continue
        if survey.worth[i] > 0.2 or (
            node.start <= i < node.end
            and (survey.worth[i] > 0.05 or sums.next_likely[max(first, i - _NEAR)] <= i + _NEAR)
        ):
            out.append(i)
    return out


def _next_headline(survey: Survey, end: int) -> int:
    """Where the next article begins: a block that looks as the headline does, after enough text; `end` when none.

    Pages that load one article after another repeat the headline's element with its class and its parent's.
    """
    document = survey.document
    if survey.heading < 0:
        return end
    nodes = document.nodes
    block = document.blocks[survey.heading]
    look = look_of(document, block.node)
    if block.tag not in ("h1", "h2") or not look[1] or not nodes[block.node].parent >= 0:
        return end
    size = 0
    for i in range(survey.heading + 1, end):
        other = document.blocks[i]
        if (
            size >= _ENOUGH
            and other.tag == block.tag
            and len(other.text) > 12
            and other.text != block.text
            and look_of(document, other.node) == look
        ):
            return i
        if survey.worth[i] > 0.5:
            size += survey.sizes[i]
    return end


def sure_chances(region: Region, indexes: Sequence[int]) -> dict[int, float]:
    """The chances of blocks that need no second look, by index: likely ones in the main run of paragraphs.

    On even pages of sets left out the trees kept every one of them.
    """
    survey = region.survey
    blocks, worth = survey.document.blocks, survey.worth
    first, last = prose_ends(region)
    sure: dict[int, float] = {}
    for i in indexes:
        if worth[i] > _LIKELY and first < i < last:
            at = blocks[i].node
            branch = region.branches.get(at) or branch_of(region, at)
            if branch.climb <= 1 and branch.common == 0:
                sure[i] = _SURE
    return sure


def is_amid(region: Region, indexes: Sequence[int], chances: Sequence[float], n: int) -> bool:
    """Whether a block that is likely by itself stands right between two sure ones, and no element around it speaks.

    Editors of posts wrap each paragraph in as many elements without a class as the last tool left (WeChat's do).
    """
    i, survey = indexes[n], region.survey
    if survey.worth[i] <= _LIKELY or survey.cues[i] or survey.document.blocks[i].link_chars or i in survey.cards:
        return False
    if not 0 < n < len(indexes) - 1 or indexes[n - 1] != i - 1 or indexes[n + 1] != i + 1:
        return False
    if min(chances[n - 1], chances[n + 1]) <= _AMID:
        return False
    at = survey.document.blocks[i].node
    return not (region.branches.get(at) or branch_of(region, at)).mask


def prose_ends(region: Region) -> tuple[int, int]:
    """The first and last block of the container that are more likely article than not."""
    node = region.survey.document.nodes[region.container]
    first = min(region.sums.next_prose[node.start], node.end)
    last = next((i for i in range(node.end - 1, first, -1) if region.survey.worth[i] > 0.5), first)
    return first, last


def look_of(document: Document, at: int) -> Look:
    """By what a paragraph's element and its parent look alike."""
    node = document.nodes[at]
    if node.parent < 0:
        return (node.tag, node.marks, "", "")
    parent = document.nodes[node.parent]
    return (node.tag, node.marks, parent.tag, parent.marks)


def branch_of(region: Region, at: int) -> Branch:
    """What stands between the main run and an element; worked out once."""
    nodes, sights = region.survey.document.nodes, region.survey.nodes
    node, mask, climb, top = at, 0, 0, at
    while node >= 0 and node not in region.trunk:
        sight = sights.get(node)
        if sight:
            mask |= sight.mask
        top = node
        node = nodes[node].parent
        climb += 1
    row = _branch_kinds(mask)
    found = region.branches[at] = Branch(mask, climb, region.trunk.get(node, 99), top, row)
    return found


@lru_cache(maxsize=20_000)
def _branch_kinds(mask: int) -> tuple[int, ...]:
    return tuple([1 if mask & bit else 0 for bit in _BRANCH_BITS])
