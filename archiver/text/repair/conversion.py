"""Traditional characters turned back into the newsroom's simplified ones, on texts that were converted."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Protocol, cast

from archiver.text.hanzi import count_scripts
from archiver.text.repair.changes import Change
from archiver.text.repair.language import LanguageModel, language_model

_ZHE = re.compile("(?<![编合原译专论名巨遗显卓昭拙共土执])著(?![名作者称述录])")
_ZHE_MARGIN = 3.0
"""Nats; tw2s already knows most words with 著."""


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@cache
def _converter() -> _Converter:
    # tw2s, not t2s: of 82,056 round-tripped characters t2s got 108 wrong (107 times 著), tw2s one (shared/spam.md §7).
    import opencc

    return cast(_Converter, opencc.OpenCC("tw2s"))


def simplify(text: str) -> str:
    """The text in simplified characters, of the same length."""
    try:
        result = _converter().convert(text)
    except UnicodeEncodeError:  # half of a surrogate pair, which OpenCC cannot take
        result = ""
    if len(result) != len(text):
        result = "".join(map(_simplify_char, text))
    return _choose_zhe(result) if "著" in result else result


def _choose_zhe(text: str) -> str:
    """The text with each 著 that stands where 着 is by far the likelier word (背着, not 背著) turned into it."""
    model = language_model()
    for match in _ZHE.finditer(text):
        place = match.start()
        costs = [_cost_around(model, text[:place] + zhe + text[place + 1 :], place) for zhe in "著着"]
        if costs[0] - costs[1] > _ZHE_MARGIN:
            text = text[:place] + "着" + text[place + 1 :]
    return text


def _cost_around(model: LanguageModel, text: str, place: int) -> float:
    cost = 0.0
    for at in range(place, min(place + 3, len(text))):
        before, last = text[at - 2 : at - 1] or "。", text[at - 1 : at] or "。"
        cost += model.cost(model.context(before), model.context(last), text[at], last)
    return cost


def needs_conversion(text: str) -> bool:
    """Whether the text is in traditional characters; the injected lines of a converted page are not."""
    simplified, traditional = count_scripts(text)
    return traditional > simplified or (simplified == 0 and any(map("著乾夥徵".__contains__, text)))


def is_simplified(text: str) -> bool:
    """Whether the text is plainly in simplified characters, as injected lines are; misread bytes alone are not."""
    simplified, traditional = count_scripts(text)
    return simplified >= 6 and simplified > 3 * traditional


def convert_text(text: str, changes: Sequence[Change]) -> list[Change]:
    """The changes with those of the conversion added, and the converted words in the `after` of each."""
    parts: list[str] = []
    done = 0
    for change in changes:
        parts += (text[done : change.start], change.after)
        done = change.end
    parts.append(text[done:])
    converted = simplify("".join(parts))
    out: list[Change] = []
    done = at = 0
    for change in changes:
        length = change.start - done
        out += _changed_runs(text, done, converted[at : at + length])
        at += length
        after = converted[at : at + len(change.after)]
        at += len(change.after)
        out.append(Change(change.start, change.end, after, change.kind, change.certain))
        done = change.end
    out += _changed_runs(text, done, converted[at:])
    return out


def _changed_runs(text: str, start: int, converted: str) -> list[Change]:
    """A change for each run of neighbouring characters that the conversion changed."""
    runs: list[Change] = []
    for offset, char in enumerate(converted):
        place = start + offset
        if text[place] == char:
            continue
        if runs and runs[-1].end == place:
            runs[-1] = Change(runs[-1].start, place + 1, runs[-1].after + char, "conversion")
        else:
            runs.append(Change(place, place + 1, char, "conversion"))
    return [_with_doubt(run, text) for run in runs]


def _with_doubt(run: Change, text: str) -> Change:
    """Tables give 钟 and the name 锺 one form, and nothing on the page tells them apart."""
    return replace(run, certain=False) if "鍾" in text[run.start : run.end] else run


def _simplify_char(char: str) -> str:
    """One character; the tables turn each into one."""
    return char if "\ud800" <= char <= "\udfff" else _converter().convert(char)
