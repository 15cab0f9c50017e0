"""Which date of a page is that of publication, which that of change, and how sure that is (docs/fields.md, Dates)."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from archiver.model.fields import Dates
from archiver.model.reading import Body, Found, Piece
from archiver.model.site import Layout
from archiver.parsers.dates import MAX_PRINTS, parse_dates
from tests.parsers.pages import paragraphs, read
from tests.parsers.test_dates import PLAIN, dates_of, iso, json_ld, page

CN = timezone(timedelta(hours=8))


def published(dates: Dates) -> tuple[str, str, float] | None:
    """Day and time without zone, source, score."""
    found = dates.published
    return (found.value.isoformat()[:16], found.source, found.score) if found else None


@dataclass(frozen=True)
class Case:
    """A page and what is said of its publication: when, from where, how surely."""

    label: str
    between: str = ""
    when: str = "2024-05-01T09:34"
    source: str = "printed"
    score: float = 0.78
    head: str = ""
    url: str = PLAIN
    lang: str = "zh-CN"
    after: str = ""
    more: dict[str, str] = field(default_factory=dict)


def meta(name: str, value: str) -> str:
    return f'<meta name="{name}" content="{value}">'


DATED = "https://news.example/2024/0501/c1.html"
LD = json_ld(datePublished="2024-05-01T09:34:00+08:00")
CASES = (
    Case("print in the best place", "<p>2024-05-01 09:34</p>", score=0.85),
    Case("print of a day in the best place", "<p>2024-05-01</p>", when="2024-05-01T00:00"),
    Case("labelled print", "<p>发布：2024-05-01</p>", when="2024-05-01T00:00", source="printed, labelled published", score=0.85),
    Case("print in a bad place", "<p class=teaser><a href=/b>2024-05-01</a></p>", when="2024-05-01T00:00", score=0.55),
    Case("address alone", url=DATED, when="2024-05-01T00:00", source="url"),
    Case("json-ld alone", head=LD, source="json-ld datePublished"),
    Case("meta alone", head=meta("pubdate", "2024-05-01 09:34"), source="meta pubdate"),
    Case("json-ld and meta are one hand", head=LD + meta("pubdate", "2024-05-01"), source="json-ld datePublished + meta pubdate", score=0.87),
    Case("json-ld and print", "<p>2024-05-01 09:34</p>", head=LD, source="json-ld datePublished + printed", score=0.95),
    Case("address and print", "<p>2024-05-01 09:34</p>", url=DATED, source="url + printed", score=0.95),
    Case("json-ld, address and print", "<p>2024-05-01 09:34</p>", head=LD, url=DATED, source="json-ld datePublished + url + printed", score=0.98),
    Case("all four, three of them named", "<p>2024-05-01 09:34</p>", head=LD + meta("pubdate", "2024-05-01"), url=DATED, source="url + json-ld datePublished + meta pubdate", score=0.99),
    Case("a source is named once", "<p>2024-05-01 09:34</p><p>2024-05-01</p>", score=0.85),
    Case("contradicted by surer metadata", "<p>2024-05-01 09:34</p>", head=json_ld(datePublished="2021-05-01"), score=0.6),
    Case("contradicted by weak metadata", "<p>2024-05-01 09:34</p>", head=meta("date", "2021-05-01"), score=0.85),
    Case("two prints do not contradict each other", "<p>2024-05-01 09:34</p><p>2024-04-01 09:34</p>", score=0.85),
    Case("day and month settled by nothing but the language", "<p>03/05/2024</p>", when="2024-05-03T00:00", score=0.7),
    Case("day and month settled by the address", "<p>03/05/2024</p>", url="https://news.example/2024/03/05/a", when="2024-03-05T00:00", source="url + printed", score=0.7),
    Case("a day past twelve settles itself", "<p>03/15/2024</p>", lang="en", when="2024-03-15T00:00"),
    Case("a year of two digits", "<p>01.05.24</p>", lang="de", when="2024-05-01T00:00", score=0.7),
    Case("two families outweigh the best place", "<p>2024-04-01 09:34</p>", head=json_ld(datePublished="2024-05-01"), url=DATED, when="2024-05-01T00:00", source="json-ld datePublished + url", score=0.7),
    Case("meta adds a fifth to json-ld", "<p>发布：2024-04-01 09:34</p>", head=json_ld(datePublished="2024-05-01") + meta("pubdate", "2024-05-01"), when="2024-04-01T09:34", source="printed, labelled published", score=0.6),
    Case("a printed change alone", "<p>更新：2024-05-01 09:34</p>", source="printed, labelled modified", score=0.55),
    Case("a claimed change alone", head=meta("lastmod", "2024-05-01 09:34"), source="meta lastmod", score=0.4),
    Case("the surest claimed change", head=json_ld(dateModified="2024-05-01T09:34+08:00") + json_ld(dateModified="2024-05-09T09:34+08:00"), source="json-ld dateModified", score=0.4),
    Case("a printed change and the address of another day", "<p>更新：2024-05-03 09:34</p>", url=DATED, when="2024-05-03T09:34", source="printed, labelled modified", score=0.55),
    Case("a printed change of the address's day", "<p>更新：2024-05-01 09:34</p>", url=DATED, source="url + printed, labelled modified", score=0.95),
    Case("the print is that of the change", "<p>2024-05-03 10:00</p>", head=LD + meta("lastmod", "2024-05-03"), source="json-ld datePublished"),
    Case("the print is before the change", "<p>2024-05-02 10:00</p>", head=LD + meta("lastmod", "2024-05-03"), when="2024-05-02T10:00", score=0.6),
    Case("the change of an earlier day is none", "<p>2024-04-30 23:00</p>", head=LD + meta("lastmod", "2024-04-30"), when="2024-04-30T23:00", score=0.6),
    Case("the change of the same day in another zone", "<p>2024-05-02 01:34</p>", head=json_ld(datePublished="2024-05-01T17:34:00Z", dateModified="2024-05-02T17:34:00Z"), when="2024-05-02T01:34", source="json-ld datePublished + printed", score=0.95),
    Case("metadata of the day before, in Greenwich", "<p>2024-05-02</p>", head=json_ld(datePublished="2024-05-01T17:34:00Z"), when="2024-05-02T01:34", source="json-ld datePublished + printed", score=0.95),
    Case("metadata of two days before", "<p>2024-05-03 09:34</p>", head=json_ld(datePublished="2024-05-01T17:34:00Z"), when="2024-05-03T09:34", score=0.6),
    Case("a date behind a short text", after="<p>2024-05-01 09:34</p>"),
    Case("a date behind the text is not asked where page and metadata agree", "<p>2024-05-01 09:34</p>", head=LD, after="<div>分享</div><div>微信</div><p>发布：2024-05-01</p>", source="json-ld datePublished + printed", score=0.95),
    Case("it is asked where the page prints a day", "<p>2024-05-01</p>", head=meta("pubdate", "2024-05-01"), after="<div>分享</div><div>微信</div><p>发布：2024-05-01 09:34</p>", source="meta pubdate + printed + printed, labelled published", score=0.95),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case.label for case in CASES])
def test_publication_is_chosen_and_weighed(case: Case) -> None:
    html = page(case.between, head=case.head, after=case.after, lang=case.lang)
    when, source, score = published(dates_of(html, url=case.url)) or ("", "", 0.0)
    assert (when, source, round(score, 4)) == (case.when, case.source, case.score)


@pytest.mark.parametrize(
    ("label", "html", "modified"),
    [
        ("printed", page("<p>2024-05-01 09:34</p><p>更新：2024-05-03 10:00</p>"), ("2024-05-03T10:00:00+08:00", "printed, labelled modified", 0.8)),
        ("claimed", page("<p>2024-05-01 09:34</p>", head=meta("lastmod", "2024-05-03 10:00")), ("2024-05-03T10:00:00+08:00", "meta lastmod", 0.8)),
        ("claimed and printed, told by the time", page("<p>2024-05-01 09:34</p><p>更新：2024-05-03</p>", head=meta("lastmod", "2024-05-03T02:00:00Z")),
         ("2024-05-03T02:00:00+00:00", "meta lastmod + printed, labelled modified", 0.95)),
        ("none", page("<p>2024-05-01 09:34</p>"), None),
        ("two days before publication", page("<p>2024-05-03 09:34</p>", head=meta("lastmod", "2024-05-01 10:00")), None),
        ("within a day before publication", page("<p>2024-05-03 09:34</p>", head=meta("lastmod", "2024-05-02 09:34")), ("2024-05-02T09:34:00+08:00", "meta lastmod", 0.8)),
        ("more than a day before publication", page("<p>2024-05-03 09:34</p>", head=meta("lastmod", "2024-05-02 09:33")), None),
    ],
)  # fmt: skip
def test_the_last_change(label: str, html: str, modified: tuple[str, str, float] | None) -> None:
    found = dates_of(html).modified
    assert (found and (found.value.isoformat(), found.source, found.score)) == modified


def test_what_a_site_s_rule_matched_goes_before_all_else() -> None:
    html = page("<p class=when>2024-03-01 10:00</p>", head=LD).replace(
        "/div></body>", "/div><p class=end>2024-02-01</p>"
    )
    reading = replace(read(html, url=DATED), layout=Layout(published=".when"))
    block = next(i for i, b in enumerate(reading.document.blocks) if b.text.startswith("2024-03"))
    last = len(reading.document.blocks) - 1

    def by_rule(*indexes: int, kept: tuple[bool, ...] = reading.kept) -> tuple[str, str, float] | None:
        document = replace(reading.document, selected={"published": indexes})
        return published(
            parse_dates(replace(reading, document=document, kept=kept), now=datetime(2024, 6, 1, tzinfo=CN))
        )

    assert by_rule(block) == ("2024-03-01T10:00", "site rule published + printed", 0.99)
    assert by_rule(last) == ("2024-02-01T00:00", "site rule published + printed", 0.99)
    assert by_rule(block, last) == ("2024-03-01T10:00", "site rule published + printed", 0.99)
    dropped = tuple(kept and at != block for at, kept in enumerate(reading.kept))
    assert by_rule(block, last, kept=dropped) == ("2024-02-01T00:00", "site rule published + printed", 0.99)
    without = by_rule(block, kept=dropped)
    assert without is not None
    assert without[:2] == ("2024-05-01T09:34", "json-ld datePublished + url")
    assert by_rule() == published(parse_dates(replace(reading, layout=Layout()), now=datetime(2024, 6, 1, tzinfo=CN)))


def test_a_site_s_rule_refuses_what_cannot_be() -> None:
    html = page("<p>2031-03-01</p><p>2024-03-01</p>")
    reading = read(html)
    indexes = tuple(i for i, b in enumerate(reading.document.blocks) if b.text.endswith("-03-01"))
    document = replace(reading.document, selected={"published": indexes})
    found = parse_dates(
        replace(reading, document=document, layout=Layout(published="p")), now=datetime(2024, 6, 1, tzinfo=CN)
    )
    assert published(found) == ("2024-03-01T00:00", "site rule published + printed", 0.99)


def test_where_nothing_is_dated_a_labelled_date_anywhere_stands_in_then_one_that_fills_its_line() -> None:
    """The page has neither title nor body that say where dates stand."""

    def far(*lines: str) -> tuple[str, str] | None:
        html = "<h1>题</h1>" + "<p>文字</p>" * 40 + "".join(f"<p>{line}</p>" for line in lines)
        reading = read(html, url=PLAIN)
        title = Found("题", "h1", 0.9, (Piece(0, 0, 1),))
        found = published(parse_dates(reading, title=title, now=datetime(2024, 6, 1, tzinfo=CN)))
        return found[:2] if found else None

    assert far("2024-05-01", "发布于2024-05-02") == ("2024-05-02T00:00", "printed, labelled published")
    assert far("于 2024-05-01", "2024-05-02") == ("2024-05-01T00:00", "printed")
    assert far("大桥工程于今年春天 2024-05-01", "2024-05-02") == ("2024-05-02T00:00", "printed")
    assert far("大桥工程于今年春天 2024-05-01") is None
    assert far() is None


def test_far_dates_before_the_title_are_not_taken() -> None:
    html = "<p>发布于2024-05-02</p>" + "<p>文字</p>" * 20 + "<h1>题</h1>"
    title = Found("题", "h1", 0.9, (Piece(21, 0, 1),))
    assert parse_dates(read(html, url=PLAIN), title=title).published is None


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("1989-12-31", None),
        ("1990-01-01", "1990-01-01"),
        ("2024-06-03 04:00:00", "2024-06-03"),
        ("2024-06-03 04:00:01", None),
    ],
)
def test_dates_are_believed_from_1990_to_two_days_after_the_capture(written: str, answer: str | None) -> None:
    """The capture at noon in China is four o'clock in Greenwich."""
    found = iso(dates_of(page("", head=meta("pubdate", written))))
    assert (found and found[:10]) == answer


