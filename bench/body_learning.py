"""Learn the body's model: word weights, then trees for block, container and block in its region, each on the last."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm as lgb
import numpy as np

from archiver.parsers.body import best_limit
from archiver.parsers.body_blocks import BLOCK_FEATURES, survey_blocks
from archiver.parsers.body_cards import set_cards_apart
from archiver.parsers.body_container import NODE_FEATURES, candidate_rows, seed_elements, sum_up
from archiver.parsers.body_lexicon import Lexicon
from archiver.parsers.body_region import open_region, region_blocks, sure_chances
from archiver.parsers.body_rows import REGION_FEATURES, region_rows
from archiver.parsers.body_score import score_row
from archiver.parsers.body_told import read_told
from archiver.parsers.json_ld import article_objects
from bench.body_copies import poorer_copies
from bench.body_pages import Labelled, f1, shingles_of
from bench.body_words import count_words, lexicon_of, lexicons_without

SEED = 7
LEARNED_ONLY = ("wcxb_more",)
"""Sets that no figure is given for."""
_COMMON: dict[str, Any] = {
    "bagging_freq": 1, "num_threads": 1, "verbose": -1, "seed": SEED, "deterministic": True, "force_row_wise": True,
}  # fmt: skip
BLOCK_PARAMS = _COMMON | {
    "objective": "binary", "learning_rate": 0.16, "num_leaves": 10, "min_data_in_leaf": 80, "feature_fraction": 0.6,
    "bagging_fraction": 0.7, "lambda_l2": 10,
}  # fmt: skip
NODE_PARAMS = _COMMON | {
    "objective": "regression", "learning_rate": 0.06, "num_leaves": 8, "min_data_in_leaf": 60, "feature_fraction": 0.6,
    "bagging_fraction": 0.8, "lambda_l2": 5,
}  # fmt: skip
REGION_PARAMS = _COMMON | {
    "objective": "binary", "learning_rate": 0.1, "num_leaves": 16, "min_data_in_leaf": 300, "feature_fraction": 0.3,
    "bagging_fraction": 0.7, "lambda_l2": 10,
}  # fmt: skip
BLOCK_TREES, NODE_TREES, REGION_TREES = 22, 100, 100
# Languages other than English are few in the sets: their pages weigh more.
SET_WEIGHTS = {"magichtml": 2.0, "zhweb": 3.0, "fundus": 1.5}


@dataclass
class Model:
    """A trained model: word weights and three sets of trees."""

    lexicon: Lexicon
    block: lgb.Booster
    node: lgb.Booster
    region: lgb.Booster
    page: list[float]
    """Weights of the body's score, the constant first."""


def survey_all(pages: Sequence[Labelled], lexicon: Callable[[str], Lexicon]) -> None:
    """First sight of each page, with the lexicon for its host."""
    for page in pages:
        page.survey = survey_blocks(
            page.document, page.kept, heading=page.heading, lexicon=lexicon(page.host), score=lambda _: 0.5
        )  # fmt: skip


def block_data(page: Labelled) -> tuple[list[int], np.ndarray]:
    """The blocks of a page that were looked at, and their numbers."""
    assert page.survey is not None
    at = [i for i, row in enumerate(page.survey.rows) if row]
    return at, np.array([page.survey.rows[i] for i in at], np.float32).reshape(len(at), len(BLOCK_FEATURES))


def fit(
    params: dict[str, Any], trees: int, parts: Sequence[tuple[np.ndarray, Sequence[float], Sequence[float]]]
) -> lgb.Booster:
    """Trees for the rows, targets and weights of many pages."""
    rows = np.vstack([p[0] for p in parts if len(p[0])])
    targets = np.concatenate([np.asarray(p[1], float) for p in parts if len(p[0])])
    weights = np.concatenate([np.asarray(p[2], float) for p in parts if len(p[0])])
    return lgb.train(params, lgb.Dataset(rows, targets, weight=weights / weights.mean()), trees)


def set_weight(page: Labelled) -> float:
    return SET_WEIGHTS.get(page.set_name, 1.0)


