"""A query for SQLite: one expression in the language of FTS5. Every token is quoted and holds no quote."""

from collections.abc import Sequence

from archiver.store.search_terms import any_of, column_of, is_one_char, value_of
from archiver.store.search_words import (
    CAPTION_MARK,
    CHAR_MARK,
    DEFAULT_COLUMNS,
    FIELD_MARK,
    HEAD_MARK,
    OUTSIDE_MARK,
    VALUE_MARK,
)
from archiver.text.query import VALUE_FIELDS, Clause, Term

EVERY = f'"{VALUE_MARK}all"'
"""Each document."""


def match_of(
    words: Sequence[Clause], groups: Sequence[tuple[str, ...]], columns: Sequence[str]
) -> tuple[str, tuple[str, ...]]:
    """What is wanted, and what is not."""
    wanted = [any_of(f'"{VALUE_MARK}{token}"' for token in group) for group in groups]
    wanted += [any_of(_term(term, columns) for term in clause.terms) for clause in words if not clause.excluded]
    unwanted = tuple(_term(term, DEFAULT_COLUMNS) for clause in words if clause.excluded for term in clause.terms)
    return " AND ".join(wanted) or EVERY, unwanted


def _term(term: Term, columns: Sequence[str]) -> str:
    if term.field in VALUE_FIELDS:
        return f'"{VALUE_MARK}{value_of(term)}"'
    if is_one_char(term) and (found := _char(term, columns)):
        return found
    tokens, prefix = term.tokens
    column, mark = _place(term, columns)
    return f'{column}"{" ".join(mark + token for token in tokens)}"{" *" if prefix else ""}'


def _char(term: Term, columns: Sequence[str]) -> str | None:
    """One character by a token of its own; None where there is none, in texts of few characters."""
    char = term.runs[0]
    if term.field is None:
        return f'"{CHAR_MARK}{char}"' if len(columns) > 1 else None
    if term.field == "body":
        return f'("{CHAR_MARK}{char}" NOT "{OUTSIDE_MARK}{char}")'
    return f'"{CAPTION_MARK}{char}"' if term.field == "caption" else None


def _place(term: Term, columns: Sequence[str]) -> tuple[str, str]:
    """The column that has to be named for a term, if any, and the mark of its tokens."""
    if term.field is None:
        return ("", "") if len(columns) > 1 else ("", HEAD_MARK)
    column = column_of(term.field)
    if column == "title":
        return "", HEAD_MARK
    return f"{column} : ", "" if column in DEFAULT_COLUMNS else FIELD_MARK