@pytest.mark.parametrize(("written", "answer"), [("2099-12-31", "2099-12-31"), ("2100-01-01", None)])
def test_without_a_capture_time_this_century_is_believed(written: str, answer: str | None) -> None:
    found = iso(dates_of(page("", head=meta("pubdate", written)), now=None))
    assert (found and found[:10]) == answer


def test_the_capture_s_time_goes_before_now() -> None:
    reading = replace(read(page("<p>3小时前</p>"), url=PLAIN), captured_at=datetime(2024, 6, 1, 12, tzinfo=CN))
    found = parse_dates(reading, now=datetime(2025, 6, 1, 12, tzinfo=CN)).published
    assert found is not None
    assert found.value.isoformat() == "2024-06-01T09:00:00+08:00"


def test_refused_are_metadata_and_addresses_but_not_prints() -> None:
    head = json_ld(datePublished="soon") + meta("pubdate", "2031-05-01")
    found = dates_of(page("<p>2031-05-01</p>", head=head), url="https://news.example/2031/0501/c1.html")
    assert found == Dates(refused=(("json-ld datePublished", "soon"), ("meta pubdate", "2031-05-01"), ("url", "")))


def test_the_print_is_named_beside_metadata_s_value() -> None:
    found = dates_of(page("<p>于 2024-05-01 发布</p>", head=LD)).published
    assert found is not None
    assert (found.text, [(piece.start, piece.end) for piece in found.pieces]) == ("2024-05-01", [(2, 12)])
    bare = dates_of(page("", head=LD)).published
    assert bare is not None
    assert (bare.text, bare.pieces) == (None, ())


