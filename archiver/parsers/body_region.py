"""What each block of the article's region looks like among its neighbours: second sight, which decides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from archiver.model.document import Document
from archiver.parsers.body_blocks import BLOCK_FEATURES, TAGS, Survey
from archiver.parsers.body_container import Sums
from archiver.parsers.body_marks import BIT
from archiver.parsers.body_nodes import NODE_WEIGHTS
from archiver.parsers.body_told import Told

_BRANCH_KINDS = ("caption", "popup", "lead", "list", "quote", "related", "comment")
REGION_FEATURES = (
    *BLOCK_FEATURES,
    "worth", "worth_1", "worth_2", "worth+1", "worth+2", "after5", "links_before",
    "parent_density", "parent_links", "parent_share", "parent_blocks",
    "outer_density", "outer_links", "outer_share", "outer_blocks",
    "branch_density", "branch_links", "branch_share", "branch_blocks",
    "inside", "position", "share_before", "share_after", "container_share", "climb", "common",
    "look_share", "look_worth", "look_count", "after_heading", "after_first", "before_last", "told_body", "told_lead",
    "cues_seen", "region_blocks", "blocks", "mass", "picture", "next_size", "next_links", "last_size", "last_links",
    "last_tag", "branch_low", *(f"branch_{kind}" for kind in _BRANCH_KINDS),
)  # fmt: skip
"""Names of the numbers of a block in the region, in order."""

_BARE_LINK = (40, 1.0, 0, 0, 4, TAGS["a"], 0.0, 1, 1, 0.0, *([0] * len(NODE_WEIGHTS)))
_BRANCH_BITS = tuple(BIT[kind] for kind in _BRANCH_KINDS)
_REACH = 60
_NEAR = 4
_ENOUGH = 300


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
    """The lowest weight of the elements between, and whether they say each of a few kinds."""


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
    out = []
    for i in range(first, last):
        if not survey.sizes[i]:
            continue
        if survey.worth[i] > 0.05 or (
            node.start <= i < node.end and sums.next_likely[max(first, i - _NEAR)] <= i + _NEAR
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
    look = _look(document, block.node)
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
            and _look(document, other.node) == look
        ):
            return i
        if survey.worth[i] > 0.5:
            size += survey.sizes[i]
    return end


def region_rows(region: Region, indexes: Sequence[int]) -> Iterator[tuple[float, ...]]:
    """For each of the blocks its numbers (`REGION_FEATURES`)."""
    survey, sums = region.survey, region.sums
    document = survey.document
    looks = _sum_looks(region, indexes)
    node = document.nodes[region.container]
    first, last = _prose_ends(region)
    mass = (sums.mass[node.end] - sums.mass[node.start]) or 1.0
    share, width = mass / (sums.mass[-1] or 1.0), node.end - node.start
    pictures = {image.block for image in document.images}
    heading, lead, seen = survey.heading, region.told.lead, 0
    for i in indexes:
        at = document.blocks[i].node
        seen += survey.cues[i] if i > first else 0
        branch = region.branches.get(at) or _branch_of(region, at)
        look = looks[_look(document, at)]
        yield (
            *(survey.rows[i] or _BARE_LINK),
            *_neighbours(survey, sums, i),
            *_elements(region, at, branch),
            1 if node.start <= i < node.end else 0,
            (i - node.start) / width,
            (sums.mass[i] - sums.mass[node.start]) / mass,
            (sums.mass[node.end] - sums.mass[min(i + 1, node.end)]) / mass,
            *(share, branch.climb, branch.common),
            *(look[0] / mass, look[0] / look[2], look[1]),
            i - heading if heading >= 0 else -99,
            i - first,
            last - i,
            region.told.in_body[i],
            i - lead if lead >= 0 else -99,
            *(seen, width, len(document.blocks), mass),
            1 if i in pictures else 2 if i + 1 in pictures else 0,
            *_next_to(survey, i + 1)[:2],
            *_next_to(survey, i - 1),
            *branch.row,
        )


def _prose_ends(region: Region) -> tuple[int, int]:
    """The first and last block of the container that are more likely article than not."""
    node = region.survey.document.nodes[region.container]
    first = min(region.sums.next_prose[node.start], node.end)
    last = next((i for i in range(node.end - 1, first, -1) if region.survey.worth[i] > 0.5), first)
    return first, last


def _look(document: Document, at: int) -> tuple[str, str, str, str]:
    """By what a paragraph's element and its parent look alike."""
    node = document.nodes[at]
    if node.parent < 0:
        return (node.tag, node.marks, "", "")
    parent = document.nodes[node.parent]
    return (node.tag, node.marks, parent.tag, parent.marks)


