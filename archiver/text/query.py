"""The query language of search: words, "phrases", -exclusion, field:word, prefix*, and OR between two words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archiver.model.errors import BadQuery
from archiver.text.fold import fold
from archiver.text.words import is_unspaced, read_runs, run_tokens, start_tokens

LONGEST_QUERY = 1000
"""Characters; anything longer is no question a person asks."""
MOST_TERMS = 32
MOST_RUNS = 64
TEXT_FIELDS = ("title", "body", "caption", "source", "author", "section", "publisher")
"""Fields whose words can be searched."""
VALUE_FIELDS = ("site", "lang")
"""Fields that are compared as a whole."""
DEFAULT_FIELDS = ("title", "body", "caption")
"""Where a word without a field is looked for."""

_FIELDS = {
    "captions": "caption", "authors": "author", "language": "lang", "sections": "section", "text": "body",
    "标题": "title", "正文": "body", "图片说明": "caption", "来源": "source", "作者": "author", "栏目": "section",
    "发布者": "publisher", "站点": "site", "语言": "lang",
}  # fmt: skip
_PIECE = re.compile(
    r"""
    (?P<minus>[-－]?)                            # exclusion
    (?:(?P<field>[A-Za-zＡ-Ｚａ-ｚ]{2,12}|[\u4e00-\u9fff]{2,4})[:：])?  # field
    (?:["“”„«»＂](?P<phrase>[^"“”„«»＂]*)["“”„«»＂]? | (?P<word>[^\s"“”„«»＂]+))
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Term:
    """Runs that must stand one after another in one field."""

    runs: tuple[str, ...]
    """Folded (see text/words.py); for a value field the value as written, alone."""
    field: str | None = None
    """One of TEXT_FIELDS or VALUE_FIELDS; None for DEFAULT_FIELDS."""
    prefix: bool = False
    """True when the last run is the beginning of a word. Only for words of spaced scripts."""

    @property
    def needle(self) -> str:
        """The characters that a spaced text must contain for the term to be found in it.

        A word of a spaced script stands whole; an unspaced run may begin or end inside a longer one.
        """
        text = " ".join(self.runs)
        before = "" if is_unspaced(self.runs[0]) else " "
        after = "" if self.prefix or is_unspaced(self.runs[-1]) else " "
        return f"{before}{text}{after}"

    @property
    def tokens(self) -> tuple[tuple[str, ...], bool]:
        """The index tokens that stand side by side where the term is, and whether the last is a beginning only."""
        tokens: list[str] = []
        before, last = None, self.runs[-1]
        for run in self.runs[:-1]:
            tokens.extend(start_tokens(before, run))
            tokens.extend(run_tokens(run))
            before = run
        start = start_tokens(before, last)
        if not is_unspaced(last):
            return (*tokens, last), self.prefix
        if len(last) == 1:
            return (*tokens, *(start or last)), not start
        return (*tokens, *start, *run_tokens(last)[:-1]), False


@dataclass(frozen=True, slots=True)
class Clause:
    """Terms of which one must be found, or none may be."""

    terms: tuple[Term, ...]
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A search as understood: every clause must hold."""

    clauses: tuple[Clause, ...] = ()

    @property
    def wanted(self) -> tuple[Term, ...]:
        """The terms to look for and to mark, without the excluded ones and the value fields."""
        clauses = (clause for clause in self.clauses if not clause.excluded)
        return tuple(term for clause in clauses for term in clause.terms if term.field not in VALUE_FIELDS)


class NoWord(BadQuery):
    """A query of marks only: nothing can be found for it."""


def parse_query(words: str) -> Query:
    """Read what a person typed.

    Every word must be found; `"…"` is a phrase; `-` before a word or phrase excludes it; `title:`, `body:`, `caption:`,
    `source:`, `author:`, `section:`, `publisher:` look there only; `site:` and `lang:` compare the whole value; `*` at
    a word's end looks for its beginning; `OR` between two terms takes either. A word that holds no letter or digit says
    nothing and is passed over. Raises BadQuery, and nothing else, for a query too long or with no word at all; an
    empty query is no error and finds everything.

    >>> parse_query("援藏 -廣告").clauses[1]
    Clause(terms=(Term(runs=('广告',), field=None, prefix=False),), excluded=True)
    """
    if len(words) > LONGEST_QUERY:
        raise BadQuery(f"the query has {len(words)} characters; {LONGEST_QUERY} are allowed")
    clauses: list[Clause] = []
    joining = False
    for match in _PIECE.finditer(words):
        if match.group() == "OR" or match.group() == "|":
            joining = bool(clauses)
            continue
        term = _read_term(match)
        if term is None:
            continue
        excluded = bool(match["minus"])
        if joining and not excluded and not clauses[-1].excluded:
            clauses[-1] = Clause((*clauses[-1].terms, term))
        else:
            clauses.append(Clause((term,), excluded))
        joining = False
    _check(words, clauses)
    return Query(tuple(clauses))


def _read_term(match: re.Match[str]) -> Term | None:
    field, text = match["field"], match["phrase"] if match["phrase"] is not None else match["word"]
    if field is not None:
        folded = fold(field)
        name = _FIELDS.get(folded, folded)
        if name in VALUE_FIELDS:
            return Term((text.strip(),), name) if text.strip() else None
        if name not in TEXT_FIELDS:
            field, text = None, f"{field} {text}"  # "http://…", "note:this": a colon that names no field of ours
        else:
            field = name
    runs = tuple(read_runs(text))
    if not runs:
        return None
    prefix = text.endswith("*") and not is_unspaced(runs[-1])
    return Term(runs, field, prefix)


def _check(words: str, clauses: Sequence[Clause]) -> None:
    if not clauses and words.strip():
        raise NoWord(f"the query holds no word: {words.strip()[:60]!r}")
    terms = [term for clause in clauses for term in clause.terms]
    if len(terms) > MOST_TERMS:
        raise BadQuery(f"the query has {len(terms)} terms; {MOST_TERMS} are allowed")
    if sum(len(term.runs) for term in terms) > MOST_RUNS or any(len(run) > 200 for term in terms for run in term.runs):
        raise BadQuery(f"the query is too long a phrase; {MOST_RUNS} words in all are allowed")
