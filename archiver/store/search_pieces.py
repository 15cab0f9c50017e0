"""A query for PostgreSQL: the index of pieces finds candidates, the spaced texts tell whether words stand there."""

from collections.abc import Iterable, Iterator, Sequence

from archiver.store.search_grams import IN_OTHERS, IN_TITLE, INDEXED, grams, is_exact, value_gram
from archiver.store.search_terms import any_of, column_of, value_of
from archiver.store.search_words import DEFAULT_COLUMNS
from archiver.text.query import VALUE_FIELDS, Clause, Term


def told_by_index(
    words: Sequence[Clause], groups: Sequence[tuple[str, ...]], columns: Sequence[str], values: dict[str, object]
) -> Iterator[str]:
    needed: set[int] = set()
    for clause in words:
        if clause.excluded:
            continue
        if len(clause.terms) == 1:
            needed.update(_grams(clause.terms[0], columns))
        else:
            yield any_of(_holding(_grams(term, columns), "@>", values) for term in clause.terms)
    for group in groups:
        found = {value_gram(token) for token in group}
        if len(found) == 1:
            needed |= found
        else:
            yield _holding(found, "&&", values)
    if needed:
        yield _holding(needed, "@>", values)


def told_exactly(words: Sequence[Clause], columns: Sequence[str], values: dict[str, object]) -> Iterator[str]:
    for clause in words:
        exact = [_exact(term, DEFAULT_COLUMNS if clause.excluded else columns, values) for term in clause.terms]
        if clause.excluded:
            yield f"NOT {any_of(exact)}"
        elif not all(_is_told(term) for term in clause.terms):
            yield any_of(exact)


def told_by_text(
    words: Sequence[Clause], groups: Sequence[tuple[str, ...]], columns: Sequence[str], values: dict[str, object]
) -> Iterator[str]:
    for group in groups:
        name = f"g{len(values)}"
        values[name] = sorted({value_gram(token) for token in group})
        yield f"w.meta && CAST(:{name} AS bigint[])"
    # A common word that must not be there is met early in a text: asked first, it spares looking through the rest.
    for clause in sorted(words, key=lambda clause: not clause.excluded):
        exact = any_of(_exact(term, DEFAULT_COLUMNS if clause.excluded else columns, values) for term in clause.terms)
        yield f"NOT {exact}" if clause.excluded else exact


def _holding(found: Iterable[int], how: str, values: dict[str, object]) -> str:
    name = f"g{len(values)}"
    values[name] = sorted(found)
    return f"{INDEXED} {how} CAST(:{name} AS bigint[])"


def _grams(term: Term, columns: Sequence[str]) -> list[int]:
    if term.field in VALUE_FIELDS:
        return [value_gram(value_of(term))]
    if term.field == "title" or (term.field is None and len(columns) == 1):
        return [gram + IN_TITLE for gram in grams(term.needle)]
    is_other = term.field is not None and column_of(term.field) not in DEFAULT_COLUMNS
    return [gram + IN_OTHERS if is_other else gram for gram in grams(term.needle)]


def _is_told(term: Term) -> bool:
    """Whether the index alone tells that a term is there."""
    return term.field in VALUE_FIELDS or (term.field in (None, "title") and is_exact(term.needle))


def _exact(term: Term, columns: Sequence[str], values: dict[str, object]) -> str:
    name = f"t{len(values)}"
    if term.field in VALUE_FIELDS:
        values[name] = value_gram(value_of(term))
        return f":{name} = ANY(w.meta)"
    values[name] = term.needle
    named = columns if term.field is None else (column_of(term.field),)
    return any_of(f"strpos(w.{column}, :{name}) > 0" for column in named)
