"""When an article was published and changed: page, metadata and address together."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.model.fields import Dates
from archiver.model.reading import Piece, Reading
from archiver.model.site import Site
from archiver.parsers.body import parse_body
from archiver.parsers.dates import parse_dates
from archiver.parsers.title import parse_title
from tests.parsers.pages import paragraphs, read

CN = timezone(timedelta(hours=8))
PLAIN = "https://news.example/a/12.html"
NOW = datetime(2024, 6, 1, 12, 0, tzinfo=CN)


def page(between: str, *, head: str = "", after: str = "", lang: str = "zh-CN") -> str:
    """A page with words between its title and its text."""
    return (
        f"<html lang={lang}><head><title>大桥合龙</title>{head}</head><body><div class=nav>首页</div>"
        f"<h1>大桥合龙</h1>{between}<div class=text>{paragraphs()}</div>{after}</body></html>"
    )


def dates_of(html: str, *, url: str = PLAIN, now: datetime | None = NOW, site: Site | None = None) -> Dates:
    reading = replace(read(html, url=url), captured_at=now, site=site)
    title = parse_title(reading)
    return parse_dates(reading, title=title, body=parse_body(reading, title=title))


def iso(dates: Dates) -> str | None:
    return dates.published.value.isoformat() if dates.published else None


def json_ld(**values: str) -> str:
    pairs = "".join(f',"{key}":"{value}"' for key, value in values.items())
    return f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"大桥合龙"{pairs}}}</script>'


@pytest.mark.parametrize(
    ("label", "html", "expected", "precision"),
    [
        ("printed", page("<p>2024年5月1日 09:34</p>"), "2024-05-01T09:34:00+08:00", "minute"),
        ("spans side by side", page("<div><span>发布时间:2024-05-01 09:34:00</span><span>来源: 某日报</span></div>"),
         "2024-05-01T09:34:00+08:00", "second"),
        ("a day alone is midnight", page("<p>2024-05-01</p>"), "2024-05-01T00:00:00+08:00", "day"),
        ("metadata alone", page("", head='<meta name=publishdate content="2024-05-01 09:34">'),
         "2024-05-01T09:34:00+08:00", "minute"),
        ("day in metadata, minute on the page", page("<p>2024年05月01日08:18</p>", head="<meta name=publishdate content=2024-05-01>"),
         "2024-05-01T08:18:00+08:00", "minute"),
        ("day on the page, second in metadata", page("<p>2024-05-01</p>", head=json_ld(datePublished="2024-05-01T09:34:12+08:00")),
         "2024-05-01T09:34:12+08:00", "second"),
        ("midnight in metadata is a day", page("", head=json_ld(datePublished="2024-05-01T00:00:00+08:00")),
         "2024-05-01T00:00:00+08:00", "day"),
        ("page and metadata in two zones", page("<p>2024-05-01 09:34</p>", head=json_ld(datePublished="2024-05-01T01:34:12Z")),
         "2024-05-01T09:34:12+08:00", "second"),
        ("the page's day is the next one in its zone", page("<p>2024-05-02</p>", head=json_ld(datePublished="2024-05-01T17:00:00Z")),
         "2024-05-02T01:00:00+08:00", "second"),
        ("hour", page("<p>2024年5月1日9时</p>"), "2024-05-01T09:00:00+08:00", "hour"),
        ("time element", page('<time datetime="2024-05-01T09:34:00+08:00">昨天</time>'), "2024-05-01T09:34:00+08:00", "second"),
        ("relative", page("<p>3小时前</p>"), "2024-06-01T09:00:00+08:00", "hour"),
        ("address alone", page(""), None, None),
    ],
)  # fmt: skip
def test_publication(label: str, html: str, expected: str | None, precision: str | None) -> None:
    found = dates_of(html)
    assert (iso(found), found.precision) == (expected, precision)


def test_the_day_of_the_address_stands_in() -> None:
    found = dates_of(page(""), url="https://news.example/2024/0501/c1.html")
    assert (iso(found), found.precision) == ("2024-05-01T00:00:00+08:00", "day")
    assert found.published is not None
    assert found.published.source == "url"


def test_the_print_is_kept_and_traced() -> None:
    reading = read(page("<p>发布时间：2024-05-01 09:34:00 来源：某网</p>"))
    found = parse_dates(reading, title=parse_title(reading)).published
    assert found is not None
    (piece,) = found.pieces
    assert found.text == "2024-05-01 09:34:00"
    assert reading.document.blocks[piece.block].text[piece.start : piece.end] == found.text


def test_published_and_modified_are_two_things() -> None:
    found = dates_of(page("<p>2024-05-01 09:34</p><p>更新时间：2024-05-03 10:00</p>"))
    assert iso(found) == "2024-05-01T09:34:00+08:00"
    assert found.modified is not None
    assert found.modified.value.isoformat() == "2024-05-03T10:00:00+08:00"


def test_a_labelled_change_is_not_the_publication_when_metadata_tells_it() -> None:
    html = page("<p>Updated May 3, 2024</p>", head=json_ld(datePublished="2020-01-05T10:00:00-05:00"), lang="en")
    assert iso(dates_of(html)) == "2020-01-05T10:00:00-05:00"


def test_a_change_stands_in_where_nothing_else_is_said() -> None:
    found = dates_of(page("<p>2024-04-27 14:32更新 来源：某网</p>"))
    assert iso(found) == "2024-04-27T14:32:00+08:00"
    assert found.published is not None
    assert found.published.score <= 0.85


@pytest.mark.parametrize(
    ("url", "expected"),
    [("https://news.example/2024/05/03/a", "2024-05-03"), ("https://news.example/2024/03/05/a", "2024-03-05")],
)
def test_the_address_settles_day_and_month(url: str, expected: str) -> None:
    html = page("<p>03/05/2024</p>", lang="en")
    assert (iso(dates_of(html, url=url)) or "")[:10] == expected


@pytest.mark.parametrize("text", ["1970-01-01 08:00:00", "2031-05-01", "0000-00-00", "2024-02-30"])
def test_impossible_dates_are_refused_and_named(text: str) -> None:
    found = dates_of(page("<p>2024-05-01 09:34</p>", head=f'<meta name=publishdate content="{text}">'))
    assert iso(found) == "2024-05-01T09:34:00+08:00"
    assert ("meta publishdate", text) in found.refused


def test_the_future_is_refused_on_the_page_as_well() -> None:
    assert iso(dates_of(page("<p>2031-05-01 09:34</p>"))) is None


@pytest.mark.parametrize(
    ("site_zone", "offset"), [("Asia/Tokyo", "+09:00"), ("America/New_York", "-04:00"), ("Nowhere/None", "+08:00")]
)
def test_the_site_s_zone_is_that_of_times_without_one(site_zone: str, offset: str) -> None:
    site = Site(publisher="某网", domains=("news.example",), timezone=site_zone)
    assert iso(dates_of(page("<p>2024-05-01 09:34</p>"), site=site)) == f"2024-05-01T09:34:00{offset}"


def test_metadata_in_utc_is_told_in_the_site_s_zone() -> None:
    site = Site(publisher="某网", domains=("news.example",), timezone="Asia/Shanghai")
    html = page("", head=json_ld(datePublished="2024-05-01T20:00:00Z"))
    assert iso(dates_of(html, site=site)) == "2024-05-02T04:00:00+08:00"


def test_dates_of_other_articles_and_of_comments_are_not_taken() -> None:
    after = (
        "<div class=related><ul><li><a href=/b>别的新闻</a> 2024-05-20 10:00</li></ul></div>"
        "<div class=comments><p>网友 2024-05-01 20:33:49 说得好</p></div>"
    )
    found = dates_of(page("<p>2024-05-01</p>", after=after))
    assert (iso(found), found.precision) == ("2024-05-01T00:00:00+08:00", "day")


def test_events_in_the_text_are_no_dates_of_the_article() -> None:
    for words in ("工程进展顺利。", "工程进展顺利，" * 30):
        html = f"<h1>大桥合龙</h1><p>大桥于2019年9月10日 10:00在江边开工建设，计划投资十亿元，{words}</p>{paragraphs()}"
        assert iso(dates_of(html)) is None


def test_a_dropped_block_is_not_read() -> None:
    reading = read(page("<p>2024-05-01 09:34</p>"), url=PLAIN)
    hidden = tuple("2024" not in block.text for block in reading.document.blocks)
    assert parse_dates(replace(reading, kept=hidden), title=parse_title(reading)).published is None


def test_agreement_raises_the_score_and_contradiction_lowers_it() -> None:
    def score(head: str) -> float:
        found = dates_of(page("<p>2024-05-01 09:34</p>", head=head)).published
        return found.score if found else 0.0

    agreed = score(json_ld(datePublished="2024-05-01T09:34:00+08:00"))
    assert agreed > 0.9 > score("") > score(json_ld(datePublished="2021-05-01T09:34:00+08:00"))


def test_several_json_ld_articles_give_the_first_its_date() -> None:
    teaser = (
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2019-01-01T00:00:00Z"}</script>'
    )
    html = page("", head=json_ld(datePublished="2024-05-01T09:34:00+08:00") + teaser)
    assert iso(dates_of(html)) == "2024-05-01T09:34:00+08:00"


def test_no_zone_anywhere_is_greenwich() -> None:
    html = page("<p>May 1, 2024 9:34 AM</p>", lang="en").replace("大桥合龙", "The bridge is closed")
    assert iso(dates_of(html)) == "2024-05-01T09:34:00+00:00"


def test_a_chinese_page_that_declares_no_language_keeps_chinese_time() -> None:
    html = page("<p>2024-05-01 09:34</p>").replace(" lang=zh-CN", "")
    assert iso(dates_of(html)) == "2024-05-01T09:34:00+08:00"


def test_a_page_without_a_date_has_none() -> None:
    assert dates_of(page("")) == Dates()


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120), st.text(max_size=120))
def test_any_words_are_read_without_error(between: str, value: str) -> None:
    clean = between.replace("<", " ").replace("\x00", "")
    content = value.replace('"', "").replace("\x00", "")
    found = dates_of(page(f"<p>{clean}</p>", head=f'<meta name=date content="{content}">'))
    if found.published:
        assert datetime(1990, 1, 1, tzinfo=UTC) - timedelta(days=1) <= found.published.value <= NOW + timedelta(days=3)


def test_pieces_are_within_their_blocks() -> None:
    reading: Reading = read(page("<p>发布于 2024-05-01 09:34</p>"))
    found = parse_dates(reading, title=parse_title(reading)).published
    assert found is not None
    assert all(isinstance(p, Piece) and p.end <= len(reading.document.blocks[p.block].text) for p in found.pieces)
