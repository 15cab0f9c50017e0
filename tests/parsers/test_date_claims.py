"""What metadata and addresses claim about dates, each with its source, its weight and the words as written."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from archiver.model.moment import Moment
from archiver.parsers.date_claims import MODIFIED_NAMES, PUBLISHED_NAMES, Claim, Refusal, read_claims, url_moment
from tests.parsers.pages import read

DAY = Moment(local=datetime(2024, 5, 1), precision="day", end=10)


def claims(head: str, lang: str = "en") -> list[Claim | Refusal]:
    return list(read_claims(read(f"<html lang={lang}><head>{head}</head><body><p>text</p>")))


def json_ld(words: str) -> str:
    return f'<script type="application/ld+json">{words}</script>'


@pytest.mark.parametrize("name", PUBLISHED_NAMES)
def test_each_name_of_publication_is_read_with_its_weight(name: str) -> None:
    found = claims(f'<meta name="{name}" content="2024-05-01">')
    assert found == [Claim("published", DAY, f"meta {name}", PUBLISHED_NAMES[name], "2024-05-01")]


@pytest.mark.parametrize("name", MODIFIED_NAMES)
def test_each_name_of_change_is_read(name: str) -> None:
    found = claims(f'<meta property="{name}" content="2024-05-01">')
    assert found == [Claim("modified", DAY, f"meta {name}", 1.4, "2024-05-01")]


@pytest.mark.parametrize("name", ["publish-at", "article-publish-time", "PublicDate", "datePubliée", "x_pub-time"])
def test_a_name_nobody_listed_is_read_where_no_listed_one_stands(name: str) -> None:
    listed = Claim("published", DAY, "meta date", 1.7, "2024-05-01")
    unlisted = Claim("published", DAY, f"meta {name.lower()}", 2.0, "2024-05-01")
    meta = f'<meta name="{name}" content="2024-05-01">'
    assert claims(meta) == [unlisted]
    assert claims(f'{meta}<meta name="date" content="2024-05-01">') == [listed]


def test_four_unlisted_names_are_read_and_one_value_of_each() -> None:
    metas = "".join(f'<meta name="publish-date-{n}" content="2024-05-0{n}">' * 2 for n in range(1, 7))
    assert [claim.source for claim in claims(metas)] == [f"meta publish-date-{n}" for n in range(1, 5)]


def test_a_name_of_publication_gives_two_values_and_one_of_change_one() -> None:
    metas = "".join(f"<meta name=date content=2024-05-0{n}><meta name=lastmod content=2024-06-0{n}>" for n in "123")
    assert [(claim.source, claim.text) for claim in claims(metas)] == [
        ("meta date", "2024-05-01"),
        ("meta date", "2024-05-02"),
        ("meta lastmod", "2024-06-01"),
    ]


def test_what_is_no_date_is_refused_and_what_is_empty_is_not_named() -> None:
    metas = f'<meta name=date content="{"soon " * 40}"><meta name=lastmod content=" ">'
    assert claims(metas) == [Refusal("meta date", ("soon " * 20))]


def test_a_long_value_is_kept_as_a_hundred_characters() -> None:
    (claim,) = claims(f'<meta name=date content="2024-05-01 {"x" * 200}">')
    assert isinstance(claim, Claim)
    assert (claim.moment, claim.text) == (DAY, "2024-05-01 " + "x" * 89)


def test_order_of_day_and_month_is_that_of_the_page_s_language() -> None:
    meta = '<meta name=date content="03/05/2024">'
    days = [claim.moment.local for lang in ("en", "fr") for claim in claims(meta, lang) if isinstance(claim, Claim)]
    assert days == [datetime(2024, 3, 5), datetime(2024, 5, 3)]


def test_json_ld_gives_creation_upload_and_change_as_well() -> None:
    words = (
        '{"@type":"NewsArticle","datePublished":"2024-05-01T09:34:00Z","dateCreated":"2024-05-01",'
        '"uploadDate":"2024-05-01","dateModified":"2024-05-01"}'
    )
    published = Moment(local=datetime(2024, 5, 1, 9, 34), precision="second", offset=UTC, end=20)
    assert claims(json_ld(words)) == [
        Claim("published", published, "json-ld datePublished", 2.7, "2024-05-01T09:34:00Z"),
        Claim("published", DAY, "json-ld dateCreated", 1.4, "2024-05-01"),
        Claim("published", DAY, "json-ld uploadDate", 0.7, "2024-05-01"),
        Claim("modified", DAY, "json-ld dateModified", 1.4, "2024-05-01"),
    ]


def test_json_ld_of_further_articles_weighs_a_quarter_and_the_fifth_nothing() -> None:
    things = [
        f'{{"@type":"Article","datePublished":"2024-05-0{n}","dateModified":"2024-05-0{n}"}}' for n in range(1, 7)
    ]
    found = claims("".join(json_ld(thing) for thing in things))
    weights = [(claim.kind, claim.weight) for claim in found if isinstance(claim, Claim)]
    assert weights == [("published", 2.7), ("modified", 1.4)] + [("published", 2.7 / 4), ("modified", 1.4 / 4)] * 3


def test_json_ld_of_a_web_page_is_read_where_no_article_is_described() -> None:
    page = json_ld('{"@type":"WebPage","datePublished":"2024-05-01"}')
    item = json_ld('{"@type":"ItemPage","dateModified":"2024-05-01"}')
    article = json_ld('{"@type":"Article","datePublished":"2024-05-01"}')
    assert claims(page + item + page) == [
        Claim("published", DAY, "json-ld webpage datePublished", 2.7, "2024-05-01"),
        Claim("modified", DAY, "json-ld webpage dateModified", 1.4 / 4, "2024-05-01"),
    ]
    assert [claim.source for claim in claims(page + article)] == ["json-ld datePublished"]
    assert claims(json_ld('{"@type":"Event","datePublished":"2024-05-01"}')) == []


def test_json_ld_may_give_a_number_and_may_give_nonsense() -> None:
    epoch = Moment(local=datetime(2023, 7, 27, 1, 34), precision="second", offset=UTC, end=10)
    words = '{"@type":"Article","datePublished":1690421640,"dateCreated":"%s","uploadDate":" ","dateModified":["x"]}'
    assert claims(json_ld(words % ("never " * 30))) == [
        Claim("published", epoch, "json-ld datePublished", 2.7, "1690421640"),
        Refusal("json-ld dateCreated", ("never " * 17)[:100]),
    ]


def test_json_ld_writes_months_in_english_whatever_the_page_speaks() -> None:
    words = json_ld('{"@type":"Article","datePublished":"May 1, 2024 09:34 +0200"}')
    (claim,) = claims(words, lang="de")
    assert isinstance(claim, Claim)
    assert (claim.moment.local, claim.moment.offset) == (datetime(2024, 5, 1, 9, 34), timezone(timedelta(hours=2)))


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2023/07/27/a.html", (2023, 7, 27)),
        ("a/2023-07-27-title", (2023, 7, 27)),
        ("a/2023-7-2-title", (2023, 7, 2)),
        ("a/2023/7/2", (2023, 7, 2)),
        ("a/202307/27/c1.html", (2023, 7, 27)),
        ("a/2023/0727/c1.html", (2023, 7, 27)),
        ("cn/zt/t20230727_7460423.html", (2023, 7, 27)),
        ("a/20230727.html", (2023, 7, 27)),
        ("a/1989/01/31/x", (1989, 1, 31)),
        ("news/2023/jul/27/title", (2023, 7, 27)),
        ("news/2023/July/7/title", (2023, 7, 7)),
        ("a/120230727.html", None),
        ("a/2023072.html", None),
        ("a/202307275.html", None),
        ("a/2023/13/01/x", None),
        ("a/2023/02/30/x", None),
        ("a/1979/01/01/x", None),
        ("a/2050/01/01/x", None),
        ("news/2023/foo/27/title", None),
        ("title", None),
        ("x" * 299 + "/2023/07/27/", None),
    ],
)
def test_the_day_of_an_address(path: str, day: tuple[int, int, int] | None) -> None:
    found = url_moment(f"https://news.example/{path}")
    assert (found.local if found else None) == (datetime(*day) if day else None)
    assert found is None or found.precision == "day"


@pytest.mark.parametrize(
    ("path", "moment", "precision"),
    [
        ("a/20230727123456.html", (2023, 7, 27, 12, 34, 56), "second"),
        ("n/20230727/202307271234.html", (2023, 7, 27, 12, 34), "minute"),
        ("n/2023-07-27/202307271234.html", (2023, 7, 27, 12, 34), "minute"),
        ("n/202307270123.aspx", (2023, 7, 27), "day"),
        ("n/20230727/202307279934.html", (2023, 7, 27), "day"),
        ("n/20230726/202307271234.html", (2023, 7, 26), "day"),
        ("n/20230727/20230727123456789.html", (2023, 7, 27), "day"),
    ],
)
def test_the_time_of_an_address(path: str, moment: tuple[int, ...], precision: str) -> None:
    """Four digits behind a day number its articles more often than they tell the time."""
    found = url_moment(f"https://news.example/{path}")
    assert found is not None
    assert (found.local, found.precision) == (datetime(*moment), precision)  # type: ignore[arg-type] # parts of a time


def test_the_day_is_looked_for_behind_the_host() -> None:
    assert url_moment("https://2023-07-27.example/title") is None
