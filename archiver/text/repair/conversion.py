"""Traditional characters turned back into the newsroom's simplified ones, on texts that were converted."""

from collections.abc import Sequence
from functools import cache
from typing import Protocol, cast

from archiver.text.hanzi import count_scripts
from archiver.text.repair.changes import Change


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@cache
def _converter() -> _Converter:
    # tw2s, not t2s: of 82,056 round-tripped characters t2s got 108 wrong (107 times 著), tw2s one (shared/spam.md §7).
    import opencc

    return cast(_Converter, opencc.OpenCC("tw2s"))


def simplify(text: str) -> str:
    """The text in simplified characters, of the same length."""
    result = _converter().convert(text)
    return result if len(result) == len(text) else "".join(map(_simplify_char, text))


def needs_conversion(text: str) -> bool:
    """Whether the text is in traditional characters; the injected lines of a converted page are not."""
    simplified, traditional = count_scripts(text)
    return traditional > simplified or (simplified == 0 and any(map("著乾夥徵".__contains__, text)))


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
    return runs


def _simplify_char(char: str) -> str:
    result = _converter().convert(char)
    return result if len(result) == 1 else char
