"""What `find_dates` says of each date beside its moment: where it stands, what was doubtful, how far it looks."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from archiver.model.moment import Moment
from archiver.text.calendars import common_year, era_year, han_number, is_jalali_year, jalali_date
from archiver.text.clock import Clock, read_clock
from archiver.text.dates import MAX_LINE, find_dates
from archiver.text.months import fold_month, jalali_month, month_number
from archiver.text.relative import read_ago, read_day_word
from archiver.text.stamps import MAX_CHARS, parse_stamp

CASES = Path(__file__).parents[1] / "cases"
ROWS = [row for row in json.loads((CASES / "dates.json").read_text(encoding="utf-8")) if row["expect"] == "pass"]
NOW = datetime(2024, 6, 1, 12, 34, 56, 789)


def read(row: dict[str, object], text: str) -> tuple[Moment, ...]:
    now = datetime.fromisoformat(str(row["now"])) if "now" in row else None
    return find_dates(text, language=str(row["language"]), url=str(row.get("url", "")), now=now)


@pytest.mark.parametrize("row", ROWS, ids=[row["label"] for row in ROWS])
def test_a_date_is_whole_in_its_slice(row: dict[str, object]) -> None:
    """Read alone, the printed slice says the same; and in a line that begins later it stands later."""
    line = str(row["in"])
    for found in read(row, line):
        assert line[found.start : found.end].strip(" ,:|") == line[found.start : found.end]
        alone = read(row, line[found.start : found.end])
        assert alone == (replace(found, start=0, end=found.end - found.start),)
    shifted = tuple(replace(found, start=found.start + 3, end=found.end + 3) for found in read(row, line))
    assert read(row, f"— \n{line}") == shifted


@pytest.mark.parametrize(
    ("line", "language", "days", "doubts"),
    [
        ("03/05/2024", "en", [(2024, 3, 5)], ["order"]),
        ("03/05/2024", "de", [(2024, 5, 3)], ["order"]),
        ("3.5.2024", "en", [(2024, 5, 3)], ["order"]),
        ("05/05/2024", "en", [(2024, 5, 5)], [None]),
        ("12/13/2024", "en", [(2024, 12, 13)], [None]),
        ("13/12/2024", "en", [(2024, 12, 13)], [None]),
        ("13/12/24", "en", [(2024, 12, 13)], ["short_year"]),
        ("12/11/24", "en", [(2024, 12, 11)], ["order"]),
        ("13/12/69", "de", [(2069, 12, 13)], ["short_year"]),
        ("13/12/70", "de", [(1970, 12, 13)], ["short_year"]),
        ("23-07-27", "zh", [(2023, 7, 27)], ["order"]),
        ("12-07-27", "de", [(2027, 7, 12)], ["order"]),
        ("23/07/27", "de", [(2027, 7, 23)], ["short_year"]),
        ("31/02/2024", "de", [], []),
        ("32/13/2024", "de", [], []),
        ("23-13-27", "zh", [], []),
        ("5 May '24", "en", [(2024, 5, 5)], ["short_year"]),
        ("5 May 2024", "en", [(2024, 5, 5)], [None]),
        ("31 February 2024", "en", [], []),
        ("24年5月1日", "zh", [(2024, 5, 1)], ["short_year"]),
        ("99年5月1日", "zh", [(1999, 5, 1)], ["short_year"]),
        ("2024年5月1日", "zh", [(2024, 5, 1)], [None]),
        ("2024年2月30日", "zh", [], []),
        ("令和6年5月1日", "ja", [(2024, 5, 1)], [None]),
        ("令和元年5月1日", "ja", [(2019, 5, 1)], [None]),
        ("民國113年5月1日", "zh", [(2024, 5, 1)], [None]),
        ("昭和55年5月1日", "ja", [(1980, 5, 1)], [None]),
        ("二〇二四年五月十一日", "zh", [(2024, 5, 11)], [None]),
        ("民國一一三年五月一日", "zh", [(2024, 5, 1)], [None]),
        ("二〇二四年十三月一日", "zh", [], []),
        ("113/05/01", "zh-TW", [(2024, 5, 1)], [None]),
        ("113/05/01", "zh", [], []),
        ("R6.5.1", "ja", [(2024, 5, 1)], [None]),
        ("R6.5.1", "zh", [], []),
        ("1 พ.ค. 67", "th", [(2024, 5, 1)], [None]),
        ("1 พ.ค. 2567", "th", [(2024, 5, 1)], [None]),
        ("2024-05-01 bis 2024-05-03", "de", [(2024, 5, 1), (2024, 5, 3)], [None, None]),
        ("03/05/2024, 2024-05-01", "en", [(2024, 3, 5), (2024, 5, 1)], ["order", None]),
    ],
)
def test_days_of_a_line_and_what_was_doubtful(
    line: str, language: str, days: list[tuple[int, int, int]], doubts: list[str | None]
) -> None:
    found = find_dates(line, language=language)
    assert [(moment.local.year, moment.local.month, moment.local.day) for moment in found] == days
    assert [moment.doubt for moment in found] == doubts


def test_taiwan_is_told_by_the_address_as_well() -> None:
    found = find_dates("113/05/01", language="zh", url="https://news.example.tw/a")
    assert [moment.local for moment in found] == [datetime(2024, 5, 1)]
    assert find_dates("113/05/01", language=None, url="https://news.example.tw/a") == ()


def test_four_hundred_characters_are_looked_at() -> None:
    assert len(find_dates("x" * (MAX_LINE - 11) + " 2024-05-01")) == 1
    assert find_dates("x" * (MAX_LINE - 10) + " 2024-05-01") == ()


@pytest.mark.parametrize(
    ("line", "language", "expected"),
    [
        ("3小时前", "zh", ("2024-06-01T09:00:00", "hour", 0, 4, "relative")),
        ("某网 3 天前", "zh", ("2024-05-29T00:00:00", "day", 3, 7, "relative")),
        ("昨天 10:20", "zh", ("2024-05-31T10:20:00", "minute", 0, 8, "relative")),
        ("10:20 昨天", "zh", ("2024-05-31T10:20:00", "minute", 0, 8, "relative")),
        ("前天", "zh", ("2024-05-30T00:00:00", "day", 0, 2, "relative")),
        ("今天 24:00", "zh", ("2024-06-02T00:00:00", "minute", 0, 8, "relative")),
        ("05-30 10:20", "zh", ("2024-05-30T10:20:00", "minute", 0, 11, "year")),
        ("5月30日 10:20", "zh", ("2024-05-30T10:20:00", "minute", 0, 11, "year")),
        ("6月2日 10:20", "zh", ("2024-06-02T10:20:00", "minute", 0, 10, "year")),
        ("6月3日 10:20", "zh", ("2023-06-03T10:20:00", "minute", 0, 10, "year")),
        ("10:20 6月3日", "zh", ("2023-06-03T10:20:00", "minute", 0, 10, "year")),
        ("5/30 10:20", "zh", ("2024-05-30T10:20:00", "minute", 0, 10, "year")),
        ("5/30 10:20", "en", None),
        ("May 30 10:20", "en", ("2024-05-30T10:20:00", "minute", 0, 12, "year")),
        ("30. Mai 10:20", "de", ("2024-05-30T10:20:00", "minute", 0, 13, "year")),
        ("5月30日", "zh", ("2024-05-30T00:00:00", "day", 0, 5, "year")),
        ("5月30日 大桥", "zh", None),
        ("2月30日 10:20", "zh", None),
        ("foo 30 10:20", "en", None),
    ],
)
def test_what_is_told_from_the_capture(
    line: str, language: str, expected: tuple[str, str, int, int, str] | None
) -> None:
    found = find_dates(line, language=language, now=NOW)
    told = [(one.local.isoformat(), one.precision, one.start, one.end, one.doubt) for one in found]
    assert told == ([expected] if expected else [])
    assert find_dates(line, language=language) == ()


def test_a_day_word_in_a_long_line_is_prose() -> None:
    assert len(find_dates("昨天 " + "某" * 37, language="zh", now=NOW)) == 1
    assert find_dates("昨天 " + "某" * 38, language="zh", now=NOW) == ()
    assert len(find_dates("昨天 10:20" + "某" * 39, language="zh", now=NOW)) == 1


def test_a_leap_day_without_a_year_takes_a_year_that_has_one() -> None:
    assert [m.local for m in find_dates("2月29日 10:20", language="zh", now=NOW)] == [datetime(2024, 2, 29, 10, 20)]
    assert find_dates("2月29日 10:20", language="zh", now=datetime(2023, 6, 1)) == ()


CLOCKS = [
    ("09:34", (9, 34, 0, "minute", None, 5)),
    ("09:34:12", (9, 34, 12, "second", None, 8)),
    ("9时", (9, 0, 0, "hour", None, 2)),
    ("9时34分", (9, 34, 0, "minute", None, 5)),
    ("9时34分12秒", (9, 34, 12, "second", None, 8)),
    ("9时半", (9, 30, 0, "minute", None, 3)),
    ("九时", (9, 0, 0, "hour", None, 2)),
    ("九时三十分", (9, 30, 0, "minute", None, 5)),
    ("九时半", (9, 30, 0, "minute", None, 3)),
    ("下午九时三十分", (21, 30, 0, "minute", None, 7)),
    ("上午十二时", (0, 0, 0, "hour", None, 5)),
    ("晚上十點", (22, 0, 0, "hour", None, 4)),
    ("二十五时", None),
    ("九时六十分", None),
    ("9시 34분", (9, 34, 0, "minute", None, 6)),
    ("下午3:05", (15, 5, 0, "minute", None, 6)),
    ("下午12:05", (12, 5, 0, "minute", None, 7)),
    ("中午12:05", (12, 5, 0, "minute", None, 7)),
    ("中午1:05", (13, 5, 0, "minute", None, 6)),
    ("中午2:05", (14, 5, 0, "minute", None, 6)),
    ("中午11:05", (11, 5, 0, "minute", None, 7)),
    ("凌晨12:05", (0, 5, 0, "minute", None, 7)),
    ("凌晨2:05", (2, 5, 0, "minute", None, 6)),
    ("3 PM", (15, 0, 0, "hour", None, 4)),
    ("12 AM", (0, 0, 0, "hour", None, 5)),
    ("12 PM", (12, 0, 0, "hour", None, 5)),
    ("11:05 pm", (23, 5, 0, "minute", None, 8)),
    ("11:05 a.m.", (11, 5, 0, "minute", None, 10)),
    ("17:03PM", (17, 3, 0, "minute", None, 7)),
    ("13:03AM", (13, 3, 0, "minute", None, 7)),
    ("24:00", (0, 0, 0, "minute", None, 5)),
    ("24:01", None),
    ("25:00", None),
    ("09:60", None),
    ("9", None),
    ("9:", None),
    ("um 7.05 Uhr", (7, 5, 0, "minute", None, 7)),
    ("10.34", (10, 34, 0, "minute", None, 5)),
    ("7.05", None),
    ("某网 10.34", None),
    ("09:34 EDT", (9, 34, 0, "minute", "EDT", 9)),
    ("09:34 (GMT+8)", (9, 34, 0, "minute", "GMT+8", 12)),
    ("09:34+08:00", (9, 34, 0, "minute", "+08:00", 11)),
    ("北京时间09:34", (9, 34, 0, "minute", "北京时间", 9)),
    ("更新 09:34", None),
    ("来源 09:34", None),
    ("星期四 09:34", (9, 34, 0, "minute", None, 9)),
    ("一二三四五六七八九十一二三四五09:34", (9, 34, 0, "minute", None, 20)),
    ("一二三四五六七八九十一二三四五六09:34", None),
]


@pytest.mark.parametrize(("after", "clock"), CLOCKS)
def test_the_time_behind_a_date(after: str, clock: tuple[int, int, int, str, str | None, int] | None) -> None:
    line = f"2024-05-01 {after}"
    found = read_clock(line, 0, 10, also_before=False)
    told = found and (found.hour, found.minute, found.second, found.precision, found.zone, found.end - 11)
    assert told == clock
    assert found is None or (found.next_day is (after == "24:00") and line[found.start].strip())


@pytest.mark.parametrize(
    ("before", "clock"),
    [
        ("09:34 ", Clock(9, 34, 0, "minute", None, 0, 5)),
        ("某网 下午3:05，", Clock(15, 5, 0, "minute", None, 3, 9)),
        ("9:34 AM EDT, Wed ", Clock(9, 34, 0, "minute", "EDT", 0, 11)),
        ("更新 09:34 ", Clock(9, 34, 0, "minute", None, 3, 8)),
        ("09:34 更新 ", Clock(9, 34, 0, "minute", None, 0, 5)),
        ("9时 ", None),
        ("9 ", None),
        ("", None),
        ("09:34" + "某" * 16, Clock(9, 34, 0, "minute", None, 0, 5)),
        ("09:34" + "某" * 17, None),
    ],
)
def test_the_time_before_a_date(before: str, clock: Clock | None) -> None:
    line = f"{before}2024-05-01"
    assert read_clock(line, len(before), len(line)) == clock
    assert read_clock(line, len(before), len(line), also_before=False) is None


def test_the_time_behind_goes_before_the_one_in_front() -> None:
    line = "09:34 2024-05-01 10:00"
    found = read_clock(line, 6, 16)
    assert found is not None
    assert (found.hour, found.start, found.end) == (10, 17, 22)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3小时前", ("2024-06-01T09:00:00", "hour", 0, 4)),
        ("约3小时前", ("2024-06-01T09:00:00", "hour", 1, 5)),
        ("半小时前", ("2024-06-01T12:04:00", "minute", 0, 4)),
        ("两天前", ("2024-05-30T00:00:00", "day", 0, 3)),
        ("3个月前", ("2024-03-03T00:00:00", "day", 0, 4)),
        ("2個星期前", ("2024-05-18T00:00:00", "day", 0, 5)),
        ("2个星期前", ("2024-05-18T00:00:00", "day", 0, 5)),
        ("1年前", ("2023-06-02T00:00:00", "day", 0, 3)),
        ("30秒前", ("2024-06-01T12:34:00", "minute", 0, 4)),
        ("5분 전", ("2024-06-01T12:29:00", "minute", 0, 4)),
        ("5 minutes ago", ("2024-06-01T12:29:00", "minute", 0, 13)),
        ("an hour ago", ("2024-06-01T11:00:00", "hour", 0, 11)),
        ("two weeks ago", ("2024-05-18T00:00:00", "day", 0, 13)),
        ("vor 2 Stunden", ("2024-06-01T10:00:00", "hour", 0, 13)),
        ("il y a 3 jours", ("2024-05-29T00:00:00", "day", 0, 14)),
        ("hace una hora", ("2024-06-01T11:00:00", "hour", 0, 13)),
        ("منذ ساعتين", ("2024-06-01T10:00:00", "hour", 0, 10)),
        ("قبل يومين", ("2024-05-30T00:00:00", "day", 0, 9)),
        ("刚刚", ("2024-06-01T12:34:00", "minute", 0, 2)),
        ("某网 刚刚", ("2024-06-01T12:34:00", "minute", 3, 5)),
        ("just now", ("2024-06-01T12:34:00", "minute", 0, 8)),
        ("3 apples ago", None),
        ("前三天", None),
        ("nothing", None),
    ],
)
def test_a_count_back_from_now(text: str, expected: tuple[str, str, int, int] | None) -> None:
    found = read_ago(text, NOW)
    assert (found and (found[0].isoformat(), *found[1:])) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今天", ("2024-06-01", 0, 2)),
        ("某网 昨天 ", ("2024-05-31", 3, 5)),
        ("一昨日", ("2024-05-30", 0, 3)),
        ("Vorgestern", ("2024-05-30", 0, 10)),
        ("hôm qua", ("2024-05-31", 0, 7)),
        ("yesterdays", None),
        ("tomorrow", None),
    ],
)
def test_a_word_for_a_day(text: str, expected: tuple[str, int, int] | None) -> None:
    found = read_day_word(text, NOW)
    assert (found and (found[0].isoformat(), *found[1:])) == (expected and (f"{expected[0]}T00:00:00", *expected[1:]))


def test_chinese_numerals() -> None:
    texts = (
        "二〇〇五",
        "一九八〇",
        "十",
        "十二",
        "二十",
        "二十七",
        "三十一",
        "廿一",
        "卅",
        "元",
        "○九",
        "",
        "三x",
        "ABC",
    )
    assert [han_number(text) for text in texts] == [2005, 1980, 10, 12, 20, 27, 31, 21, 30, 1, 9, None, None, None]


def test_years_of_other_calendars() -> None:
    eras = [("令和", "6"), ("平成", "31"), ("昭和", "64"), ("民国", "元"), ("H", "1"), ("明治", "3"), ("令和", "x")]
    assert [era_year(*era) for era in eras] == [2024, 2019, 1989, 1912, 1989, None, None]
    assert [common_year(year) for year in (2489, 2490, 2567, 2599, 2600)] == [2489, 1947, 2024, 2056, 2600]
    assert [is_jalali_year(year) for year in (1368, 1369, 1429, 1430)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("day", "ours"),
    [
        # Nowruz of each year as the Iranian calendar's centre publishes it; 1403 is a leap year.
        ((1369, 1, 1), (1990, 3, 21)), ((1375, 1, 1), (1996, 3, 20)), ((1399, 1, 1), (2020, 3, 20)),
        ((1402, 1, 1), (2023, 3, 21)), ((1403, 1, 1), (2024, 3, 20)), ((1404, 1, 1), (2025, 3, 21)),
        ((1403, 12, 30), (2025, 3, 20)), ((1402, 12, 29), (2024, 3, 19)), ((1402, 12, 30), None),
        ((1402, 6, 31), (2023, 9, 22)), ((1402, 7, 1), (2023, 9, 23)), ((1402, 7, 30), (2023, 10, 22)),
        ((1402, 8, 1), (2023, 10, 23)), ((1402, 7, 31), None), ((1402, 1, 32), None), ((1402, 1, 0), None),
        ((1402, 0, 1), None), ((1402, 13, 1), None), ((1368, 1, 1), None), ((1430, 1, 1), None),
        ((1429, 12, 29), (2051, 3, 20)),
    ],
)  # fmt: skip
def test_days_of_the_iranian_calendar(day: tuple[int, int, int], ours: tuple[int, int, int] | None) -> None:
    found = jalali_date(*day)
    assert (found and (found.year, found.month, found.day)) == ours


def test_names_of_months() -> None:
    names = [("Juli", None), ("out", "pt"), ("out", None), ("out", "PT-br"), ("MAI", "de"), ("Sept.", "en"), ("mar", "en-US"),
             ("srpna", "cs"), ("tháng năm", "vi"), ("mayo", "xx"), ("foo", "en"), ("des", "nb"), ("İyul", "az"), ("", "en")]  # fmt: skip
    assert [month_number(*name) for name in names] == [7, 10, None, 10, 5, 9, 3, 8, 5, 5, None, 12, 7, None]
    assert [jalali_month(name) for name in ("فروردین", "حمل", "اسفند", "January")] == [1, 1, 12, None]
    assert fold_month(" Ma\u0308rz. ") == "märz"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1690421640", ("2023-07-27T01:34:00", "second", 0, None, 10)),
        ("1690421640123", ("2023-07-27T01:34:00", "second", 0, None, 13)),
        ("1690421640.5", ("2023-07-27T01:34:00", "second", 0, None, 12)),
        ("20230727", ("2023-07-27T00:00:00", "day", None, None, 8)),
        ("202307270934", ("2023-07-27T09:34:00", "minute", None, None, 12)),
        ("20230727T093412Z", ("2023-07-27T09:34:12", "second", 0, None, 16)),
        ("20230727093412+0800", ("2023-07-27T09:34:12", "second", 480, None, 19)),
        ("2023-07-27", ("2023-07-27T00:00:00", "day", None, None, 10)),
        ("2023-07-27T09:34", ("2023-07-27T09:34:00", "minute", None, None, 16)),
        ("2023-07-27T09:34:12.123-05:00", ("2023-07-27T09:34:12", "second", -300, None, 29)),
        ("2023-07-27T09:34:60Z", ("2023-07-27T09:34:59", "second", 0, None, 20)),
        ("2023-07-27T24:00", ("2023-07-28T00:00:00", "minute", None, None, 16)),
        ("2023-07-27T24:01", ("2023-07-27T00:00:00", "day", None, None, 16)),
        ("2023-07-27T25:00", ("2023-07-27T00:00:00", "day", None, None, 16)),
        ("2023-07-27T09:60", ("2023-07-27T00:00:00", "day", None, None, 16)),
        ("2023-07-27T09:34:61", ("2023-07-27T00:00:00", "day", None, None, 19)),
        ("2023-02-30", None),
        ("Thu Jul 27 09:34:00 CST 2023", ("2023-07-27T09:34:00", "second", None, None, None)),
        ("Thu Jul 27 09:34:00 EDT 2023", ("2023-07-27T09:34:00", "second", -240, None, None)),
        ("Thu Jul 27 2023 09:34:00 GMT+0800", ("2023-07-27T09:34:00", "second", 480, None, None)),
        ("Thu, 27 Jul 2023 09:34:00 +0800", ("2023-07-27T09:34:00", "second", 480, None, None)),
        ("27 juillet 2023", ("2023-07-27T00:00:00", "day", None, None, None)),
        ("٢٠٢٣-٠٧-٢٧", ("2023-07-27T00:00:00", "day", None, None, 10)),
        (" 2023-07-27 ", ("2023-07-27T00:00:00", "day", None, None, 10)),
    ],
)
def test_stamps_of_metadata(value: str, expected: tuple[str, str, int | None, None, int | None] | None) -> None:
    found = parse_stamp(value, language="fr")
    if found is None or expected is None:
        assert found is expected
        return
    minutes = None if found.offset is None else found.offset.utcoffset(None).total_seconds() / 60
    assert (found.local.isoformat(), found.precision, minutes, found.doubt) == expected[:4]
    assert expected[4] in (None, found.end)


def test_a_stamp_is_read_to_a_hundred_characters() -> None:
    assert parse_stamp("x" * (MAX_CHARS - 11) + " 2024-05-01") is not None
    assert parse_stamp("x" * (MAX_CHARS - 10) + " 2024-05-01") is None
    assert parse_stamp("3小时前", now=NOW) is not None
    assert parse_stamp("3小时前") is None
