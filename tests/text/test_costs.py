"""Text functions take time in proportion to their input, whatever it is."""

import time
from collections.abc import Callable

import pytest

from archiver.text.dates import find_dates
from archiver.text.han_names import is_han_person, split_han_names
from archiver.text.japanese_names import is_japanese_person
from archiver.text.labels import may_hold_label, read_labels
from archiver.text.language import detect_language
from archiver.text.months import month_number
from archiver.text.names import is_person_like, split_names
from archiver.text.openings import cut_byline, find_opening, is_lone_opening, match_written_by
from archiver.text.outlets import clean_outlet
from archiver.text.relative import read_ago
from archiver.text.stamps import parse_stamp
from archiver.text.zones import read_zone

NASTY = [
    "1",
    "1 ",
    "2023-",
    "12/",
    "a b ",
    "By ",
    "and ",
    "来源",
    "来源:",
    "记者 ",
    "（",
    "1:",
    "January ",
    " ",
    ".",
    "@a",
    "ago ",
    "記者張三／",
    "홍길동 기자 ",
    "山田、",
    "· ",
    "Text: ",
    "二〇",
    "12月",
]


def _seconds(call: Callable[[str], object], text: str) -> float:
    best = 9.0
    for _ in range(3):
        start = time.process_time()
        call(text)
        best = min(best, time.process_time() - start)
    return best


def cut_whole(text: str) -> object:
    return cut_byline(text, 0)


@pytest.mark.parametrize("unit", NASTY)
@pytest.mark.parametrize(
    "call",
    [
        find_dates,
        parse_stamp,
        split_names,
        read_labels,
        may_hold_label,
        clean_outlet,
        detect_language,
        find_opening,
        is_lone_opening,
        match_written_by,
        cut_whole,
        is_person_like,
        is_han_person,
        is_japanese_person,
        split_han_names,
        month_number,
    ],
    ids=lambda call: call.__name__,
)
def test_twice_the_input_costs_at_most_two_and_a_half_times(call: Callable[[str], object], unit: str) -> None:
    short, long = unit * (20_000 // len(unit)), unit * (40_000 // len(unit))
    # Below five milliseconds the clock and the other work of the machine decide, not the text; a bad moment of the
    # machine passes, what grows with the square of the text stays four times as slow at every try.
    tries = [(_seconds(call, long), _seconds(call, short))]
    while len(tries) < 4 and tries[-1][0] > max(0.005, 2.5 * tries[-1][1]):
        tries.append((_seconds(call, long), _seconds(call, short)))
    assert tries[-1][0] <= max(0.005, 2.5 * tries[-1][1]), tries


def test_a_zone_or_a_count_of_any_length_is_read_at_once() -> None:
    from datetime import datetime

    start = time.process_time()
    read_zone("+" * 50_000, datetime(2024, 3, 10))
    read_ago("1 hour " * 5_000, datetime(2024, 3, 10))
    assert time.process_time() - start < 0.5
