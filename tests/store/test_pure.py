"""The store's arithmetic at its edges: clean texts and moments, drift, columns of moments."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.dialects import postgresql, sqlite

from archiver.model.stats import Trend
from archiver.store.clean import bounded, clean_text, clean_value, fold_space, is_clean, offset_minutes
from archiver.store.columns import UtcTime
from archiver.store.drift import Sample, find_drift
from archiver.store.sketch import LEAST_UNITS, likeness, sketch

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CHINA = timezone(timedelta(hours=8))


def test_what_databases_refuse_goes_from_every_text() -> None:
    given = {"a\x00": ["x\ud800y", 1, None, {"b": "\x00"}], "c": ("\x00",)}
    assert clean_value(given) == {"a": ["x�y", 1, None, {"b": ""}], "c": ("\x00",)}
    assert [clean_text(text) for text in ("中\x00国\udfff", "plain", "")] == ["中国�", "plain", ""]
    assert [is_clean(text) for text in ("中国", "a\x00", "\ud800", "")] == [True, False, False, True]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        (None, ""), ("", ""), (" a  b ", "a b"), ("a\tb\nc", "a b c"), ("援藏 工作", "援藏工作"), ("援藏 in Tibet", "援藏in Tibet"),
        ("in 援藏", "in援藏"), ("été à", "été à"), (" 援 ", "援"), ("é", "é"), ("한국 뉴스", "한국뉴스"), ("a ⺀", "a⺀"), ("a ⹿", "a ⹿"),
    ],
)  # fmt: skip
def test_white_space_that_only_lays_out_is_folded(text: str | None, folded: str) -> None:
    assert fold_space(text) == folded


@pytest.mark.parametrize(
    ("moment", "kept"),
    [
        (datetime(1990, 1, 1, tzinfo=UTC), True), (datetime(1989, 12, 31, 23, 59, tzinfo=UTC), False), (NOW, True),
        (NOW + timedelta(days=2), True), (NOW + timedelta(days=2, seconds=1), False), (datetime(2026, 3, 3, 20, tzinfo=CHINA), True),
        (datetime(2026, 3, 3, 20, 0, 1, tzinfo=CHINA), False), (datetime(9999, 12, 31, 23, tzinfo=timezone(-timedelta(hours=8))), False),
        (datetime(1, 1, 1, tzinfo=CHINA), False), (datetime(2026, 1, 1), False), (None, False),
    ],
)  # fmt: skip
def test_moments_are_kept_from_1990_to_two_days_ahead(moment: datetime | None, kept: bool) -> None:
    assert bounded(moment, NOW) == (moment if kept else None)


def test_around_new_year_the_next_year_is_believed() -> None:
    eve = datetime(2025, 12, 31, 12, tzinfo=UTC)
    assert bounded(datetime(2026, 1, 2, tzinfo=UTC), eve) is not None
    assert bounded(datetime(2026, 1, 3, tzinfo=UTC), eve) is None


def test_zones_in_minutes() -> None:
    moments = (
        NOW,
        NOW.astimezone(CHINA),
        NOW.astimezone(timezone(-timedelta(hours=3, minutes=30))),
        datetime(2026, 1, 1),
        None,
    )
    assert [offset_minutes(moment) for moment in moments] == [0, 480, -210, None, None]


def test_moments_go_in_with_a_zone_and_come_out_in_utc() -> None:
    column, small, large = UtcTime(), sqlite.dialect(), postgresql.dialect()
    moment = datetime(2026, 3, 1, 20, 0, 5, tzinfo=CHINA)
    assert column.process_bind_param(moment, small) == "2026-03-01 12:00:05"
    assert column.process_bind_param(moment, large) == moment
    assert column.process_result_value("2026-03-01 12:00:05", small) == moment
    back = column.process_result_value(moment, large)
    assert back is not None
    assert (back, back.tzinfo) == (moment, UTC)
    assert [column.process_bind_param(None, dialect) for dialect in (small, large)] == [None, None]
    assert [column.process_result_value(None, dialect) for dialect in (small, large)] == [None, None]
    with pytest.raises(ValueError, match="a moment without zone cannot be stored: datetime"):
        column.process_bind_param(datetime(2026, 3, 1), large)


def series(*shares: float, count: int = 100) -> list[Sample]:
    return [Sample(NOW + timedelta(days=day), share * count, count) for day, share in enumerate(shares)]


def trend(now: float, before: float, since: int | None = None) -> Trend:
    return Trend(
        name="body", now=now, before=before, drifted_since=NOW + timedelta(days=since) if since is not None else None
    )


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ([], None),
        ([0.9], trend(0.9, 0.9)),
        ([0.9] * 11, trend(0.9, 0.9)),
        ([0.9] * 4 + [0.1] * 7, trend(0.1, 0.9)),
        ([0.9] * 5 + [0.1] * 7, trend(0.1, 0.9, 5)),
        ([0.9] * 12 + [0.1], trend(0.74, 0.9, 12)),
        ([0.9] * 12 + [0.1] * 3, trend(0.5571, 0.9, 12)),
        ([0.9] * 12 + [0.76] * 7, trend(0.76, 0.9)),
        ([0.9] * 12 + [0.75] * 7, trend(0.75, 0.9, 12)),
        ([1.0] * 12 + [0.8] * 7, trend(0.8, 1.0, 12)),
        ([0.1] * 12 + [0.9] * 7, trend(0.9, 0.1, 12)),
        ([0.9] * 12 + [0.1] * 6 + [0.9], trend(0.2143, 0.9, 18)),
    ],
)
def test_when_a_share_left_its_habit(shares: list[float], expected: Trend | None) -> None:
    assert find_drift("body", series(*shares), is_share=True) == expected


def test_few_articles_are_no_proof_and_none_are_no_sample() -> None:
    assert find_drift("body", series(*[0.9] * 12, *[0.5] * 7, count=2), is_share=True) == trend(0.5, 0.9)
    empty = [Sample(NOW - timedelta(days=1), 0, 0)]
    assert find_drift("body", [*empty, *series(0.9), *empty], is_share=True) == trend(0.9, 0.9)
    assert find_drift("body", empty, is_share=True) is None


@pytest.mark.parametrize(
    ("means", "expected"),
    [
        ([10.0, 12.0] * 6 + [11.0] * 7, trend(11.0, 11.0)),
        ([10.0, 12.0] * 6 + [21.9] * 7, trend(21.9, 11.0)),
        ([10.0, 12.0] * 6 + [22.0] * 7, trend(22.0, 11.0, 12)),
        ([10.0, 12.0] * 6 + [5.5] * 7, trend(5.5, 11.0, 12)),
        ([1.0, 21.0] * 6 + [22.0] * 7, trend(22.0, 11.0)),
        ([-10.0, -12.0] * 6 + [-30.0] * 7, trend(-30.0, -11.0, 12)),
    ],
)
def test_when_a_length_doubled_or_halved_beyond_its_spread(means: list[float], expected: Trend) -> None:
    assert find_drift("body", series(*means), is_share=False) == expected


def test_how_alike_texts_are() -> None:
    words = "河北省第十批援藏工作队克服高寒缺氧推动项目落地见效受到当地干部群众好评"
    assert len(words) >= LEAST_UNITS
    one, same, half = (
        sketch(words),
        sketch(words + "。"),
        sketch(words + "记者日前前往采访了解到这些情况并作了详细的报道文章"),
    )
    assert likeness(one, same) == (1.0, 1.0)
    both, shorter = likeness(one, half)
    assert shorter == 1.0
    assert both == pytest.approx((len(words) - 3) / (len(words) + 24 - 3), abs=0.05)
    assert likeness(one, sketch("短文")) == (0.0, 0.0)
    assert sketch(words[: LEAST_UNITS - 1]).bands == ()
    assert len(sketch(words[:LEAST_UNITS]).bands) == 40
