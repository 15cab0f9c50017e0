"""Small boosted trees: read from a table, turned into comparisons in C or plain Python, asked for one number."""

import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from math import exp
from pathlib import Path
from typing import Any

from archiver.parsers.quick import native

# Log-odds beyond which the later trees do not bring a block back over the limit: on the odd pages of the sets the
# page F1 stays within 0.0001. The whole sum would have come to about so many times it.
_SURE = 1.2
_FURTHER = 2.5
_TABLE = Path(__file__).with_name("body_model.json")

Scorer = Callable[[tuple[float, ...]], float]
"""From a row of numbers to a score."""


@lru_cache(maxsize=1)
def read_table() -> dict[str, Any]:
    """The model file as trained by `bench/train_body.py`."""
    return dict(json.loads(_TABLE.read_text(encoding="utf-8")))


@lru_cache(maxsize=8)
def load_trees(name: str) -> Scorer:
    """The trees of one part of the model as a function from a row of numbers to a score.

    A tree is a leaf's value or `[feature, limit, tree if at most limit, tree if above]`; the score is the sum over the
    trees, for parts of kind "chance" turned into a probability.
    """
    part = read_table()[name]
    trees, is_chance, sure_after = part["trees"], part["kind"] == "chance", part.get("sure_after", 0)
    return (
        native.Trees(trees, is_chance, sure_after, _SURE, _FURTHER).score
        if native
        else compile_trees(trees, is_chance=is_chance, sure_after=sure_after)
    )


def compile_trees(trees: Sequence[Any], *, is_chance: bool, sure_after: int = 0) -> Scorer:
    """A function in Python for trees given as nested lists; after so many it stops where the rest changes no decision.

    >>> compile_trees([[0, 2.5, 1.0, -1.0], 0.25], is_chance=False)((3,))
    -0.75
    """
    lines = ["def total(x):", " s = 0.0"]
    for i, tree in enumerate(trees, 1):
        lines.append(f" s += {_expression(tree)}")
        if i == sure_after:
            lines.append(f" if s < {-_SURE} or s > {_SURE}: return s * {_FURTHER}")
    lines.append(" return s")
    space: dict[str, Any] = {"__builtins__": {}}
    exec("\n".join(lines), space)  # noqa: S102 (numbers of our own table, checked by _expression: walking lists costs three times as much)
    total: Scorer = space["total"]
    if not is_chance:
        return total
    return lambda row: 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total(row)))))


def _expression(tree: Any) -> str:
    if not isinstance(tree, list):
        return repr(float(tree))
    feature, limit, low, high = tree
    bound = float(limit)
    shown = repr(int(bound)) if bound.is_integer() else repr(bound)
    return f"({_expression(low)} if x[{int(feature)}] <= {shown} else {_expression(high)})"
