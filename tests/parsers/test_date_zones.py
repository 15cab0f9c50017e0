"""What the page's clock, its metadata and its country tell together about one moment (docs/fields.md, Dates)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone

import pytest

from archiver.model.moment import Moment
from archiver.model.reading import Reading
from archiver.model.site import Site
from archiver.parsers.date_zones import is_zone_shift, place_moments
from archiver.parsers.dates import Candidate
from archiver.parsers.printed_dates import Print
from tests.parsers.pages import read

PRECISIONS = {10: "day", 13: "hour", 16: "minute", 19: "second"}


def moment(written: str) -> Moment:
    """A moment from `2024-05-01T09:34:12+08:00`, any part from the hour on left out."""
    if written.endswith("Z"):
        written = written.removesuffix("Z") + "+00:00"
    local, sign, zone = written[:10] + written[10:].split("+")[0].split("-")[0], "", ""
    if len(written) > len(local):
        sign, zone = written[len(local)], written[len(local) + 1 :]
    offset = timedelta(hours=int(zone[:2]), minutes=int(zone[3:])) if zone else None
    return Moment(
        local=datetime.fromisoformat(local),
        precision=PRECISIONS[len(local)],  # type: ignore[arg-type]
        offset=timezone(-offset if sign == "-" else offset) if offset is not None else None,
    )


def printed(written: str, weight: float = 3.0, machine: str | None = None) -> Candidate:
    found = moment(written)
    shown = Print("unlabelled", found, 0, 0, 10, weight, written, "printed", moment(machine) if machine else None)
    return Candidate("published", found, "printed", weight, "printed", written, shown)


def claimed(written: str, weight: float = 2.7) -> Candidate:
    return Candidate("published", moment(written), "json", weight, "json-ld datePublished", written)


def address(written: str) -> Candidate:
    return Candidate("published", moment(written), "url", 2.0, "url", "")


@dataclass(frozen=True)
class Case:
    """Candidates of one day, the best first, and the moment they make."""

    label: str
    agreeing: tuple[Candidate, ...]
    value: str
    precision: str
    others: tuple[Candidate, ...] = ()
    lang: str = "zh-CN"
    host: str = "news.example"
    site: str | None = None


TOKYO = "Asia/Tokyo"
CASES = (
    Case("a printed zone is kept", (printed("2024-05-01T09:34+05:30"),), "2024-05-01T09:34:00+05:30", "minute"),
    Case("a printed zone goes before the site's", (printed("2024-05-01T09:34+05:30"),), "2024-05-01T09:34:00+05:30", "minute", site=TOKYO),
    Case("printed in Greenwich", (printed("2024-05-01T09:34Z"),), "2024-05-01T09:34:00+00:00", "minute"),
    Case("the language's zone", (printed("2024-05-01T09:34"),), "2024-05-01T09:34:00+08:00", "minute"),
    Case("the host's country goes before the language", (printed("2024-05-01T09:34"),), "2024-05-01T09:34:00+02:00", "minute", host="news.example.de"),
    Case("no language, no country", (printed("2024-05-01T09:34"),), "2024-05-01T09:34:00+00:00", "minute", lang="en"),
    Case("the site's zone", (printed("2024-05-01T09:34"),), "2024-05-01T09:34:00+09:00", "minute", site=TOKYO),
    Case("a site's zone that nobody knows", (printed("2024-05-01T09:34"),), "2024-05-01T09:34:00+08:00", "minute", site="No/Where"),
    Case("the zone of another date's metadata", (printed("2024-05-01T09:34"),), "2024-05-01T09:34:00-03:00", "minute", others=(claimed("2024-05-09T07:00Z"), claimed("2024-05-09T07:00-03:00"))),
    Case("the site's zone goes before other metadata's", (printed("2024-05-01T09:34"),), "2024-05-01T09:34:00+09:00", "minute", others=(claimed("2024-05-09T07:00-03:00"),), site=TOKYO),
    Case("Greenwich in other metadata tells nothing", (printed("2024-05-01T09:34"),), "2024-05-01T09:34:00+08:00", "minute", others=(claimed("2024-05-09T07:00Z"),)),
    Case("metadata in Greenwich tells the zone", (printed("2024-05-01T09:34"), claimed("2024-05-01T13:34Z")), "2024-05-01T09:34:00-04:00", "minute"),
    Case("metadata tells the zone against the site", (printed("2024-05-01T09:34"), claimed("2024-05-01T13:34Z")), "2024-05-01T09:34:00-04:00", "minute", site=TOKYO),
    Case("metadata's own zone", (printed("2024-05-01T09:34"), claimed("2024-05-01T09:34-06:00")), "2024-05-01T09:34:00-06:00", "minute"),
    Case("the same clock in Greenwich", (printed("2024-05-01T09:34"), claimed("2024-05-01T09:34:12Z")), "2024-05-01T09:34:12+00:00", "second"),
    Case("a zone of half an hour", (printed("2024-05-01T09:34"), claimed("2024-05-01T04:04Z")), "2024-05-01T09:34:00+05:30", "minute"),
    Case("seconds of metadata", (printed("2024-05-01T09:34"), claimed("2024-05-01T01:34:12Z")), "2024-05-01T09:34:12+08:00", "second"),
    Case("minute and second of metadata", (printed("2024-05-01T09"), claimed("2024-05-01T09:00:12+08:00")), "2024-05-01T09:00:12+08:00", "second"),
    Case("minutes without seconds do not fill an hour", (printed("2024-05-01T09"), claimed("2024-05-01T09:00+08:00")), "2024-05-01T09:00:00+08:00", "hour"),
    Case("printed seconds stay", (printed("2024-05-01T09:34:50"), claimed("2024-05-01T01:34:12Z")), "2024-05-01T09:34:50+08:00", "second"),
    Case("no zone lies an hour and a minute off", (printed("2024-05-01T09:34"), claimed("2024-05-01T08:33:12-03:00")), "2024-05-01T09:34:00+08:00", "minute"),
    Case("metadata without zone gives seconds, not the zone", (printed("2024-05-01T09:34"), claimed("2024-05-01T09:34:12")), "2024-05-01T09:34:12+08:00", "second"),
    Case("midnight in metadata tells no zone", (printed("2024-05-01T05:00"), claimed("2024-05-01T00:00Z")), "2024-05-01T05:00:00+08:00", "minute"),
    Case("the element's value tells seconds and zone", (printed("2024-05-01T09:34", machine="2024-05-01T06:34:12Z"),), "2024-05-01T09:34:12+03:00", "second"),
    Case("metadata goes before the element's value", (printed("2024-05-01T09:34", machine="2024-05-01T06:34:12Z"), claimed("2024-05-01T05:34:50Z")), "2024-05-01T09:34:50+04:00", "second"),
    Case("a day printed, the clock in metadata", (printed("2024-05-01"), claimed("2024-05-01T09:34:12-05:00")), "2024-05-01T09:34:12-05:00", "second"),
    Case("a day printed, a clock without zone in metadata", (printed("2024-05-01"), claimed("2024-05-01T09:34")), "2024-05-01T09:34:00+08:00", "minute"),
    Case("a day printed, the clock in its element", (printed("2024-05-01", machine="2024-05-01T09:34:12-05:00"),), "2024-05-01T09:34:12-05:00", "second"),
    Case("a day printed, midnight in its element", (printed("2024-05-01", machine="2024-05-01T00:00:00-05:00"),), "2024-05-01T00:00:00+08:00", "day"),
    Case("midnight in metadata, the clock in the element", (printed("2024-05-01", machine="2024-05-01T09:34-05:00"), claimed("2024-05-01T00:00:00Z")), "2024-05-01T09:34:00-05:00", "minute"),
    Case("the site's zone for a clock of metadata", (claimed("2024-05-01T20:00Z"),), "2024-05-02T05:00:00+09:00", "minute", site=TOKYO),
    Case("an unknown site zone leaves metadata's", (claimed("2024-05-01T20:00-05:00"),), "2024-05-01T20:00:00-05:00", "minute", site="No/Where"),
    Case("the printed day is the next one at home", (printed("2024-05-02"), claimed("2024-05-01T17:00Z")), "2024-05-02T01:00:00+08:00", "minute"),
    Case("the printed day was yesterday's in New York", (printed("2024-04-30"), claimed("2024-05-01T02:00Z")), "2024-04-30T21:00:00-05:00", "minute", lang="en"),
    Case("the printed day was yesterday's in Los Angeles", (printed("2024-04-30"), claimed("2024-05-01T07:00Z")), "2024-04-30T23:00:00-08:00", "minute", lang="en"),
    Case("the printed day was yesterday's in Samoa", (printed("2024-04-30"), claimed("2024-05-01T10:00Z")), "2024-04-30T23:00:00-11:00", "minute", lang="en"),
    Case("the printed day is tomorrow's in Berlin", (printed("2024-05-02"), claimed("2024-05-01T23:30Z")), "2024-05-02T00:30:00+01:00", "minute", lang="en"),
    Case("the printed day is tomorrow's in Sydney", (printed("2024-05-02"), claimed("2024-05-01T14:30Z")), "2024-05-02T00:30:00+10:00", "minute", lang="en"),
    Case("the page's own zone is tried first", (printed("2024-05-02"), claimed("2024-05-01T22:30Z")), "2024-05-02T00:30:00+02:00", "minute", lang="de"),
    Case("no zone has the printed day", (printed("2024-05-04"), claimed("2024-05-01T14:30Z")), "2024-05-01T14:30:00+00:00", "minute", lang="en"),
    Case("a day alone", (printed("2024-05-01"),), "2024-05-01T00:00:00+08:00", "day"),
    Case("a day alone in summer time", (address("2024-07-01"),), "2024-07-01T00:00:00+02:00", "day", lang="de"),
    Case("a day alone in winter time", (address("2024-01-01"),), "2024-01-01T00:00:00+01:00", "day", lang="de"),
    Case("midnight in metadata is a day of its zone", (claimed("2024-05-01T00:00:00-05:00"),), "2024-05-01T00:00:00-05:00", "day"),
    Case("midnight of Greenwich is a day of the page's zone", (claimed("2024-05-01T00:00:00Z"),), "2024-05-01T00:00:00+08:00", "day"),
    Case("a minute after midnight is a time", (claimed("2024-05-01T00:01:00-05:00"),), "2024-05-01T00:01:00-05:00", "second"),
    Case("a second after midnight is a time", (claimed("2024-05-01T00:00:01-05:00"),), "2024-05-01T00:00:01-05:00", "second"),
    Case("one o'clock is a time", (claimed("2024-05-01T01:00:00-05:00"),), "2024-05-01T01:00:00-05:00", "second"),
    Case("of two claims the one with a time", (claimed("2024-05-01", 2.7), claimed("2024-05-01T09:34-05:00", 1.4)), "2024-05-01T09:34:00-05:00", "minute"),
    Case("of two times the surer", (claimed("2024-05-01T09:34-05:00", 1.4), claimed("2024-05-01T10:00-05:00", 2.4)), "2024-05-01T10:00:00-05:00", "minute"),
    Case("a time printed far away is a comment's", (printed("2024-05-01", 3.0), printed("2024-05-01T20:33", 2.2)), "2024-05-01T00:00:00+08:00", "day"),
    Case("a time printed nearly as well is the article's", (printed("2024-05-01", 3.0), printed("2024-05-01T20:33", 2.4)), "2024-05-01T20:33:00+08:00", "minute"),
    Case("a print in a bad place agrees by chance", (claimed("2024-05-01T09:34-05:00"), printed("2024-05-01T20:33", 0.9)), "2024-05-01T09:34:00-05:00", "minute"),
    Case("a print in a fair place does not", (claimed("2024-05-01T09:33-05:00"), printed("2024-05-01T20:33", 1.0)), "2024-05-01T20:33:00+06:00" , "minute"),
    Case("the best print is believed in any place", (printed("2024-05-01T20:33", 0.2),), "2024-05-01T20:33:00+08:00", "minute"),
)  # fmt: skip


def reading_of(case: Case) -> Reading:
    reading = read(f"<html lang={case.lang}><p>text</p>", url=f"https://{case.host}/a")
    site = Site(publisher="P", domains=(case.host,), timezone=case.site) if case.site else None
    return replace(reading, site=site)


@pytest.mark.parametrize("case", CASES, ids=[case.label for case in CASES])
def test_candidates_of_a_day_make_one_moment(case: Case) -> None:
    placed = place_moments(reading_of(case), case.agreeing[0], case.agreeing, others=case.others)
    assert (placed.value.isoformat(), placed.precision) == (case.value, case.precision)


@pytest.mark.parametrize(
    ("agreeing", "shown"),
    [
        ((printed("2024-05-01T09:34"), claimed("2024-05-01T01:34Z")), 0),
        ((claimed("2024-05-01T09:34-05:00"), printed("2024-05-01")), 1),
        ((claimed("2024-05-01"), printed("2024-05-01")), 1),
        ((printed("2024-05-02"), claimed("2024-05-01T17:00Z")), 0),
        ((claimed("2024-05-01T09:34"), printed("2024-05-01")), 1),
        ((claimed("2024-05-01T09:34Z"),), None),
        ((claimed("2024-05-01"),), None),
    ],
)
def test_the_print_behind_a_moment_is_named(agreeing: tuple[Candidate, ...], shown: int | None) -> None:
    reading = reading_of(Case("", (), "", ""))
    placed = place_moments(reading, agreeing[0], agreeing, others=())
    assert placed.printed == (agreeing[shown].printed if shown is not None else None)


@pytest.mark.parametrize(
    ("hours", "answer"),
    [
        (0, True), (8, True), (-12, True), (14, True), (-13, False), (15, False), (5.5, True), (5.75, True), (-3.5, True),
        (3.5, True), (4.5, True), (6.5, True), (9.5, True), (10.5, True), (12.75, True), (-2.5, True), (8.5, False),
        (7.25, False), (-5.5, False), (1 / 60, False), (-1 / 60, False), (8 + 20 / 3600, True), (8 - 20 / 3600, True),
        (8 + 40 / 3600, False),
    ],
)  # fmt: skip
def test_clocks_of_zones_differ_by_what_zones_do(hours: float, answer: bool) -> None:
    """Print and metadata may differ by some seconds; no zone lies twenty past an hour from Greenwich."""
    assert is_zone_shift(timedelta(hours=hours)) is answer
