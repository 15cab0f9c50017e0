"""The model's trees exist twice, in C and in Python: both give the same number for any row."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.parsers import body_trees
from archiver.parsers.body_trees import compile_trees, load_trees, read_table
from archiver.parsers.quick import native

NUMBERS = st.floats(-50, 50) | st.integers(-50, 50) | st.sampled_from([0, 1, True, False, 0.5, 2.5])
FEATURES = 4
TREES = st.lists(
    st.recursive(
        st.floats(-2, 2),
        lambda tree: st.tuples(st.integers(0, FEATURES - 1), NUMBERS, tree, tree).map(list),
        max_leaves=9,
    ),
    max_size=7,
)
ROWS = st.tuples(*[NUMBERS] * FEATURES)

pytestmark = pytest.mark.skipif(native is None, reason="no C compiler at installation")


@given(TREES, ROWS, st.booleans(), st.integers(0, 7))
def test_any_trees(trees: list[Any], row: tuple[float, ...], is_chance: bool, sure_after: int) -> None:
    assert native is not None
    built = native.Trees(trees, is_chance, sure_after, body_trees._SURE, body_trees._FURTHER)
    assert built.score(row) == compile_trees(trees, is_chance=is_chance, sure_after=sure_after)(row)


@pytest.mark.parametrize("name", ["block", "node", "region"])
def test_the_trees_of_the_model(name: str) -> None:
    part, chance = read_table()[name], random.Random(7)
    size = len(part["features"])
    plain = compile_trees(part["trees"], is_chance=part["kind"] == "chance", sure_after=part.get("sure_after", 0))
    for _ in range(200):
        row = tuple(chance.choice([chance.randint(-99, 300), chance.random(), 0, 1]) for _ in range(size))
        assert load_trees(name)(row) == plain(row)


@pytest.mark.parametrize(
    "trees", [[[0, 1.0, 2.0]], [["a", 1.0, 2.0, 3.0]], [[-1, 1.0, 2.0, 3.0]], ["a"], [[0, None, 1.0, 1.0]]]
)
def test_what_is_no_tree_is_refused(trees: list[Any]) -> None:
    assert native is not None
    with pytest.raises((TypeError, ValueError)):
        native.Trees(trees, False, 0, 1.0, 1.0)


def test_a_tree_without_end_is_refused() -> None:
    assert native is not None
    tree: list[Any] = [0, 1.0, 0.0, 0.0]
    tree[2] = tree
    with pytest.raises(RecursionError):
        native.Trees([tree], False, 0, 1.0, 1.0)


def test_a_row_too_short_is_refused() -> None:
    assert native is not None
    built = native.Trees([[3, 1.0, 2.0, 3.0]], False, 0, 1.0, 1.0)
    for row in ((1, 2, 3), [1, 2, 3, 4]):
        with pytest.raises(IndexError):
            built.score(row)  # type: ignore[arg-type]  # that is asked
    with pytest.raises(TypeError):
        built.score((1, 2, 3, "4"))  # type: ignore[arg-type]  # that is asked
