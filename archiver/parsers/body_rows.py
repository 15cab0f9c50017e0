"""What each block of the article's region looks like among its neighbours: second sight, which decides."""

from collections.abc import Container, Iterator, Sequence

from archiver.parsers.body_blocks import BLOCK_FEATURES, TAGS, Survey
from archiver.parsers.body_container import Sums
from archiver.parsers.body_nodes import LEVEL_KINDS
from archiver.parsers.body_region import (
    BRANCH_KINDS,
    Branch,
    Look,
    Region,
    branch_of,
    look_of,
    prose_ends,
    sure_chances,
)
from archiver.parsers.body_trees import Scorer

# Learned weights of words decide at first sight only: at second sight they cost more on sets left out than they bring.
_PLAIN = BLOCK_FEATURES.index("token_own")
REGION_FEATURES = (
    *BLOCK_FEATURES[:_PLAIN],
    "worth", "worth_1", "worth_2", "worth+1", "worth+2", "after5", "before5", "links_before",
    "parent_density", "parent_links", "parent_share", "parent_blocks",
    "outer_density", "outer_links", "outer_share", "outer_blocks",
    "branch_density", "branch_links", "branch_share", "branch_blocks", "edge_before", "edge_after",
    "inside", "position", "share_before", "share_after", "container_share", "climb", "common",
    "look_share", "look_worth", "look_count", "after_heading", "after_first", "before_last", "told_body", "told_lead",
    "cues_seen", "picture", "next_size", "next_links", "last_size", "last_links",
    "last_tag", "since_teaser", "teasers",
    *(f"branch_{kind}" for kind in BRANCH_KINDS),
)  # fmt: skip
"""Names of the numbers of a block in the region, in order."""

_BARE_LINK = (40, 1.0, 0, 0, 4, TAGS["a"], 0.0, 1, 1, *([0] * len(LEVEL_KINDS)))


def region_chances(region: Region, indexes: Sequence[int], score: Scorer) -> list[float]:
    """For each of the region's blocks how likely it is part of the article."""
    sure = sure_chances(region, indexes)
    rows = region_rows(region, indexes, sure)
    return [sure[i] if i in sure else score(next(rows)) for i in indexes]


def region_rows(region: Region, indexes: Sequence[int], sure: Container[int]) -> Iterator[tuple[float, ...]]:
    """For each of the region's blocks that are not sure its numbers (`REGION_FEATURES`)."""
    survey, sums = region.survey, region.sums
    document = survey.document
    looks = _sum_looks(region, indexes)
    node = document.nodes[region.container]
    first, last = prose_ends(region)
    mass = (sums.mass[node.end] - sums.mass[node.start]) or 1.0
    share, width = mass / (sums.mass[-1] or 1.0), node.end - node.start
    pictures = {image.block for image in document.images}
    heading, lead, seen = survey.heading, region.told.lead, 0
    last_teaser = _last_teasers(sums, first)
    for i in indexes:
        at = document.blocks[i].node
        seen += survey.cues[i] if i > first else 0
        if i in sure:
            continue
        branch = region.branches.get(at) or branch_of(region, at)
        look = looks[look_of(document, at)]
        teaser = last_teaser[i] if i > first else 0
        yield (
            *(survey.rows[i] or _BARE_LINK)[:_PLAIN],
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
            seen,
            1 if i in pictures else 2 if i + 1 in pictures else 0,
            *_next_to(survey, i + 1)[:2],
            *_next_to(survey, i - 1),
            min(30, i - teaser) if teaser > 0 else 30,
            sums.teasers[i] - sums.teasers[first] if i > first else 0,
            *branch.row,
        )


def _sum_looks(region: Region, indexes: Sequence[int]) -> dict[Look, tuple[float, int, float]]:
    """For each look: mass, count, and size of its blocks."""
    survey = region.survey
    looks: dict[Look, tuple[float, int, float]] = {}
    for i in indexes:
        key = look_of(survey.document, survey.document.blocks[i].node)
        mass, count, size = looks.get(key, (0.0, 0, 0.0))
        add = min(1500, survey.sizes[i])
        looks[key] = (mass + add * survey.worth[i], count + 1, size + add)
    return looks


def _neighbours(survey: Survey, sums: Sums, i: int) -> tuple[float, ...]:
    worth, mass, sizes, links = survey.worth, sums.mass, sums.sizes, sums.links
    end = len(worth)
    after = i + 6 if i + 6 < end else end
    before = i - 4 if i > 4 else 0
    earlier = i - 5 if i > 5 else 0
    return (
        worth[i],
        worth[i - 1] if i else 0.0,
        worth[i - 2] if i > 1 else 0.0,
        worth[i + 1] if i + 1 < end else 0.0,
        worth[i + 2] if i + 2 < end else 0.0,
        (mass[after] - mass[i + 1]) / ((sizes[after] - sizes[i + 1]) or 1.0),
        (mass[i] - mass[earlier]) / ((sizes[i] - sizes[earlier]) or 1.0),
        (links[i] - links[before]) / ((sizes[i] - sizes[before]) or 1.0),
    )


def _last_teasers(sums: Sums, first: int) -> list[int]:
    """For each block the last headline of a teaser before it, from the first paragraph on; 0 when there is none."""
    last, out = 0, []
    for i, at in enumerate(sums.next_teaser):
        out.append(last)
        if at == i and i > first:
            last = i
    return out


def _elements(region: Region, at: int, branch: Branch) -> tuple[float, ...]:
    """Of the elements around a block, and the worth of what stands right before and after the nearest."""
    nodes, worth = region.survey.document.nodes, region.survey.worth
    node = nodes[at]
    parent = node.parent if node.end - node.start == 1 and node.parent >= 0 else at
    key = (parent, branch.top)
    found = region.around.get(key)
    if found is None:
        node = nodes[parent]
        found = region.around[key] = (
            *_stats(region, parent),
            *_stats(region, node.parent),
            *_stats(region, branch.top),
            worth[node.start - 1] if node.start else 0.0,
            worth[node.end] if node.end < len(worth) else 0.0,
        )
    return found


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
