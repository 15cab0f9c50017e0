"""How far to trust a body: the chance that it is right, learned from pages the model had not seen."""

from collections.abc import Sequence
from math import exp, log

from archiver.parsers.body_region import Region

SCORE_FEATURES = ("certainty", "confidence", "doubt", "share", "size", "heading")
"""Names of the numbers that a body is scored by, in order."""


# Taken off the log-odds so that bodies scored above 0.9 are right 95 times in 100 (even pages of the sets).
_CAUTION = 0.59


def score_row(region: Region, indexes: Sequence[int], chances: Sequence[float], certainty: float) -> tuple[float, ...]:
    """The numbers of a body: how sure the container is, how sure its blocks are, how much of the page they are."""
    survey = region.survey
    total = taken = sure = doubtful = 0.0
    for i, chance in zip(indexes, chances, strict=True):
        size = min(1500, survey.sizes[i])
        total += size
        sure += size * abs(2 * chance - 1)
        if chance > 0.42:
            taken += size * survey.worth[i]
            doubtful += size if chance < 0.75 else 0
    page = region.sums.mass[-1] or 1.0
    return (
        certainty,
        sure / (total or 1.0),
        doubtful / (total or 1.0),
        min(1.0, taken / page),
        log(1 + taken),
        1.0 if survey.heading >= 0 else 0.0,
    )


def weigh_score(row: Sequence[float], weights: Sequence[float]) -> float:
    """The chance that the body's F1 is at least 0.9: a logistic sum, the first weight being the constant.

    >>> round(weigh_score((1.0,), (0.0, 0.0)), 2)
    0.36
    """
    total = weights[0] - _CAUTION + sum([w * x for w, x in zip(weights[1:], row, strict=True)])
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total))))
