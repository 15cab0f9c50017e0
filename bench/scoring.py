"""Scores of one page's record against its truth: the measures of docs/benchmarks.md, in one place."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz

_HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(f"[{_HAN}]|[^\\W{_HAN}]+")
_ALIKE = str.maketrans(
    dict.fromkeys("“”„«»", '"') | dict.fromkeys("‚‘’`´", "'") | dict.fromkeys("–—―−‐‑", "-") | {"…": "."}
)
_BY = re.compile(r"^(by|von|par|por|door|af|autor|文/|记者|作者[:：]?)\s+")
_DAY = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})")
_NAMES = re.compile(r"\s*(?:;|,|、|\||\band\b|&)\s*")

Score = dict[str, float]
"""One page's measures; a measure that its truth says nothing about is not there."""


def tokens(text: str) -> list[str]:
    """Words; each Chinese or Japanese character is one."""
    return _TOKEN.findall(text)


def shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    """Runs of four tokens, counted."""
    words = tokens(text)
    if not words:
        return Counter()
    return Counter(tuple(words[i : i + size]) for i in range(max(1, len(words) - size + 1)))


def body_scores(truth: str, given: str) -> Score:
    """Precision, recall and F1 of the shingles; no text given is F1 0 and no precision."""
    want, have = shingles(truth), shingles(given)
    hit, all_want, all_have = sum((want & have).values()), sum(want.values()), sum(have.values())
    score = {"body": 2 * hit / (all_want + all_have) if all_want + all_have else 1.0}
    if all_have:
        score["body_p"] = hit / all_have
    if all_want:
        score["body_r"] = hit / all_want
    return score


def plain(text: object) -> str:
    """Folded: compatibility forms, quotes and dashes alike, no case, single spaces."""
    folded = unicodedata.normalize("NFKC", str(text or "")).translate(_ALIKE).casefold()
    return " ".join(folded.replace("\u200b", "").replace("\xad", "").split())


def squeeze(text: object) -> str:
    """The letters and digits alone."""
    return re.sub(r"[\W_]+", "", plain(text))


def day(text: object) -> str | None:
    """The day a date names, as YYYY-MM-DD; None when it names none from 1990 to 2030."""
    found = _DAY.search(str(text or ""))
    if not found:
        return None
    year, month, number = (int(part) for part in found.groups())
    possible = 1990 <= year <= 2030 and 1 <= month <= 12 and 1 <= number <= 31
    return f"{year:04d}-{month:02d}-{number:02d}" if possible else None


def _people(names: object) -> set[str]:
    listed = names if isinstance(names, list | tuple) else _NAMES.split(str(names or ""))
    bare = (_BY.sub("", plain(name)) for name in listed)
    return {re.sub(r"[^\w]+", " ", name).strip() for name in bare} - {""}


def _same_outlet(truth: object, given: object) -> bool:
    one, two = squeeze(truth), squeeze(given)
    return bool(two) and (one == two or (min(len(one), len(two)) >= 2 and (one in two or two in one)))


def _same_caption(one: str, two: str) -> bool:
    short, long = sorted((one, two), key=len)
    return (short in long and len(short) >= 0.4 * len(long)) or fuzz.ratio(one, two) >= 80


def caption_scores(truth: Iterable[str], given: Iterable[str]) -> Score:
    """How many captions there are, were found, were given, and were rightly given."""
    want = [c for c in map(squeeze, truth) if c]
    have = [c for c in map(squeeze, given) if c]
    return {
        "captions_n": len(want),
        "captions_hit": sum(any(_same_caption(w, h) for h in have) for w in want),
        "captions_given": len(have),
        "captions_good": sum(any(_same_caption(w, h) for w in want) for h in have),
    }


def score_page(truth: Mapping[str, object], given: Mapping[str, object]) -> Score:
    """Every measure that the page's truth allows."""
    score: Score = {}
    body = str(given.get("body") or "")
    if truth.get("body"):
        score |= body_scores(str(truth["body"]), body)
    if truth.get("with") or truth.get("without"):
        score |= _snippet_scores(truth, plain(body))
    if truth.get("title"):
        score["title"] = float(bool(given.get("title")) and squeeze(truth["title"]) == squeeze(given["title"]))
    if truth.get("date"):
        score["date"] = float(day(given.get("date")) == truth["date"])
    if truth.get("author"):
        score["author"] = float(_people(truth["author"]) == _people(given.get("author")))
    if truth.get("source"):
        score["source"] = float(_same_outlet(truth["source"], given.get("source")))
    if truth.get("captions"):
        score |= caption_scores(_texts(truth["captions"]), _texts(given.get("captions")))
    return score


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list | tuple) else []


def _snippet_scores(truth: Mapping[str, object], body: str) -> Score:
    inside, outside = _texts(truth.get("with")), _texts(truth.get("without"))
    return {
        "with_n": len(inside),
        "with_hit": sum(plain(s) in body for s in inside),
        "without_n": len(outside),
        "without_hit": sum(plain(s) in body for s in outside),
    }


def mean(scores: Sequence[Score], name: str) -> float:
    """The mean over the pages that have the measure; NaN when none has."""
    values = [score[name] for score in scores if name in score]
    return sum(values) / len(values) if values else math.nan


def ratio(scores: Sequence[Score], part: str, whole: str) -> float:
    """The sum of one count over the sum of another; NaN when there is nothing to count."""
    total = sum(score.get(whole, 0) for score in scores)
    return sum(score.get(part, 0) for score in scores) / total if total else math.nan
