"""A page of twice the length costs at most two and a half times as much, whatever it repeats, in every place of it."""

import time

import pytest

import archiver
from archiver.crawl.limits import OutOfTime, page_limits
from tests.hostile.slots import UNITS, page_of

SIZE = 3_000
"""Characters a place, of which there are some forty: a page of 130 kB, and of 260."""
LEAST = 0.3
"""Seconds below which the clock and the other work of the machine decide."""
QUICK = UNITS[::12]


def seconds(unit: str, size: int) -> float:
    body = page_of(unit, size)
    began = time.process_time()
    try:
        with page_limits(10.0):
            archiver.extract(body, url="https://news.example/2024/05/01/1.html")
    except OutOfTime:
        return 10.0
    return time.process_time() - began


@pytest.mark.parametrize(
    "unit",
    [pytest.param(unit, id=ascii(unit), marks=() if unit in QUICK else pytest.mark.slow) for unit in UNITS],
)
def test_twice_the_page_costs_at_most_two_and_a_half_times(unit: str) -> None:
    tries = []
    for _ in range(3):
        long = seconds(unit, 2 * SIZE)
        if long <= LEAST:
            return
        short = seconds(unit, SIZE)
        tries.append((short, long))
        if long <= 2.5 * short:
            return
    pytest.fail(f"seconds for half and whole: {tries}")
