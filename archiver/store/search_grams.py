"""PostgreSQL's index of words: the short pieces of a spaced text, as numbers, made by a function of the database.

The pieces of a text are not stored; the index is one of an expression. Every needle's pieces are among those of a text
that holds it, whatever the needle; whether it stands there is then looked up in the text itself.
"""

WIDE = 0x0E00
"""From here on characters are looked for alone and in pairs, before it in threes: the scripts without spaces between
words, whose characters are many, lie above."""
SPACE = ord(" ")
IN_TITLE, IN_OTHERS, META = 1 << 55, 1 << 56, 1 << 62
"""Marks of pieces of the title, of the texts looked for by field alone, and of values compared as a whole."""

GRAMS = """
CREATE OR REPLACE FUNCTION archiver_grams(spaced text, mark bigint) RETURNS bigint[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100000 RETURN (
SELECT coalesce(array_agg(a + mark) FILTER (WHERE a >= 3584), '{}')
    || coalesce(array_agg((a << 21 | b) + mark) FILTER (WHERE b >= 3584 AND a >= 3584 OR a = 32 AND b < 3584), '{}')
    || coalesce(array_agg((a << 40 | (b << 20) | c) + mark) FILTER (WHERE a < 3584 AND b < 3584 AND c < 3584), '{}')
FROM (SELECT a, lead(a) OVER () AS b, lead(a, 2) OVER () AS c
      FROM (SELECT ascii(one)::bigint AS a FROM unnest(string_to_array(spaced, NULL)) AS each(one)) AS codes) AS threes
)"""
"""The pieces of one text; `grams` in SQL. (Bound to its parts when it is made: indexes are made under another path.)"""

WORDS = f"""
CREATE OR REPLACE FUNCTION archiver_words(body text, title text, captions text, others text, meta bigint[])
RETURNS bigint[] LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100000 RETURN
    archiver_grams(body || title || captions, 0) || archiver_grams(title, {IN_TITLE})
    || archiver_grams(others, {IN_OTHERS}) || meta"""

INDEXED = "archiver_words(w.body, w.title, w.captions, w.source || w.authors || w.section || w.publisher, w.meta)"
"""What is indexed, as a question has to write it."""


def grams(needle: str) -> list[int]:
    """The pieces of a needle, each once; at least one for any needle of a term.

    >>> grams("西藏") == [ord("西"), ord("西") << 21 | ord("藏"), ord("藏")]
    True
    >>> len(grams(" tibet "))
    6
    """
    codes = [ord(char) for char in needle]
    found: dict[int, None] = {}
    for at, a in enumerate(codes):
        b = codes[at + 1] if at + 1 < len(codes) else None
        c = codes[at + 2] if at + 2 < len(codes) else None
        found.update(dict.fromkeys(_pieces(a, b, c)))
    return list(found)


def _pieces(a: int, b: int | None, c: int | None) -> list[int]:
    if a >= WIDE:
        return [a, a << 21 | b] if b is not None and b >= WIDE else [a]
    if b is None or b >= WIDE:
        return []
    pair = [a << 21 | b] if a == SPACE else []
    return [*pair, a << 40 | b << 20 | c] if c is not None and c < WIDE else pair


def is_exact(needle: str) -> bool:
    """Whether the pieces alone tell that the needle is there: one or two characters looked for as such."""
    return len(needle) <= 2 and all(ord(char) >= WIDE for char in needle)


def value_gram(token: str) -> int:
    """The number of a value's token (a hash in hex, or the word `all`)."""
    return META | (int(token, 16) >> 3 if len(token) == 16 else 1)
