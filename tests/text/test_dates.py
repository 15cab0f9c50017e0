"""Dates as pages print them and as metadata writes them, in many languages."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.model.moment import Moment
from archiver.text.calendars import han_number, jalali_date
from archiver.text.dates import find_dates
from archiver.text.months import month_number
from archiver.text.stamps import parse_stamp
from archiver.text.zones import likely_place, offset_at, puts_month_first, read_zone

CASES = Path(__file__).parents[1] / "cases"
DATES = json.loads((CASES / "dates.json").read_text(encoding="utf-8"))
STAMPS = json.loads((CASES / "stamps.json").read_text(encoding="utf-8"))


def _told(moment: Moment | None) -> list[object] | None:
    if moment is None:
        return None
    delta = moment.offset.utcoffset(None) if moment.offset else None
    minutes = None if delta is None else int(delta.total_seconds()) // 60
    return [moment.local.isoformat(), moment.precision, minutes]


@pytest.mark.parametrize("row", DATES, ids=[row["label"] for row in DATES])
def test_date_in_a_line(row: dict[str, object], request: pytest.FixtureRequest) -> None:
    if row["expect"] == "fail":
        request.node.add_marker(pytest.mark.xfail(strict=True))
    now = datetime.fromisoformat(str(row["now"])) if "now" in row else None
    found = find_dates(str(row["in"]), language=row["language"], url=str(row.get("url", "")), now=now)
    assert _told(found[0] if found else None) == row["out"]


@pytest.mark.parametrize("row", STAMPS, ids=[row["label"] for row in STAMPS])
def test_date_in_metadata(row: dict[str, object]) -> None:
    assert _told(parse_stamp(str(row["in"]))) == row["out"]


def test_the_printed_slice_holds_the_date_and_its_time() -> None:
    line = "时间：2023-07-27 09:34:00来源: 西藏日报"
    moment = find_dates(line)[0]
    assert line[moment.start : moment.end] == "2023-07-27 09:34:00"


def test_two_dates_of_a_line_keep_their_order_and_their_times() -> None:
    found = find_dates("11.2.2025 | 23:55 | Uppfært 12.2.2025 7:25", language="is")
    assert [m.local for m in found] == [datetime(2025, 2, 11, 23, 55), datetime(2025, 2, 12, 7, 25)]


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("+08:00", 8),
        ("+0800", 8),
        ("GMT+8", 8),
        ("UTC", 0),
        ("Z", 0),
        ("CEST", 2),
        ("IST", 5.5),
        ("北京时间", 8),
        ("PT", -7),
    ],
)
def test_zone_names(text: str, hours: float) -> None:
    zone = read_zone(text, datetime(2023, 7, 27))
    assert zone is not None
    assert zone.utcoffset(None) == timedelta(hours=hours)


@pytest.mark.parametrize("text", ["", "XYZ", "+99:00", "by", "Uhr"])
def test_what_is_no_zone(text: str) -> None:
    assert read_zone(text, datetime(2023, 7, 27)) is None


@pytest.mark.parametrize(
    ("language", "url", "place"),
    [
        ("zh", "https://example.com/", "Asia/Shanghai"),
        ("zh", "https://example.com.tw/", "Asia/Taipei"),
        ("en", "https://example.co.uk/", "Europe/London"),
        ("en", "https://example.com/", None),
        ("en-GB", "https://example.com/", "Europe/London"),
        ("zh-HK", "https://example.com/", "Asia/Hong_Kong"),
        (None, "not an address", None),
    ],
)
def test_likely_zone_of_a_page(language: str | None, url: str, place: str | None) -> None:
    assert likely_place(language, url) == place


def test_an_unknown_zone_gives_no_offset() -> None:
    assert offset_at("Mars/Olympus", datetime(2023, 7, 27)) is None


def test_month_first_only_where_english_writes_it_so() -> None:
    assert [puts_month_first(tag) for tag in ("en", "en-US", "en-GB", "de", None)] == [True, True, False, False, False]


def test_months_of_one_name_go_by_the_language_of_the_page() -> None:
    assert (month_number("listopada", "pl"), month_number("listopada", "hr")) == (11, 10)


@given(st.integers(1369, 1428), st.integers(1, 12), st.integers(1, 29))
def test_days_of_the_iranian_calendar_follow_one_another(year: int, month: int, day: int) -> None:
    one, two = jalali_date(year, month, day), jalali_date(year, month, day + 1)
    assert one is not None
    if two is not None:
        assert two - one == timedelta(days=1)


@given(st.integers(1, 31))
def test_chinese_numerals_up_to_thirty_one(number: int) -> None:
    signs = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    text = ("" if tens < 2 else signs[tens]) + ("十" if tens else "") + (signs[ones] if ones else "")
    assert han_number(text) == number


@given(st.text(max_size=300), st.sampled_from([None, "en", "zh", "ar", "th", "de"]))
def test_any_text_is_read_without_error_and_within_itself(text: str, language: str | None) -> None:
    for moment in find_dates(text, language=language, now=datetime(2024, 3, 10, 15, 20)):
        assert 0 <= moment.start < moment.end <= len(text)
    parse_stamp(text, language=language)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1)).map(lambda d: d.replace(microsecond=0)))
def test_iso_dates_come_back(moment: datetime) -> None:
    found = parse_stamp(moment.isoformat() + "+08:00")
    assert found is not None
    assert (found.local, found.offset) == (moment, read_zone("+08:00", moment))
