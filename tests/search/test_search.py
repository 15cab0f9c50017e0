"""Search finds exactly what a plain scan of the spaced text finds, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine

from archiver.model.article import Article, Caption
from archiver.model.errors import BadQuery
from archiver.model.search import Bucket, Count, Filters
from archiver.store import search_rank
from archiver.store.search import Request, search
from archiver.store.search_counts import facets, timeline
from archiver.store.search_index import Entry, check_index, index_articles, rebuild_index
from archiver.store.search_words import searched_texts
from archiver.text.query import Query, Term, parse_query
from archiver.text.words import space_text
from tests.search.indexed import put, put_version

CHINA = timezone(timedelta(hours=8))
FIELDS = ("body", "title", "caption", "source", "author", "section", "publisher")


def scan(article: Article, query: Query) -> bool:
    """The truth: every clause holds by a plain `in` on the spaced texts (docs/search.md)."""
    texts = dict(zip(FIELDS, (space_text(text) for text in searched_texts(article)), strict=True))

    def holds(term: Term) -> bool:
        names = (term.field,) if term.field else ("title", "body", "caption")
        return any(term.needle in texts[name] for name in names)

    return all(any(map(holds, clause.terms)) != clause.excluded for clause in query.clauses)


TONGUES = Article(
    url="https://example.org/6",
    id=6,
    version=1,
    published_at=datetime(2020, 1, 1, tzinfo=CHINA),
    body="서울에서 열렸다. 経済ニュースです。 ข่าววันนี้ हिन्दी समाचार. Новогодняя елка. أَخْبَار اليوم اخبار. Αθήνα",
)


def found(connection: Connection, words: str, **options: object) -> list[int]:
    result = search(connection, Request(words=words, limit=1000, **options))  # type: ignore[arg-type]
    return [hit.article.id or 0 for hit in result]


def article(number: int, title: str = "", body: str = "", **fields: object) -> Article:
    moment = datetime(2023, 7, 1, 9, 0, tzinfo=CHINA) + timedelta(days=number)
    given_fields: dict[str, object] = {"published_at": moment, **fields}
    return Article(
        url=f"https://example.org/{number}", id=number, version=1, title=title or None, body=body or None,
        **given_fields,  # type: ignore[arg-type]
    )  # fmt: skip


NEWS = [
    article(
        1,
        "河北援藏幹部人才工作隊",
        "圖為阿里地區。援藏工作取得進展，Café 2023 opened.",
        source="西藏日報",
        site="tibet",
    ),
    article(
        2, "經濟新聞", "国务院发布关于推动经济社会发展的通知。", source="新华社", language="zh-Hans", authors=("张三",)
    ),
    article(
        3, "Energy news", "The quick brown fox didn't jump over 3.14 iPhone手機 dogs", language="en", site="energy"
    ),
    article(
        4,
        "無關",
        "甲乙，丙丁。西 藏",
        captions=(Caption(text="圖為藏羚羊", credit="王五 攝"),),
        section=("新闻", "国内"),
    ),
    article(5, "國(guó)務(wù)院", "擔(dān)當(dāng)", publisher="Example Daily"),
]
QUERIES = [
    ("two characters", "援藏", [1]),
    ("one character", "藏", [4, 1]),
    ("other script", "经济", [2]),
    ("across readings", "国务院", [5, 2]),
    ("phrase over a run", "援藏干部人才", [1]),
    ("no match across a mark", "甲乙丙丁", []),
    ("phrase with its mark", "甲乙，丙丁", [4]),
    ("a run's part after a run's end", '"乙 丙"', [4]),
    ("not a run's inside", '"甲 丙"', []),
    ("word", "fox", [3]),
    ("no part of a word", "ox", []),
    ("prefix", "ener*", [3]),
    ("accent and case", "CAFÉ", [1]),
    ("number", "3.14", [3]),
    ("mixed", "iphone手机", [3]),
    ("apostrophe", "didn’t", [3]),
    ("exclusion", "藏 -阿里", [4]),
    ("only exclusion", "-藏", [5, 3, 2]),
    ("excluding what is wanted", "藏 -藏", []),
    ("excluding a part of what is wanted", "援藏 -藏", []),
    ("excluding more than is wanted", "藏 -援藏", [4]),
    ("excluding one of two that are enough", "fox OR 援藏 -援藏", [3]),
    ("excluding from another field", "source:西藏 -藏", []),
    ("excluding a field that another word has", "title:经济 -source:经济", [2]),
    ("excluding a word's beginning", "energy -ener*", []),
    ("excluding a word that is longer than the beginning", "ener* -energy", []),
    ("excluding the site that is wanted", "site:tibet -site:tibet", []),
    ("a value's token is no word", "all", []),
    ("title only", "title:经济", [2]),
    ("body only", "body:经济社会", [2]),
    ("source", "source:日报", [1]),
    ("author", "author:张三", [2]),
    ("section", "section:国内", [4]),
    ("caption is searched", "藏羚羊", [4]),
    ("credit is searched", "caption:王五", [4]),
    ("either", "fox OR 援藏", [3, 1]),
    ("site", "site:tibet", [1]),
    ("language by its main part", "lang:zh", [2]),
    ("everything", "", [5, 4, 3, 2, 1]),
    ("unknown field is a word", "foo:fox", []),
    ("source is not the body", "新华社", []),
    ("one character in title", "title:人", [1]),
    ("one character in the body", "body:圖", [1]),
    ("one character in the title, not in the body", "body:隊", []),
    ("one character in captions", "caption:圖", [4]),
    ("one character in captions or body", "caption:圖 OR body:圖", [4, 1]),
    ("excluding one character of the body", "圖 -body:圖", [4]),
    ("character behind a word", "iphone手", [3]),
    ("character behind a word, further on", "iphone機", []),
    ("characters behind a word", "iphone手機", [3]),
    ("a run between words", '"iphone手機 dogs"', [3]),
    ("character after a word", '"news x"', []),
    ("publisher", "publisher:daily", [5]),
    ("korean, a particle after it", "서울", [6]),
    ("japanese", "経済ニュース", [6]),
    ("half width kana", "ﾆｭｰｽ", [6]),
    ("thai", "ข่าว", [6]),
    ("hindi", "समाचार", [6]),
    ("hindi, no part of a word", "समा", []),
    ("russian, yo", "ёлка", [6]),
    ("arabic without points", "اخبار", [6]),
    ("decomposed accent", "cafe\u0301", [1]),
    ("greek capitals", "ΑΘΗΝΑ", [6]),
]


@pytest.mark.parametrize(("words", "ids"), [row[1:] for row in QUERIES], ids=[row[0] for row in QUERIES])
def test_query(connection: Connection, words: str, ids: list[int]) -> None:
    put(connection, [*NEWS, TONGUES] if ids == [6] else NEWS)
    assert found(connection, words) == ids
    assert found(connection, words, sort="oldest") == ids[::-1]
    assert sorted(found(connection, words, sort="relevance")) == sorted(ids)


LETTERS = st.sampled_from("援藏日報西 ，ab9é")
TEXTS = st.text(LETTERS, max_size=14)
PIECES = st.builds(
    lambda minus, field, text, shape: minus + field + (f'"{text}"' if shape == "phrase" else text.replace(" ", "") + shape),
    st.sampled_from(["", "", "", "-"]),
    st.sampled_from(["", "", "", "title:", "source:", "body:"]),
    st.text(LETTERS, min_size=1, max_size=5),
    st.sampled_from(["", "", "*", "phrase"]),
)  # fmt: skip
WORDS = st.lists(st.one_of(PIECES, st.just("OR")), min_size=1, max_size=4).map(" ".join)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data())
def test_search_agrees_with_a_plain_scan(connection: Connection, data: st.DataObject) -> None:
    """Recall and precision are 1.0 for every query, in every sort."""
    texts = data.draw(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=6))
    articles = [article(n, title, body, source=source or None) for n, (title, body, source) in enumerate(texts, 1)]
    with connection.begin_nested() as nested:
        put(connection, articles)
        _compare(connection, articles, data)
        nested.rollback()


def _compare(connection: Connection, articles: list[Article], data: st.DataObject) -> None:
    for words in data.draw(st.lists(WORDS, min_size=5, max_size=5)):
        try:
            query = parse_query(words)
        except BadQuery:
            continue
        truth = [each.id for each in articles if scan(each, query)]
        assert sorted(found(connection, words)) == truth, words
        assert sorted(found(connection, words, sort="relevance")) == truth, words


def test_same_order_on_both_databases(sqlite: object, postgres: object) -> None:
    """Relevance is the same formula on both."""
    orders = []
    for engine in (sqlite, postgres):
        with engine.connect().execution_options(writes=True) as connection:  # type: ignore[attr-defined]
            connection.begin()
            put(connection, [article(n, "", "甲乙 " * (n % 5 + 1) + "丙 丁戊 " * n) for n in range(1, 30)])
            put(connection, [article(40, "甲乙", "別的")])
            orders.append(
                [
                    (hit.article.id, round(hit.score or 0, 4))
                    for hit in search(connection, Request(words="甲乙", sort="relevance"))
                ]
            )
            connection.rollback()
    assert orders[0] == orders[1]
    assert orders[0][0][0] == 40


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (Filters(site=("TIBET",)), [1]),
        (Filters(source=("西藏日报", "新华社")), [2, 1]),
        (Filters(lang=("zh",)), [2]),
        (Filters(author=("张三",)), [2]),
        (Filters(section=("国内",)), [4]),
        (Filters(publisher=("example daily",)), [5]),
        (Filters(since=date(2023, 7, 4)), [5, 4, 3]),
        (Filters(until=date(2023, 7, 3)), [2, 1]),
        (Filters(since=date(2023, 7, 3), until=date(2023, 7, 3)), [2]),
        (Filters(since=datetime(2023, 7, 4, 1, 0, tzinfo=UTC)), [5, 4, 3]),
        (Filters(until=datetime(2023, 7, 4, 0, 59, tzinfo=UTC)), [2, 1]),
        (Filters(spam_below=0.5), [5, 4, 3, 2, 1]),
    ],
)
def test_filters(connection: Connection, filters: Filters, ids: list[int]) -> None:
    put(connection, NEWS)
    assert found(connection, "", filters=filters) == ids
    assert found(connection, "-沒有", filters=filters) == ids


def test_until_a_day_counts_the_pages_own_calendar(connection: Connection) -> None:
    """00:00 in China is the day before in UTC."""
    midnight = datetime(2023, 7, 27, 0, 0, tzinfo=CHINA)
    put(connection, [article(1, "甲", published_at=midnight)])
    assert found(connection, "甲", filters=Filters(since=date(2023, 7, 27), until=date(2023, 7, 27))) == [1]
    assert found(connection, "甲", filters=Filters(until=date(2023, 7, 26))) == []


def test_paging_by_cursor_and_offset_shows_each_once(connection: Connection) -> None:
    put(connection, [article(n, "甲乙", published_at=datetime(2023, 7, 1, tzinfo=CHINA)) for n in range(1, 24)])
    for sort in ("newest", "oldest", "relevance"):
        pages, cursor = [], None
        while True:
            page = search(connection, Request(words="甲乙", sort=sort, limit=5, cursor=cursor))  # type: ignore[arg-type]
            pages += [hit.article.id for hit in page]
            cursor = page.cursor
            if cursor is None:
                break
        assert sorted(pages) == list(range(1, 24))
        offsets = [found_at(connection, sort, offset) for offset in range(0, 25, 5)]
        assert [each for page in offsets for each in page] == pages


def found_at(connection: Connection, sort: str, offset: int) -> list[int | None]:
    page = search(connection, Request(words="甲乙", sort=sort, limit=5, offset=offset))  # type: ignore[arg-type]
    return [hit.article.id for hit in page]


def test_reprints_fold_under_their_original(connection: Connection) -> None:
    copies = [
        article(1, "標題", "甲乙", site="mirror", spam_score=0.9),
        article(2, "標題", "甲乙", site="paper"),
        article(3, "標題", "甲乙", site="portal"),
        article(4, "別的", "甲乙"),
    ]
    put(connection, copies, family={1: 7, 2: 7, 3: 7})
    for sort, ids in (("newest", [4, 2]), ("oldest", [2, 4])):
        assert found(connection, "甲乙", sort=sort) == ids
    hits = search(connection, Request(words="甲乙", sort="relevance")).hits
    assert sorted(hit.article.id or 0 for hit in hits) == [2, 4]
    assert {hit.article.id: hit.reprints for hit in hits} == {2: (1, 3), 4: ()}
    assert found(connection, "甲乙", fold=False) == [4, 3, 2, 1]
    assert found(connection, "甲乙", filters=Filters(site=("portal",))) == [3]
    assert search(connection, Request(words="甲乙")).total == 4


def test_title_weighs_more_and_spam_less(connection: Connection) -> None:
    put(connection, [article(n, "", "別的事 " * 9) for n in range(10, 30)])
    put(
        connection,
        [
            article(1, "甲乙", "別的事 " * 9),
            article(2, "無", "甲乙 " * 2 + "別的事 " * 9),
            article(3, "甲乙", "別的事 " * 9, spam_score=1.0),
        ],
    )
    assert found(connection, "甲乙", sort="relevance") == [1, 2, 3]


def test_snippet_is_a_slice_of_the_text_as_published(connection: Connection) -> None:
    body = "開頭的話。" * 40 + "\n\n國(guó)務(wù)院發布了通知，" + "後面的話。" * 40
    put(connection, [article(1, "國(guó)務(wù)院", body)])
    hit = search(connection, Request(words="国务院")).hits[0]
    extract = hit.snippet
    assert body[extract.offset : extract.offset + len(extract.text)] == extract.text == extract
    assert [extract.text[a:b] for a, b in extract.marks] == ["國(guó)務(wù)院"]
    assert [hit.article.title[a:b] for a, b in hit.title_marks if hit.article.title] == ["國(guó)務(wù)院"]


@pytest.mark.parametrize(
    "options",
    [
        {"words": "甲" * 1001},
        {"words": "，。"},
        {"words": " ".join("甲乙" for _ in range(40))},
        {"sort": "best"},
        {"limit": 0},
        {"limit": 10_001},
        {"offset": -1},
        {"cursor": "x"},
        {"cursor": "é"},
        {"cursor": "bjE" * 1000},
        {"sort": "oldest", "cursor": "bjE"},
    ],
)
def test_what_cannot_be_read_is_a_bad_query(connection: Connection, options: dict[str, object]) -> None:
    with pytest.raises(BadQuery):
        search(connection, Request(**options))  # type: ignore[arg-type]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(st.sampled_from("甲ab*\"'()-:^{}+&|!\\\x00 ORNEAR%_﷐é\ud800"), max_size=30))
def test_no_query_raises_anything_else(connection: Connection, words: str) -> None:
    for sort in ("newest", "relevance"):
        try:
            search(connection, Request(words=words, sort=sort))  # type: ignore[arg-type]
        except BadQuery:
            return


def test_a_long_text_is_searched_whole(connection: Connection) -> None:
    """PostgreSQL's tsvector ends at 1 MB and its positions at 16,383."""
    chars = [chr(0x4E00 + n) for n in range(0, 20_000, 3)]
    body = (
        "".join(chars[(n * 7919) % len(chars)] + chars[(n * 104_729 + n // 7) % len(chars)] for n in range(150_000))
        + "末尾之詞 lastword"
    )
    put(connection, [article(1, "長文", body)])
    assert found(connection, "末尾之词") == [1]
    assert found(connection, "lastw*") == [1]
    assert found(connection, "末尾 -長文") == []
    assert found(connection, "沒有的詞") == []


def test_old_words_are_gone_after_a_change(connection: Connection) -> None:
    put(connection, [article(1, "舊題", "舊文")])
    later = replace(article(1, "新題", "新文"), version=2, published_at=datetime(2023, 8, 1, tzinfo=CHINA))
    put_version(connection, later)
    index_articles(connection, [Entry(article=later, sorted_at=datetime(2023, 8, 1, tzinfo=CHINA))])
    connection.exec_driver_sql("UPDATE articles SET version = 2")
    assert found(connection, "旧题") == []
    assert found(connection, "新题 新文") == [1]


def test_check_finds_planted_damage_and_rebuilding_mends_it(connection: Connection) -> None:
    put(connection, NEWS)
    assert check_index(connection) == ()
    connection.exec_driver_sql("DELETE FROM search_docs WHERE article_id = 2")
    connection.exec_driver_sql("UPDATE search_docs SET version = 7 WHERE article_id = 3")
    assert check_index(connection) == (
        "1 articles are not in the search index",
        "1 articles are indexed in an older version",
        "1 articles have words in the search index but no document",
    )
    assert rebuild_index(connection) == 5
    assert check_index(connection) == ()
    assert found(connection, "国务院") == [5, 2]


def test_an_index_of_another_version_is_made_anew(connection: Connection) -> None:
    put(connection, NEWS[:3])
    connection.exec_driver_sql("UPDATE search_state SET value = '0'")
    assert check_index(connection) != ()
    put(connection, NEWS[3:])
    assert check_index(connection) == ()
    assert found(connection, "藏") == [4, 1]


def test_facets_and_timeline_count_what_is_found(connection: Connection) -> None:
    put(connection, NEWS)
    found_facets = facets(connection, "")
    assert found_facets.site == (Count(value="energy", articles=1), Count(value="tibet", articles=1))
    assert found_facets.source[0] == Count(value="新华社", articles=1)
    assert found_facets.year == (Count(value="2023", articles=5),)
    by_day = timeline(connection, "藏", by="day")
    assert [(each.start, each.articles) for each in by_day.buckets] == [(date(2023, 7, 2), 1), (date(2023, 7, 5), 1)]
    assert [each.start for each in timeline(connection, "", by="week").buckets] == [date(2023, 6, 26), date(2023, 7, 3)]
    assert timeline(connection, "", by="month").buckets == (Bucket(start=date(2023, 7, 1), articles=5),)


@given(
    spam=st.lists(st.sampled_from([0.0, 0.0, 0.3, 0.95, 1.0]), min_size=90, max_size=90),
    words=st.sampled_from(["甲", "甲乙", "甲 乙"]),
)
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_best_few_are_the_first_of_all(connection: Connection, spam: list[float], words: str) -> None:
    """Damped spam is looked for as far down as it takes."""
    connection.rollback()
    connection.begin()
    put(
        connection,
        [
            article(n, title="甲乙" * (n % 3), body="甲乙，" * (1 + n * 7 % 13) + "丙" * (n % 29), spam_score=each)
            for n, each in enumerate(spam, 1)
        ],
    )
    whole = found(connection, words, sort="relevance")
    few = search(connection, Request(words=words, sort="relevance", limit=4))
    assert [hit.article.id for hit in few] == whole[:4]


@pytest.mark.parametrize(("enough", "best"), [(200, 1), (3, 40)], ids=["few headlines", "enough headlines"])
def test_old_headlines_are_ranked_where_new_ones_are_few(
    sqlite: Engine, monkeypatch: pytest.MonkeyPatch, enough: int, best: int
) -> None:
    """Of more matches than are ranked, the newest and the headlines; but not old headlines when there are new ones."""
    monkeypatch.setattr(search_rank, "RANKED", 20)
    monkeypatch.setattr(search_rank, "ENOUGH_HEADLINES", enough)
    old = article(1, title="甲乙 甲乙 甲乙", body="甲乙")
    rest = [article(n, title="甲乙 丙丁戊己" if n > 30 else "丙", body="甲乙，丙丁戊") for n in range(2, 41)]
    with sqlite.connect().execution_options(writes=True) as connection:
        connection.begin()
        put(connection, [old, *rest])
        assert found(connection, "甲乙", sort="relevance")[0] == best
        connection.rollback()