def fit_block(pages: Sequence[Labelled]) -> lgb.Booster:
    """Trees that tell article blocks at first sight."""
    parts = []
    for page in pages:
        at, rows = block_data(page)
        if page.is_sound:
            parts.append((rows, [page.is_true[i] for i in at], [page.weight[i] * set_weight(page) for i in at]))
    return fit(BLOCK_PARAMS, BLOCK_TREES, parts)


def apply_block(page: Labelled, trees: lgb.Booster) -> None:
    at, rows = block_data(page)
    assert page.survey is not None
    if at:
        for i, chance in zip(at, trees.predict(rows), strict=True):
            page.survey.worth[i] = float(chance)


def prepare_nodes(page: Labelled) -> None:
    """The candidates for container, from the first sight."""
    assert page.survey is not None
    set_cards_apart(page.survey)
    page.sums = sum_up(page.survey)
    page.told = read_told(page.document, article_objects(page.document), page.kept, page.survey.worth)
    page.seeds = seed_elements(page.survey)
    page.candidates = candidate_rows(page.survey, page.sums, page.told, page.seeds)


def node_target(page: Labelled, at: int) -> float:
    """How good a container would be: F1 of its true blocks and of those that are easily taken for true."""
    assert page.survey is not None
    node = page.document.nodes[at]
    size = np.array([len(w) for w in page.words], float)
    is_true = np.array(page.is_true, bool)
    inside = slice(node.start, node.end)
    hit = size[inside][is_true[inside]].sum()
    worth = np.clip((np.array(page.survey.worth[inside]) - 0.05) * 1.2, 0, 1)
    wrong = (size[inside] * worth)[~is_true[inside]].sum()
    return float(2 * hit / max(1.0, hit + wrong + size[is_true].sum()))


def node_rows(page: Labelled) -> np.ndarray:
    return np.array([row for _, row in page.candidates], np.float32).reshape(-1, len(NODE_FEATURES))


def fit_node(pages: Sequence[Labelled]) -> lgb.Booster:
    """Trees that tell the better container."""
    parts = []
    for page in pages:
        if page.is_sound and page.candidates:
            targets = [node_target(page, at) for at, _ in page.candidates]
            parts.append((node_rows(page), targets, [set_weight(page) / len(targets)] * len(targets)))
    return fit(NODE_PARAMS, NODE_TREES, parts)


def apply_node(page: Labelled, trees: lgb.Booster) -> None:
    page.container = -1
    if page.candidates:
        scores = trees.predict(node_rows(page))
        best = int(np.argmax(scores))
        page.container, page.certainty = page.candidates[best][0], float(scores[best])


def prepare_region(page: Labelled) -> None:
    """Second sight of the blocks around the container, save those that need none."""
    page.blocks, page.rows, page.sure = [], [], {}
    if page.container >= 0:
        assert page.survey is not None
        assert page.sums is not None
        assert page.told is not None
        region = open_region(page.survey, page.sums, page.told, page.container, page.seeds)
        page.blocks = region_blocks(region)
        page.sure = sure_chances(region, page.blocks)
        page.rows = list(region_rows(region, page.blocks, page.sure))


def region_data(page: Labelled) -> np.ndarray:
    return np.array(page.rows, np.float32).reshape(-1, len(REGION_FEATURES))


def open_blocks(page: Labelled) -> list[int]:
    """The region's blocks that the trees decide on."""
    return [i for i in page.blocks if i not in page.sure]


def fit_region(pages: Sequence[Labelled]) -> lgb.Booster:
    """Trees that decide on the blocks of the region."""
    parts = []
    for page in pages:
        at = open_blocks(page)
        if page.is_sound and at:
            weights = [page.weight[i] * set_weight(page) for i in at]
            parts.append((region_data(page), [page.is_true[i] for i in at], weights))
    return fit(REGION_PARAMS, REGION_TREES, parts)


def apply_region(page: Labelled, trees: lgb.Booster) -> None:
    found = dict(zip(open_blocks(page), trees.predict(region_data(page)), strict=True)) if page.rows else {}
    assert page.survey is not None
    cards = page.survey.cards
    page.chances = [0.0 if i in cards else float(page.sure[i] if i in page.sure else found[i]) for i in page.blocks]