def _sum_looks(region: Region, indexes: Sequence[int]) -> dict[tuple[str, str, str, str], tuple[float, int, float]]:
    """For each look: mass, count, and size of its blocks."""
    survey = region.survey
    looks: dict[tuple[str, str, str, str], tuple[float, int, float]] = {}
    for i in indexes:
        key = _look(survey.document, survey.document.blocks[i].node)
        mass, count, size = looks.get(key, (0.0, 0, 0.0))
        add = min(1500, survey.sizes[i])
        looks[key] = (mass + add * survey.worth[i], count + 1, size + add)
    return looks


def _branch_of(region: Region, at: int) -> Branch:
    nodes, sights = region.survey.document.nodes, region.survey.nodes
    node, mask, climb, top, low = at, 0, 0, at, 0.0
    while node >= 0 and node not in region.trunk:
        sight = sights.get(node)
        if sight:
            mask |= sight.mask
            low = min(low, sight.weight)
        top = node
        node = nodes[node].parent
        climb += 1
    row = (low, *_branch_kinds(mask))
    found = region.branches[at] = Branch(mask, climb, region.trunk.get(node, 99), top, row)
    return found


@lru_cache(maxsize=20_000)
def _branch_kinds(mask: int) -> tuple[int, ...]:
    return tuple([1 if mask & bit else 0 for bit in _BRANCH_BITS])


def _neighbours(survey: Survey, sums: Sums, i: int) -> tuple[float, ...]:
    worth, mass, sizes, links = survey.worth, sums.mass, sums.sizes, sums.links
    end = len(worth)
    after = i + 6 if i + 6 < end else end
    before = i - 4 if i > 4 else 0
    return (
        worth[i],
        worth[i - 1] if i else 0.0,
        worth[i - 2] if i > 1 else 0.0,
        worth[i + 1] if i + 1 < end else 0.0,
        worth[i + 2] if i + 2 < end else 0.0,
        (mass[after] - mass[i + 1]) / ((sizes[after] - sizes[i + 1]) or 1.0),
        (links[i] - links[before]) / ((sizes[i] - sizes[before]) or 1.0),
    )


def _elements(region: Region, at: int, branch: Branch) -> tuple[float, ...]:
    nodes = region.survey.document.nodes
    node = nodes[at]
    parent = node.parent if node.end - node.start == 1 and node.parent >= 0 else at
    outer = nodes[parent].parent
    return (*_stats(region, parent), *_stats(region, outer), *_stats(region, branch.top))


def _stats(region: Region, at: int) -> tuple[float, ...]:
    """Density of article text, of links, share of the container's article text, and blocks, of an element."""
    if at < 0:
        return (0.0, 0.0, 0.0, 0)
    found = region.stats.get(at)
    if found is None:
        sums = region.sums
        node = region.survey.document.nodes[at]
        start, end = node.start, node.end
        size = (sums.sizes[end] - sums.sizes[start]) or 1.0
        mass = sums.mass[end] - sums.mass[start]
        found = (mass / size, (sums.links[end] - sums.links[start]) / size, mass / (sums.mass[-1] or 1.0), end - start)
        region.stats[at] = found
    return found


def _next_to(survey: Survey, i: int) -> tuple[float, ...]:
    if not 0 <= i < len(survey.rows):
        return (0, 0.0, -1)
    row = survey.rows[i]
    return (row[0], row[1], row[5]) if row else (survey.sizes[i], 1.0, TAGS["a"])
