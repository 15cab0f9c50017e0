"""Which element of a page holds the article: a few candidates, told apart by what stands in and around them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from archiver.model.document import Document, Node
from archiver.parsers.body_blocks import Survey
from archiver.parsers.body_told import Told
from archiver.parsers.body_trees import Scorer

NODE_FEATURES = (
    "share", "density", "links", "blocks", "depth", "step", "rank", "growth", "widening", "after_heading",
    "heading_inside", "passed", "left", "headlines", "subheads", "told_body", "told_lead", "lead_at", "token_own",
    "token_low", "twins", "first", "prose", "teasers", "opening",
)  # fmt: skip
"""Names of the numbers of a candidate, in order."""

_LINKS = NODE_FEATURES.index("links")
_MOST_LINKS = 0.8
_TEXT_TAGS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "dd", "dt", "figcaption", "span", "a"}
)
_SEEDS = 4
_STEPS = 16
_NEAR_HEADING = 60
_MOST_TWINS = 40


@dataclass(slots=True)
class Sums:
    """Running sums over the blocks of a page: what a range holds is one subtraction."""

    sizes: list[float]
    mass: list[float]
    """Sizes times worth: how much article a range holds, at first sight."""
    links: list[float]
    prose: list[int]
    """Blocks that are more likely article than not."""
    headlines: list[int]
    subheads: list[int]
    next_prose: list[int]
    """For each block the first from it on that is more likely article than not."""
    next_likely: list[int]
    """For each block the first from it on that may well be article."""
    teasers: list[int]
    """Headlines that are links: each opens the teaser of another article."""
    next_teaser: list[int]
    """For each block the first such headline from it on."""


def sum_up(survey: Survey) -> Sums:
    """The running sums of a page whose cards are set apart (body_cards.py)."""
    blocks = survey.document.blocks
    sizes = [s if s < 1500 else 1500 for s in survey.sizes]
    linked = [s * b.link_chars / len(b.text) if s and b.link_chars else 0.0 for s, b in zip(sizes, blocks, strict=True)]
    next_prose, next_likely, next_teaser = _next_ones(survey.worth, survey.openings)
    kept_tags = [b.tag if s else "" for s, b in zip(sizes, blocks, strict=True)]
    return Sums(
        sizes=[0.0, *accumulate(sizes)],
        mass=[0.0, *accumulate(s * w for s, w in zip(sizes, survey.worth, strict=True))],
        links=[0.0, *accumulate(linked)],
        prose=[0, *accumulate(1 if w > 0.5 else 0 for w in survey.worth)],
        headlines=[0, *accumulate(1 if t == "h1" else 0 for t in kept_tags)],
        subheads=[0, *accumulate(1 if t in ("h2", "h3") else 0 for t in kept_tags)],
        next_prose=next_prose,
        next_likely=next_likely,
        teasers=[0, *accumulate(survey.openings)],
        next_teaser=next_teaser,
    )


def _next_ones(worth: Sequence[float], opens: Sequence[bool]) -> tuple[list[int], list[int], list[int]]:
    """For each block, and the end, the next block of prose, the next likely one, and the next teaser's headline."""
    prose = likely = teaser = len(worth)
    next_prose, next_likely, next_teaser = [prose], [likely], [teaser]
    for i in range(len(worth) - 1, -1, -1):
        if worth[i] > 0.25:
            likely = i
            if worth[i] > 0.5:
                prose = i
        if opens[i]:
            teaser = i
        next_prose.append(prose)
        next_likely.append(likely)
        next_teaser.append(teaser)
    return next_prose[::-1], next_likely[::-1], next_teaser[::-1]


def paragraph_parent(document: Document, at: int) -> int:
    """The element whose parts the paragraphs are: above text elements, and above a list for its items."""
    nodes = document.nodes
    for _ in range(4):
        node = nodes[at]
        if node.parent < 0 or (node.tag not in _TEXT_TAGS and node.tag not in ("li", "ul", "ol", "dl")):
            break
        at = node.parent
    return at


def seed_elements(survey: Survey) -> list[int]:
    """The elements with the most article text directly in them, the richest first, and that below the headline."""
    direct: dict[int, float] = {}
    parents: dict[int, int] = {}
    document = survey.document
    for block, size, worth in zip(document.blocks, survey.sizes, survey.worth, strict=True):
        if worth < 0.2 or not size:
            continue
        at = parents.get(block.node)
        if at is None:
            at = parents[block.node] = paragraph_parent(document, block.node)
        direct[at] = direct.get(at, 0.0) + min(size, 1500) * worth
    seeds = sorted(direct, key=lambda n: -direct[n])[:_SEEDS]
    opening = _after_heading(survey)
    below = parents.get(document.blocks[opening].node) if opening >= 0 else None
    return seeds if below is None or below in seeds else [*seeds, below]


