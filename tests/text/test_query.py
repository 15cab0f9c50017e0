"""What a person types becomes clauses: words, phrases, exclusion, fields, beginnings and either-or."""

import pytest

from archiver.model.errors import BadQuery
from archiver.text.query import LONGEST_QUERY, MOST_RUNS, MOST_TERMS, Clause, NoWord, Query, Term, parse_query
from archiver.text.words import START_MARK


def term(*runs: str, field: str | None = None, prefix: bool = False) -> Term:
    return Term(runs, field, prefix)


def one(*terms: Term, excluded: bool = False) -> Query:
    return Query((Clause(terms, excluded),))


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ("", Query()),
        ("  ", Query()),
        ("援藏", one(term("援藏"))),
        ("Tibet", one(term("tibet"))),
        ("a b", Query((Clause((term("a"),)), Clause((term("b"),))))),
        ('"a b"', one(term("a", "b"))),
        ("“a b”", one(term("a", "b"))),
        ("«a b»", one(term("a", "b"))),
        ('"a b', one(term("a", "b"))),
        ('-"a b"', one(term("a", "b"), excluded=True)),
        ("-廣告", one(term("广告"), excluded=True)),
        ("－廣告", one(term("广告"), excluded=True)),
        ("a-b", one(term("a", "b"))),
        ("title:援藏", one(term("援藏", field="title"))),
        ("Title：援藏", one(term("援藏", field="title"))),
        ("ｔｉｔｌｅ:援藏", one(term("援藏", field="title"))),
        ("标题:援藏", one(term("援藏", field="title"))),
        ("標題:援藏", one(term("援藏", field="title"))),
        ("正文:援藏", one(term("援藏", field="body"))),
        ("text:援藏", one(term("援藏", field="body"))),
        ("captions:x", one(term("x", field="caption"))),
        ("authors:x", one(term("x", field="author"))),
        ("sections:x", one(term("x", field="section"))),
        ("来源:x", one(term("x", field="source"))),
        ("发布者:x", one(term("x", field="publisher"))),
        ('-source:"a b"', one(term("a", "b", field="source"), excluded=True)),
        ("site:Tibet_CN", one(term("Tibet_CN", field="site"))),
        ("站点:tibet_cn", one(term("tibet_cn", field="site"))),
        ("language:zh-Hans", one(term("zh-Hans", field="lang"))),
        ('lang:" zh "', one(term("zh", field="lang"))),
        ('lang:"" a', one(term("a"))),
        ("note:this", one(term("note", "this"))),
        ("http://a.cn", one(term("http", "a", "cn"))),
        ("tib*", one(term("tib", prefix=True))),
        ('"a tib*"', one(term("a", "tib", prefix=True))),
        ("援*", one(term("援"))),
        ("tib*et", one(term("tib", "et"))),
        ("a OR b", one(term("a"), term("b"))),
        ("a | b", one(term("a"), term("b"))),
        ("a OR b OR c", one(term("a"), term("b"), term("c"))),
        ("a OR b c", Query((Clause((term("a"), term("b"))), Clause((term("c"),))))),
        ("a or b", Query((Clause((term("a"),)), Clause((term("or"),)), Clause((term("b"),))))),
        ("OR a", one(term("a"))),
        ("a OR", one(term("a"))),
        ("a OR OR b", one(term("a"), term("b"))),
        ("a OR ... b", one(term("a"), term("b"))),
        ("a OR -b", Query((Clause((term("a"),)), Clause((term("b"),), True)))),
        ("-a OR b", Query((Clause((term("a"),), True), Clause((term("b"),))))),
        ("a -b OR c d", Query((Clause((term("a"),)), Clause((term("b"),), True), Clause((term("c"),)), Clause((term("d"),))))),
        ("a ... b", Query((Clause((term("a"),)), Clause((term("b"),))))),
    ],
)  # fmt: skip
def test_what_was_typed_is_understood(words: str, query: Query) -> None:
    assert parse_query(words) == query


def test_wanted_are_the_terms_that_may_be_marked() -> None:
    query = parse_query("a -b site:c d OR e title:f")
    assert query.wanted == (term("a"), term("d"), term("e"), term("f", field="title"))


@pytest.mark.parametrize(
    ("words", "needle", "tokens"),
    [
        ("tibet", " tibet ", (("tibet",), False)),
        ("tib*", " tib", (("tib",), True)),
        ('"a tib*"', " a tib", (("a", "tib"), True)),
        ('"the news"', " the news ", (("the", "news"), False)),
        ("援", "援", (("援",), True)),
        ("援藏", "援藏", (("援藏",), False)),
        ("援藏干", "援藏干", (("援藏", "藏干"), False)),
        ('"援藏 tibet"', "援藏 tibet ", (("援藏", "藏", "tibet"), False)),
        ('"tibet 援藏"', " tibet 援藏", (("tibet", START_MARK + "援", "援藏"), False)),
        ('"tibet 援"', " tibet 援", (("tibet", START_MARK + "援"), False)),
    ],
)
def test_where_a_term_stands_in_spaced_text_and_in_the_index(
    words: str, needle: str, tokens: tuple[tuple[str, ...], bool]
) -> None:
    (wanted,) = parse_query(words).wanted
    assert (wanted.needle, wanted.tokens) == (needle, tokens)


def test_bounds_are_what_they_say() -> None:
    assert len(parse_query("a " * MOST_TERMS).clauses) == MOST_TERMS
    assert len(parse_query('"' + "a " * MOST_RUNS + '"').wanted[0].runs) == MOST_RUNS
    assert parse_query("援" * 200).wanted == (term("援" * 200),)
    assert parse_query("a" + " " * (LONGEST_QUERY - 1)).wanted == (term("a"),)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("a" + " " * LONGEST_QUERY, "the query has 1001 characters; 1000 are allowed"),
        ("a " * (MOST_TERMS + 1), "the query has 33 terms; 32 are allowed"),
        ('"' + "a " * (MOST_RUNS + 1) + '"', "the query is too long a phrase; 64 words in all are allowed"),
        ("援" * 201, "the query is too long a phrase; 64 words in all are allowed"),
        ("b " + "援" * 201, "the query is too long a phrase; 64 words in all are allowed"),
    ],
)
def test_more_than_that_is_refused_with_the_bound(words: str, message: str) -> None:
    with pytest.raises(BadQuery) as refused:
        parse_query(words)
    assert str(refused.value) == message
    assert not isinstance(refused.value, NoWord)


def test_marks_alone_are_no_query() -> None:
    with pytest.raises(NoWord) as refused:
        parse_query(" ..." + "." * 70)
    assert str(refused.value) == f"the query holds no word: {'.' * 60!r}"
