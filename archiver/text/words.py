"""The tokeniser of search: what counts as a word, in any script, the same for texts and queries and for every database.

A folded text is a row of runs. A run is either a word of a script that puts spaces between words (letters, digits), or
a stretch of a script that does not (Chinese characters, kana, Hangul, Thai …). Everything else parts runs. Written with
one space around each run, this *spaced text* defines what search finds: a plain `needle in spaced_text` is the truth
that every index has to agree with (docs/search.md).
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from archiver.text.fold import fold_text
from archiver.text.quick import native

TOKENS_VERSION = 2
"""Goes up whenever any text gives other tokens; a search index made under another version must be rebuilt."""

START_MARK = "\ue004"
"""What a token begins with that says which character an unspaced run begins with, when a word stands before it: looking
for `2023年` by the beginnings of pairs would merge thousands of lists."""

LONGEST_WORD = 64
"""A longer word (an encoded picture, a hash) counts by its first 64 characters: PostgreSQL refuses long lexemes."""

_UNSPACED = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Tibetan, Burmese, Khmer
    "\u1100-\u11ff\uac00-\ud7af"  # Hangul: particles are written onto the word
    "\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3100-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
# Vowel signs of India's scripts are no letters to Python's \w, but part of the word.
_SIGNS = "\u0900-\u0963\u0966-\u0dff"
_RUN = re.compile(rf"[{_UNSPACED}]+|(?:[^\W_{_UNSPACED}]+|[{_SIGNS}]+)+")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_LAST_SPACED = "\u0dff"
"""All before is spaced, and most of what comes is Chinese: seen without a pattern."""


@dataclass(frozen=True, slots=True)
class Spaced:
    """A text as search sees it, and the way back to the text as published."""

    text: str
    """The runs, each with one space before, and one space at the end; " " when there are none."""
    starts: Sequence[int]
    """Where each run begins in `text`."""
    origins: Sequence[int]
    """Where each run begins in the folded text."""
    offsets: Sequence[int] | None
    """`Folded.offsets`."""

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stands in the text as published; the ends must not be spaces between runs."""
        first, last = self._folded(start), self._folded(end - 1)
        if self.offsets is None:
            return first, last + 1
        return self.offsets[first], self.offsets[last] + 1

    def _folded(self, position: int) -> int:
        run = bisect_right(self.starts, position) - 1
        return self.origins[run] + position - self.starts[run]


def is_unspaced(run: str) -> bool:
    """True for a run of a script that puts no spaces between words."""
    return "㐀" <= run < "ꀀ" or (run > _LAST_SPACED and _IS_UNSPACED.match(run) is not None)


def count_unspaced(text: str) -> int:
    """How many characters of a text are of such a script.

    >>> count_unspaced("西藏 News")
    2
    """
    return len(_IS_UNSPACED.findall(text))


def read_runs(text: str) -> list[str]:
    """The runs of a text, folded.

    >>> read_runs("2023年，iPhone手機")
    ['2023', '年', 'iphone', '手机']
    """
    return runs_of(fold_text(text).text)


def runs_of(folded: str) -> list[str]:
    """The runs of a text that is folded already."""
    return [run if len(run) <= LONGEST_WORD or is_unspaced(run) else run[:LONGEST_WORD] for run in _RUN.findall(folded)]


def space_text(text: str) -> str:
    """A text as search sees it: its folded runs with one space around each.

    >>> space_text("援藏：河北(2023)")
    ' 援藏 河北 2023 '
    """
    runs = read_runs(text)
    return f" {' '.join(runs)} " if runs else " "


def space_with_origins(text: str) -> Spaced:
    """The same, with the way back."""
    folded = fold_text(text)
    pieces: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    at = 1
    for match in _RUN.finditer(folded.text):
        run = match.group()
        if len(run) > LONGEST_WORD and not is_unspaced(run):
            run = run[:LONGEST_WORD]
        pieces.append(run)
        starts.append(at)
        origins.append(match.start())
        at += len(run) + 1
    return Spaced(f" {' '.join(pieces)} " if pieces else " ", starts, origins, folded.offsets)


def read_tokens(text: str) -> list[str]:
    """The tokens under which a text is indexed, in order.

    A word is one token. An unspaced run is its overlapping pairs of characters, then its last character alone, so that
    any part of it can be found and its end can be told; after a word its first character, marked, stands before them.

    >>> read_tokens("西藏日報 News")
    ['西藏', '藏日', '日报', '报', 'news']
    >>> read_tokens("2023年末") == ["2023", START_MARK + "年", "年末", "末"]
    True
    """
    tokens: list[str] = []
    before = None
    for run in read_runs(text):
        tokens.extend(start_tokens(before, run))
        tokens.extend(run_tokens(run))
        before = run
    return tokens


def start_tokens(before: str | None, run: str) -> tuple[str, ...]:
    """What stands between the tokens of a run and those of the run before it: one token at a change of scripts."""
    if before is None or is_unspaced(before) or not is_unspaced(run):
        return ()
    return (START_MARK + run[0],)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text, ready for an index."""

    row: str
    """All of them in order, parted by one or more spaces."""
    count: int
    unspaced: str
    """The characters of the unspaced runs."""


def tokens_of(runs: Iterable[str]) -> Tokens:
    """The tokens of all runs: what `run_tokens` gives, in a tenth of the time.

    >>> tokens_of(["西藏日报", "news"]).row.split()
    ['西藏', '藏日', '日报', '报', 'news']
    """
    rows: list[str] = []
    count = 0
    unspaced: list[str] = []
    for is_one, group in groupby(runs, is_unspaced):
        held = list(group)
        if is_one:
            unspaced += held
            if rows:
                rows.append(START_MARK + held[0][0])
                count += 1
            count += sum(map(len, held))
            rows.append(_pairs_row(held) if native is None else native.pairs(held))
        else:
            count += len(held)
            rows.append(" ".join(held))
    return Tokens(" ".join(rows), count, "".join(unspaced))


def distinct(text: str) -> str:
    """Each character of a text once, in no order.

    >>> sorted(distinct("西藏西"))
    ['藏', '西']
    """
    return _distinct(text) if native is None else native.distinct(text)


def _distinct(text: str) -> str:
    codes = set(array("I", text.encode("utf-32-le")))  # numbers are quicker told apart than characters
    return array("I", codes).tobytes().decode("utf-32-le")


def _pairs_row(runs: list[str]) -> str:
    """Pairs of unspaced runs: the first characters, the second ones and spaces, laid side by side as numbers."""
    firsts = array("I", " ".join(runs).encode("utf-32-le"))
    seconds = array("I", ("  ".join([run[1:] for run in runs]) + " ").encode("utf-32-le"))
    laid = array("I", " ".encode("utf-32-le")) * (3 * len(firsts))
    laid[0::3], laid[1::3] = firsts, seconds
    return str(memoryview(laid), "utf-32-le")


def run_tokens(run: str) -> list[str]:
    """The tokens of one run that stands complete."""
    if not is_unspaced(run):
        return [run]
    tokens = [a + b for a, b in pairwise(run)]
    tokens.append(run[-1])
    return tokens
