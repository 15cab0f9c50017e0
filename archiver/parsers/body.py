"""The article's text: find the element that holds it, then take each block near it in or out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from archiver.model.document import Block
from archiver.model.reading import Body, Found, Piece, Reading
from archiver.parsers.body_blocks import HEADINGS, Survey, survey_blocks
from archiver.parsers.body_cards import set_cards_apart
from archiver.parsers.body_container import candidate_rows, choose_container, seed_elements, sum_up
from archiver.parsers.body_hidden import reveal_blocks
from archiver.parsers.body_lexicon import Lexicon
from archiver.parsers.body_region import is_amid, open_region, region_blocks
from archiver.parsers.body_rows import region_chances
from archiver.parsers.body_rules import find_rule, is_caption_by_words, name_exclusion, paragraph_end, stands_in_box
from archiver.parsers.body_score import score_row, weigh_score
from archiver.parsers.body_tables import table_blocks
from archiver.parsers.body_told import read_told
from archiver.parsers.body_trees import load_trees, read_table
from archiver.parsers.json_ld import articles_of

# Found on even pages of the sets: the best page F1 is flat between 0.38 and 0.46.
_LIMIT = 0.42
_SHARE = 0.4
_MOST = 1500
_LINK_FARM, _SEVERAL, _MOSTLY = 600, 3, 0.85
# A paragraph of this size that stands three times in a region, in boxes of the site, stands in for what was not loaded.
_REPEATABLE = 80
_HEADING = 80
"""The most characters of a heading that closes a body and belongs to what follows it."""


def parse_body(reading: Reading, *, title: Found[str] | None) -> Body | None:
    """The article's paragraphs, one a piece, in page order; None when the page holds no article text. Never raises.

    Captions, credits, the headline, by-line, editor line, notices and links to other articles are not in it;
    `Body.left_out` names for each block of the region the rule that left it out. `Body.score` is the chance that the
    page F1 is at least 0.9 (docs/body.md).
    """
    ruled = _by_site_rule(reading)
    if ruled is not None:
        return ruled
    kept = reveal_blocks(reading)
    heading = title.pieces[0].block if title and title.pieces else -1
    survey = survey_blocks(
        reading.document,
        kept,
        heading=heading,
        lexicon=_lexicon(),
        score=load_trees("block"),
    )
    return _choose(survey, articles_of(reading))


def _choose(survey: Survey, articles: Sequence[Mapping[str, object]]) -> Body | None:
    set_cards_apart(survey)
    sums = sum_up(survey)
    told = read_told(survey.document, articles, survey.kept, survey.worth)
    seeds = seed_elements(survey)
    container, certainty = choose_container(candidate_rows(survey, sums, told, seeds), load_trees("node"))
    if container < 0:
        return None
    region = open_region(survey, sums, told, container, seeds)
    indexes = region_blocks(region)
    chances = region_chances(region, indexes, load_trees("region"))
    chances = [0.0 if _is_of_others(survey, i) else chance for i, chance in zip(indexes, chances, strict=True)]
    limit = best_limit([min(survey.sizes[i], _MOST) for i in indexes], chances)
    likely = [chance > limit or is_amid(region, indexes, chances, n) for n, chance in enumerate(chances)]
    pieces, left_out = _part(survey, indexes, likely, container)
    if not pieces:
        return None
    cells = set(table_blocks(survey.document, survey.kept, [piece.block for piece in pieces]))
    if cells:
        texts = survey.document.blocks
        whole = [Piece(i, 0, len(texts[i].text)) for i in cells - {piece.block for piece in pieces}]
        pieces = sorted([*pieces, *whole], key=lambda piece: piece.block)
        left_out = [(i, rule) for i, rule in left_out if i not in cells]
    first, last = pieces[0].block, pieces[-1].block
    source = "script" if "text_in_script" in survey.document.notes else "blocks"
    chance = weigh_score(score_row(region, indexes, chances, certainty), read_table()["page"]["weights"])
    return Body(tuple(pieces), container, first, last, tuple(left_out), source, chance)


def _is_of_others(survey: Survey, at: int) -> bool:
    """Whether a block tells of other articles: it is of a card, or all links and long or of several.

    On the pages learned from, 10 of 830 blocks of three links and more held text of the article.
    """
    if at in survey.cards:
        return True
    block = survey.document.blocks[at]
    if block.link_chars < _MOSTLY * len(block.text):
        return False
    return len(block.text) >= _LINK_FARM or sum(span.href is not None for span in block.spans) >= _SEVERAL


def _part(
    survey: Survey, indexes: list[int], likely: list[bool], container: int
) -> tuple[list[Piece], list[tuple[int, str]]]:
    """The paragraphs, and the blocks left out among them with their rules."""
    blocks = survey.document.blocks
    copies = Counter([blocks[i].text for i in indexes if survey.sizes[i] >= _REPEATABLE])
    pieces: list[Piece] = []
    rules: dict[int, str | None] = {}
    for i, is_likely in zip(indexes, likely, strict=True):
        rules[i] = None
        if not is_likely:
            continue
        text = blocks[i].text
        rule = find_rule(survey, i)
        if rule is None and copies[text] > 2 and stands_in_box(survey, i):
            rule = "repeated"
        if rule is None:
            pieces.append(Piece(i, 0, paragraph_end(text) or len(text)))
        rules[i] = rule
    if not pieces:  # a page of one picture and one paragraph that ends in the agency's name
        likely_ones = [i for i, is_likely in zip(indexes, likely, strict=True) if is_likely and rules[i] == "caption"]
        pieces = [Piece(i, 0, len(blocks[i].text)) for i in likely_ones if is_caption_by_words(survey.document, i)][:1]
    # Several headings in a row are a list of their own.
    if [_is_heading(blocks[piece.block]) for piece in pieces[-2:]] == [False, True]:
        rules[pieces.pop().block] = "lone_heading"
    taken = {piece.block for piece in pieces}
    first, last = (pieces[0].block, pieces[-1].block) if pieces else (0, -1)
    between = [i for i in indexes if first <= i <= last and i not in taken]
    return pieces, [(i, rules[i] or name_exclusion(survey, i, container)) for i in between]


def _is_heading(block: Block) -> bool:
    """Whether a block is a heading by its element and its words: no sentence, and no numbered entry of a list."""
    text = block.text
    return block.tag in HEADINGS and len(text) <= _HEADING and text[-1:] not in ".。!！…" and not text[:1].isdecimal()


def best_limit(sizes: Sequence[float], chances: Sequence[float]) -> float:
    """The chance above which a block is in: where the F1 to be expected of the page is best, which is half of that F1.

    On a page whose blocks are all unlikely it is low, since some of them must be the article.
    """
    total = sum([size * chance for size, chance in zip(sizes, chances, strict=True)])
    best = taken = hit = 0.0
    for chance, size in sorted(zip(chances, sizes, strict=True), reverse=True):
        taken += size
        hit += size * chance
        f1 = 2 * hit / (taken + total)
        if f1 < best:
            break
        best = f1
    return min(_LIMIT, _SHARE * best)


def _by_site_rule(reading: Reading) -> Body | None:
    """The blocks that the site's selector matched, as the spider's facts say."""
    if reading.layout is None or reading.layout.body is None:
        return None
    blocks = [i for i in reading.document.selected.get("body", ()) if reading.kept[i]]
    if not blocks:
        return None
    pieces = tuple(Piece(i, 0, len(reading.document.blocks[i].text)) for i in blocks)
    return Body(pieces, reading.document.blocks[blocks[0]].node, blocks[0], blocks[-1], (), "site rule body", 0.99)


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    table = read_table()
    return Lexicon(cues=table["cues"], tokens=table["tokens"])
