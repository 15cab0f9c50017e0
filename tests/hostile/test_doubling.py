"""Every public function of the room `text` takes at most 2.5 times as long for twice the input.

The functions are found, not listed: a new one is tried as soon as it is there, or its arguments must be named here.
"""

import contextlib
import importlib
import inspect
import pkgutil
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

import archiver.text
from archiver.model.errors import ArchiverError
from archiver.text.query import parse_query
from archiver.text.repair.readings import find_brackets

UNITS = (
    "1", "1 ", "2023-", "12/", "a b ", "By ", "and ", "来源", "来源:", "记者 ", "（", "(", "1:", "January ", " ", ".", "@a", "ago ",
    "\u3000", "<", "&amp;", "%41", "/../", "http://a.b/", "中(zhong)", "\ufffd", "Ａ", "體", "\u0301", "\ud83d\ude00", "-", '"a" ', "年",
)  # fmt: skip
SIZE = 20_000

LESS_THAN_CHARACTERS = {
    "calendars", "months", "zones.offset_at", "zones.likely_place", "zones.puts_month_first",
    "guess_charset.knows", "fold_table", "repair.gbk.decode_pair",
}  # fmt: skip
"""Rooms and functions that take numbers, names out of a short table, or nothing."""
THROUGH_OTHERS = {
    "repair.beam", "repair.moves", "repair.search", "repair.slips", "repair.units", "repair.gates.read_gates",
    "repair.changes.merge_changes",
}  # fmt: skip
"""Steps of `repair_page`, which take what the steps before have made: tried through it."""

GIVEN: dict[str, Callable[[str], Any]] = {
    "text": str,
    "body: bytes": lambda text: text.encode("utf-8", "replace"),
    "content_type": lambda text: "text/html; charset=" + text,
    "when": lambda text: datetime(2024, 3, 10),
    "now": lambda text: datetime(2024, 3, 10),
    "start": lambda text: 0,
    "stop": len,
    "end": lambda text: len(text) // 2,
    "texts": lambda text: [text[place : place + 1000] for place in range(0, len(text), 1000)],
    "runs": lambda text: [text[place : place + 10] for place in range(0, len(text), 10)],
    "urls": lambda text: ["http://a.b/" + text[place : place + 100] for place in range(0, len(text), 100)],
    "domains": lambda text: ("a.b",),
    "learned": lambda text: {"http://a.b": "https://a.b"},
    "terms": lambda text: parse_query("a 来源").wanted,
    "marks": lambda text: [(place, place + 1) for place in range(0, len(text), 5)],
    "changes": lambda text: (),
    "codec": lambda text: "gb18030",
    "char": lambda text: "中",
    "after": lambda text: text[::-1],
    "brackets": lambda text: find_brackets([text], text),
}
"""An argument by its name; any other one is the text itself."""


def public_functions() -> dict[str, Callable[..., Any]]:
    """All of them, by room and name; what is written in C (`_native`) is called by these."""
    found = {}
    for module in pkgutil.walk_packages(archiver.text.__path__, "archiver.text."):
        if module.name.rpartition(".")[2].startswith("_"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            own = getattr(value, "__module__", "") == module.name and not name.startswith("_")
            if own and callable(value) and not inspect.isclass(value):
                found[f"{module.name.removeprefix('archiver.text.')}.{name}"] = value
    return found


def is_left_out(name: str) -> bool:
    room = name.rpartition(".")[0]
    return bool({name, room} & (LESS_THAN_CHARACTERS | THROUGH_OTHERS))


def call_with(function: Callable[..., Any], text: str) -> Callable[[], object]:
    """The call of a function with this text for whatever it wants."""
    given = []
    for parameter in inspect.signature(inspect.unwrap(function)).parameters.values():
        if parameter.default is not parameter.empty or parameter.kind is parameter.KEYWORD_ONLY:
            continue
        typed = f"{parameter.name}: {getattr(parameter.annotation, '__name__', parameter.annotation)}"
        make = GIVEN.get(typed) or GIVEN.get(parameter.name, str)
        given.append(make(text))
    return lambda: function(*given)


def seconds(function: Callable[..., Any], text: str) -> float:
    clear = getattr(function, "cache_clear", None)
    call = call_with(function, text)
    if clear:
        clear()
    began = time.process_time()
    with contextlib.suppress(ValueError, ArchiverError):  # refusing the text is an answer too
        call()
    return time.process_time() - began


def cost(function: Callable[..., Any], unit: str, size: int) -> float:
    return seconds(function, unit * (size // len(unit)))


def slow_at_every_try(function: Callable[..., Any], unit: str) -> list[tuple[float, float]] | None:
    """The seconds for half and whole of each try; None when one try is well: a bad moment of the machine passes."""
    tries = []
    for _ in range(3):
        long = min(cost(function, unit, SIZE) for _ in range(4))
        short = min(cost(function, unit, SIZE // 2) for _ in range(4))
        if long <= max(0.010, 2.5 * short):
            return None
        tries.append((round(short, 4), round(long, 4)))
    return tries


FUNCTIONS = {name: each for name, each in public_functions().items() if not is_left_out(name)}


@pytest.mark.parametrize(
    "units",
    [UNITS[::4], pytest.param(tuple(unit for unit in UNITS if unit not in UNITS[::4]), marks=pytest.mark.slow)],
    ids=["some", "others"],
)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_twice_the_text_costs_at_most_two_and_a_half_times(name: str, units: tuple[str, ...]) -> None:
    function = FUNCTIONS[name]
    slow = {}
    for unit in units:
        long = cost(function, unit, SIZE)
        # Below ten milliseconds the clock and the other work of the machine decide, not the text.
        if long > 0.010 and (found := slow_at_every_try(function, unit)):
            slow[unit] = found
    assert slow == {}


def test_what_is_left_out_is_there() -> None:
    """A function that is gone is not kept on the lists."""
    names = set(public_functions())
    rooms = {name.rpartition(".")[0] for name in names}
    assert (names | rooms) >= LESS_THAN_CHARACTERS | THROUGH_OTHERS