def _after_heading(survey: Survey) -> int:
    """The first likely paragraph below the headline: a short article may stand above longer teasers of others."""
    if survey.heading < 0:
        return -1
    for i in range(survey.heading + 1, min(len(survey.sizes), survey.heading + _NEAR_HEADING)):
        if survey.worth[i] > 0.5 and survey.sizes[i] >= 60:
            return i
    return -1


def candidate_rows(survey: Survey, sums: Sums, told: Told, seeds: Sequence[int]) -> list[tuple[int, tuple[float, ...]]]:
    """The candidates, each an index of `Document.nodes` with its numbers (`NODE_FEATURES`)."""
    rows = []
    seen: set[tuple[int, int]] = set()
    for rank, seed in enumerate(seeds):
        below: Node | None = None
        for step, at in enumerate(_upwards(survey.document, seed)):
            node = survey.document.nodes[at]
            if below is not None and (node.start, node.end) == (below.start, below.end):
                continue
            if (node.start, node.end) not in seen:
                seen.add((node.start, node.end))
                rows.append((at, _row(survey, sums, told, at, (step, rank), below)))
            below = node
    return rows


def choose_container(rows: Sequence[tuple[int, tuple[float, ...]]], score: Scorer) -> tuple[int, float]:
    """The best candidate and its score; (-1, 0) when there is none.

    One of links is passed over when another has running text: walls of links stand on broken-into pages.
    """
    text = [(at, row) for at, row in rows if row[_LINKS] <= _MOST_LINKS]
    best, found = 0.0, -1
    for at, row in text or rows:
        value = score(row)
        if found < 0 or value > best:
            best, found = value, at
    return found, best


def _upwards(document: Document, at: int) -> Iterator[int]:
    for _ in range(_STEPS):
        if at < 0:
            return
        yield at
        at = document.nodes[at].parent


def _row(
    survey: Survey, sums: Sums, told: Told, at: int, place: tuple[int, int], below: Node | None
) -> tuple[float, ...]:
    node = survey.document.nodes[at]
    start, end = node.start, node.end
    total = sums.mass[-1] or 1.0
    mass = sums.mass[end] - sums.mass[start]
    size = (sums.sizes[end] - sums.sizes[start]) or 1.0
    inner_mass, inner_size = mass, size
    if below is not None:
        inner_mass = sums.mass[below.end] - sums.mass[below.start]
        inner_size = (sums.sizes[below.end] - sums.sizes[below.start]) or 1.0
    heading = survey.heading
    sight = survey.nodes.get(at)
    first = min(sums.next_prose[start], end)
    since = heading if 0 <= heading < start else start
    return (
        mass / total,
        mass / size,
        (sums.links[end] - sums.links[start]) / size,
        end - start,
        node.depth,
        *place,
        mass / (inner_mass or 1.0),
        size / inner_size,
        first - heading if heading >= 0 else -99,
        1 if start <= heading < end else 0,
        (sums.mass[start] - sums.mass[since]) / total,
        (sums.mass[-1] - sums.mass[end]) / total,
        sums.headlines[end] - sums.headlines[start],
        sums.subheads[end] - sums.subheads[start],
        told.body_share(start, end),
        1 if start <= told.lead < end else 0,
        told.lead - first if told.lead >= 0 else -99,
        sight.weight if sight else 0.0,
        sight.low if sight else 0.0,
        _twins(survey, sums, at, mass),
        (sums.mass[start]) / total,
        sums.prose[end] - sums.prose[start],
        (sums.teasers[end] - sums.teasers[start]) / (sums.prose[end] - sums.prose[start] + 1),
        (sums.mass[min(end, sums.next_teaser[min(first, end)])] - sums.mass[start]) / (mass or 1.0),
    )


def _twins(survey: Survey, sums: Sums, at: int, mass: float) -> float:
    """How much article text the neighbours hold that look the same, against the element's own."""
    nodes = survey.document.nodes
    node = nodes[at]
    if not node.marks or node.parent < 0:
        return 0.0
    alike = 0.0
    for other in survey.alike(at)[:_MOST_TWINS]:
        if other != at:
            alike += sums.mass[nodes[other].end] - sums.mass[nodes[other].start]
    return min(9.0, alike / (mass or 1.0))