def folds_of(pages: Sequence[Labelled], count: int) -> list[int]:
    """Pages of one host stay together; the same in every run."""
    hosts = Counter(page.host for page in pages)
    order = {host: i % count for i, host in enumerate(sorted(hosts))}
    return [order[page.host] for page in pages]


def learn(pages: Sequence[Labelled], *, folds: int = 4) -> Model:
    """A model of all the pages; each step learns from what the step before says of pages it has not seen.

    Pages of sets that are judged are learned twice, the second time with most class names gone.
    """
    counts = count_words(pages)
    lexicons = lexicons_without(counts, {page.host for page in pages})
    served = pages
    pages = [*pages, *poorer_copies([p for p in pages if p.set_name not in LEARNED_ONLY], SEED)]
    survey_all(pages, lexicons.__getitem__)
    place = folds_of(pages, folds)
    block = _learn_step(pages, place, folds, fit_block, apply_block)
    for page in pages:
        prepare_nodes(page)
    node = _learn_step(pages, place, folds, fit_node, apply_node)
    for page in pages:
        prepare_region(page)
    region = _learn_step(pages, place, folds, fit_region, apply_region)
    return Model(lexicon_of(counts), block, node, region, fit_page(served))


def page_row(page: Labelled) -> tuple[float, ...]:
    """The numbers that a page's body is scored by."""
    assert page.survey is not None
    assert page.sums is not None
    assert page.told is not None
    region = open_region(page.survey, page.sums, page.told, page.container, page.seeds)
    return score_row(region, page.blocks, page.chances, page.certainty)


def fit_page(pages: Sequence[Labelled]) -> list[float]:
    """Weights for the chance that a page's F1 is at least 0.9: logistic regression by Newton's steps, with a ridge."""
    chosen = [page for page in pages if page.blocks]
    rows = np.array([[1.0, *page_row(page)] for page in chosen])
    right = np.array([body_f1(page) >= 0.9 for page in chosen], float)
    weights = np.zeros(rows.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (chance - right) + 0.1 * weights
        bend = (rows * (chance * (1 - chance))[:, None]).T @ rows + 0.1 * np.eye(len(weights))
        weights -= np.linalg.solve(bend, slope)
    return [round(float(w), 4) for w in weights]


def body_f1(page: Labelled) -> float:
    """F1 of the body that the page's chances give, with the parser's own limit."""
    assert page.survey is not None
    limit = best_limit([min(page.survey.sizes[i], 1500) for i in page.blocks], page.chances)
    words = [w for i, c in zip(page.blocks, page.chances, strict=True) if c > limit for w in page.words[i]]
    return f1(page.truth, shingles_of(words))


def _learn_step(
    pages: Sequence[Labelled], place: Sequence[int], folds: int,
    fit_step: Callable[[Sequence[Labelled]], lgb.Booster], apply_step: Callable[[Labelled, lgb.Booster], None],
) -> lgb.Booster:  # fmt: skip
    for fold in range(folds):
        trees = fit_step([p for p, at in zip(pages, place, strict=True) if at != fold])
        for page in (p for p, at in zip(pages, place, strict=True) if at == fold):
            apply_step(page, trees)
    return fit_step(pages)


def judge(pages: Sequence[Labelled], model: Model) -> None:
    """Read pages by a model as the parser would."""
    survey_all(pages, lambda _: model.lexicon)
    for page in pages:
        apply_block(page, model.block)
        prepare_nodes(page)
        apply_node(page, model.node)
        prepare_region(page)
        apply_region(page, model.region)


def table_of(booster: lgb.Booster, *, is_chance: bool) -> dict[str, Any]:
    """The trees as nested lists, numbers rounded."""
    trees = [_tree(tree["tree_structure"]) for tree in booster.dump_model()["tree_info"]]
    return {"kind": "chance" if is_chance else "score", "trees": trees}


def _tree(node: dict[str, Any]) -> Any:
    if "leaf_value" in node and "split_feature" not in node:
        return round(node["leaf_value"], 4)
    limit = float(f"{node['threshold']:.4g}")
    return [node["split_feature"], limit, _tree(node["left_child"]), _tree(node["right_child"])]
