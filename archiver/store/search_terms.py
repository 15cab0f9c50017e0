"""What both databases' conditions have to know of a term."""

from collections.abc import Iterable

from archiver.store.search_words import value_token
from archiver.text.query import VALUE_FIELDS, Clause, Term
from archiver.text.words import is_unspaced

_COLUMN = {"caption": "captions", "author": "authors"}


def is_filter(clause: Clause) -> bool:
    """Whether a clause compares a whole value and is looked up as such."""
    return len(clause.terms) == 1 and clause.terms[0].field in VALUE_FIELDS and not clause.excluded


def value_of(term: Term) -> str:
    """The token of a value field's term."""
    return value_token(str(term.field), term.runs[0])


def any_of(parts: Iterable[str]) -> str:
    """Any of the conditions, in the words of both databases."""
    return f"({' OR '.join(parts)})"


def is_char(term: Term) -> bool:
    """Whether a term is one character of an unspaced script, looked for in the default columns."""
    return term.field is None and is_one_char(term)


def is_one_char(term: Term) -> bool:
    """Whether a term is one character of an unspaced script."""
    return len(term.runs) == 1 and len(term.runs[0]) == 1 and is_unspaced(term.runs[0])


def column_of(name: str) -> str:
    """The index's column for a field of the query language."""
    return _COLUMN.get(name, name)