def test_of_a_table_of_dates_the_first_eighty_are_weighed() -> None:
    rows = "".join(f"<br>2024-01-{1 + n % 28:02d}" for n in range(MAX_PRINTS))
    title = Found("题", "h1", 0.9, (Piece(0, 0, 1),))

    def day(lines: str) -> int:
        html = f"<h1>题</h1><pre>{lines}</pre>"
        found = parse_dates(read(html, url=PLAIN), title=title, now=datetime(2024, 6, 1, tzinfo=UTC)).published
        return found.value.month if found else 0

    assert day("x 2024-05-01 09:34<br>" + rows) == 5


@pytest.mark.parametrize(
    ("printed", "claimed", "agree"),
    [
        ("2024-05-02", "2024-05-01T17:00:00Z", True),
        ("2024-05-02", "2024-05-01T10:00:00Z", True),
        ("2024-05-02", "2024-05-01T09:59:00Z", False),
        ("2024-04-30", "2024-05-01T11:59:00Z", True),
        ("2024-04-30", "2024-05-01T12:00:00Z", False),
        ("2024-05-02", "2024-05-01T00:00:00Z", False),
        ("2024-04-30", "2024-05-01T00:00:00Z", False),
        ("2024-05-02", "2024-05-01", False),
        ("2024-05-02", "2024-05-01T17:00:00", False),
        ("2024-05-02 01:00", "2024-05-01T17:00:00Z", True),
        ("2024-05-02 01:01", "2024-05-01T17:00:00Z", False),
        ("2024-05-02 09:00", "2024-05-01T17:00:00Z", False),
        ("2024-05-02 01:00", "2024-05-01", False),
        ("2024-05-03", "2024-05-01T23:00:00Z", False),
    ],
)
def test_print_and_metadata_of_neighbouring_days_may_be_one_moment(printed: str, claimed: str, agree: bool) -> None:
    """When some zone's clock had passed midnight, or not yet; a score of 0.95 says that both agree."""
    found = dates_of(
        page(f"<p>{printed}</p>", head=json_ld(datePublished=claimed)), now=datetime(2024, 6, 1, tzinfo=UTC)
    )
    assert found.published is not None
    assert (found.published.score == 0.95) is agree


def test_a_page_of_body_alone_is_read_above_its_body() -> None:
    reading = read(f"<p>2024-05-01</p>{paragraphs()}", url=PLAIN)
    body = Body(pieces=(), node=0, first=1, last=5, left_out=(), source="", score=1.0)
    assert published(parse_dates(reading, body=body)) == ("2024-05-01T00:00", "printed", 0.78)
