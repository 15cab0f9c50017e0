"""What differs between two texts: by character where words are not spaced, by word elsewhere."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

MOST_STEPS = 400_000
"""Product of two lengths above which a run is given as replaced whole: a diff costs its square."""

_SENTENCE = re.compile(r"[^。！？!?；;\n.]*(?:[。！？!?；;.]+[”’」』\"')）]*|\n+|$)\s*")
_UNIT = re.compile(
    r"[぀-ヿ㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff]|[^\W぀-ヿ㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff]+|\s+|[^\w\s]"
)


@dataclass(frozen=True, slots=True)
class Change:
    """A run of text that stayed, went or came."""

    op: Literal["same", "out", "in"]
    """same: in both; out: only in the first; in: only in the second."""
    text: str


def diff(before: str, after: str) -> tuple[Change, ...]:
    """The changes that lead from one text to the other, in order; what went stands before what came.

    Chinese and Japanese are compared by character, other scripts by word. The runs "same" and "out" together are the
    first text, "same" and "in" the second. Empty for two empty texts.

    >>> [(c.op, c.text) for c in diff("第十批援藏队", "第十一批援藏队")]
    [('same', '第十'), ('in', '一'), ('same', '批援藏队')]
    >>> [(c.op, c.text) for c in diff("the old house", "the new house")]
    [('same', 'the '), ('out', 'old'), ('in', 'new'), ('same', ' house')]
    """
    ops: list[Change] = []
    start, end = _ends(before, after)
    ops.append(Change("same", before[:start]))
    ops.extend(_by_sentence(before[start : len(before) - end], after[start : len(after) - end]))
    ops.append(Change("same", before[len(before) - end :]))
    return _joined(ops)


def change_size(before: str, after: str) -> int:
    """How many characters were taken out and put in.

    >>> change_size("第十批", "第十一批"), change_size("a b", "a b")
    (1, 0)
    """
    if before == after:
        return 0
    return sum(len(change.text) for change in diff(before, after) if change.op != "same")


def _by_sentence(before: str, after: str) -> list[Change]:
    """Sentences first, so that a long text costs little; then the words of those that differ."""
    if not before or not after:
        return [Change("out", before), Change("in", after)]
    old, new = _SENTENCE.findall(before), _SENTENCE.findall(after)
    ops: list[Change] = []
    for tag, i, j, k, m in _matched(old, new):
        if tag == "equal":
            ops.append(Change("same", "".join(old[i:j])))
        else:
            ops.extend(_by_unit("".join(old[i:j]), "".join(new[k:m])))
    return ops


def _by_unit(before: str, after: str) -> list[Change]:
    if not before or not after:
        return [Change("out", before), Change("in", after)]
    old, new = _UNIT.findall(before), _UNIT.findall(after)
    ops: list[Change] = []
    for tag, i, j, k, m in _matched(old, new):
        if tag == "equal":
            ops.append(Change("same", "".join(old[i:j])))
        else:
            ops += [Change("out", "".join(old[i:j])), Change("in", "".join(new[k:m]))]
    return ops


def _matched(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    if len(old) * len(new) > MOST_STEPS:
        return [("replace", 0, len(old), 0, len(new))]
    return list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())


def _ends(before: str, after: str) -> tuple[int, int]:
    """How many characters are the same at the start and at the end, not inside of a word."""
    most = min(len(before), len(after))
    start = 0
    while start < most and before[start] == after[start]:
        start += 1
    while start and _is_inside(before, start) | _is_inside(after, start):
        start -= 1
    end = 0
    while end < most - start and before[-1 - end] == after[-1 - end]:
        end += 1
    while end and _is_inside(before, len(before) - end) | _is_inside(after, len(after) - end):
        end -= 1
    return start, end


def _is_inside(text: str, at: int) -> bool:
    """Whether a place is inside of a spaced word."""
    return 0 < at < len(text) and _is_spaced(text[at - 1]) and _is_spaced(text[at])


def _is_spaced(char: str) -> bool:
    return char.isalnum() and not "぀" <= char <= "鿿" and char < "豈"


def _joined(ops: Sequence[Change]) -> tuple[Change, ...]:
    """The changes without empty ones, neighbours of one kind joined, what went before what came."""
    result: list[Change] = []
    for op, text in ((change.op, change.text) for change in ops if change.text):
        at = len(result)
        while at and op != "same" and result[at - 1].op not in (op, "same"):
            at -= 1  # "out" and "in" may change places: neither says where within the gap it stood
        if at and result[at - 1].op == op:
            result[at - 1] = Change(op, result[at - 1].text + text)
        elif op == "out":
            result.insert(at, Change(op, text))
        else:
            result.append(Change(op, text))
    return tuple(result)
