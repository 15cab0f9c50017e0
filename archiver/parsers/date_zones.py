"""Put a date on the globe: which of several readings of one moment gives the time of day, and which the zone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING

from archiver.model.article import Precision
from archiver.model.moment import Moment
from archiver.model.reading import Reading
from archiver.parsers.printed_dates import Print
from archiver.text.zones import likely_place, offset_at

if TYPE_CHECKING:
    from archiver.parsers.dates import Candidate

_FINENESS = {"day": 0, "hour": 1, "minute": 2, "second": 3}
# Offsets of zones that are no whole hours.
_ODD_SHIFTS = frozenset(timedelta(minutes=m) for m in (210, 270, 330, 345, 390, 570, 630, 765, -210, -150))


@dataclass(frozen=True, slots=True)
class Placed:
    """A moment with its zone."""

    value: datetime
    precision: Precision
    printed: Print | None = None
    """The print that the value is read from."""


def place_moments(
    reading: Reading, best: "Candidate", agreeing: Sequence["Candidate"], *, others: Sequence["Candidate"]
) -> Placed:
    """The moment that candidates of one day tell together.

    The page's own clock is kept where it prints one; metadata fills in what it leaves out. Zone: as printed, else the
    site's, else what metadata shows, else that of the host's country or the page's language, else UTC.
    """
    # A print in a bad place may agree by chance: it is believed when it is the best there is.
    printed = _finest([c for c in agreeing if c.printed and (c.weight >= 1 or c is best)])
    claimed = _finest([c for c in agreeing if not c.printed and c.family != "url"])
    if printed is not None and printed.moment.precision != "day":
        claim = claimed.moment if claimed else _machine(printed)
        return _from_print(reading, printed, claim, others)
    clock = claimed.moment if claimed and not _is_midnight(claimed.moment) else None
    if clock is None and printed is not None:
        machine = _machine(printed)
        clock = machine if machine and not _is_midnight(machine) else None
    if clock is None:
        clock = next((c.moment for c in agreeing if c.family == "url" and c.moment.precision != "day"), None)
    if clock is None:
        source = printed or best
        return _as_day(reading, source.moment, others, printed=source.printed)
    return _from_claim(reading, clock, printed, others)


def is_zone_shift(delta: timedelta) -> bool:
    """True when clocks of some zone differ from Greenwich by so much (seconds of print and metadata may differ)."""
    minutes = round(delta.total_seconds() / 60)
    return (minutes % 60 == 0 and -720 <= minutes <= 840) or timedelta(minutes=minutes) in _ODD_SHIFTS


def _finest(candidates: Sequence["Candidate"]) -> "Candidate | None":
    """The one with a time of day; a print far from the best place is a reader's comment or another article's."""
    best = max((c.weight for c in candidates), default=0.0)
    # The time itself is worth 0.8 (see `printed_dates`), and must not win for its own sake.
    near = [c for c in candidates if not c.printed or c.weight - 0.8 * (c.moment.precision != "day") >= best - 1.5]
    return max(
        near,
        key=lambda c: (_FINENESS[c.moment.precision] > 0 and not _is_midnight(c.moment), c.weight),
        default=None,
    )


def _is_midnight(moment: Moment) -> bool:
    """A time of exactly midnight in metadata stands for a day alone nearly always."""
    return moment.precision == "day" or (moment.local.hour, moment.local.minute, moment.local.second) == (0, 0, 0)


def _machine(candidate: "Candidate") -> Moment | None:
    return candidate.printed.machine if candidate.printed else None


def _from_print(
    reading: Reading, candidate: "Candidate", claim: Moment | None, others: Sequence["Candidate"]
) -> Placed:
    moment = candidate.moment
    local, precision = moment.local, moment.precision
    if (
        claim is not None
        and claim.precision == "second"
        and precision in {"minute", "hour"}
        and _same_minute(local, claim)
    ):
        local, precision = local.replace(second=claim.local.second), "second"
        if moment.precision == "hour":
            local = local.replace(minute=claim.local.minute)
    offset = moment.offset or _zone_between(local, claim) or _zone(reading, local, others)
    return Placed(local.replace(tzinfo=offset), precision, candidate.printed)


def _same_minute(local: datetime, claim: Moment) -> bool:
    return is_zone_shift(local - claim.local.replace(second=0))


def _zone_between(local: datetime, claim: Moment | None) -> timezone | None:
    """The zone that makes the page's clock and the metadata's the same moment."""
    if claim is None or claim.offset is None or _is_midnight(claim):
        return None
    moment = (claim.local - (claim.offset.utcoffset(None) or timedelta())).replace(second=0)
    delta = local.replace(second=0) - moment
    return timezone(delta) if is_zone_shift(delta) else None


def _from_claim(reading: Reading, clock: Moment, printed: "Candidate | None", others: Sequence["Candidate"]) -> Placed:
    local = clock.local
    shown = printed.printed if printed else None
    if clock.offset is None:
        return Placed(local.replace(tzinfo=_zone(reading, local, others)), clock.precision, shown)
    value = local.replace(tzinfo=clock.offset)
    if reading.site is not None:
        place = offset_at(reading.site.timezone, local)
        return Placed(value.astimezone(place) if place else value, clock.precision, shown)
    if printed is not None and printed.moment.local.date() != local.date():
        return _on_printed_day(reading, value, printed, clock)
    return Placed(value, clock.precision, shown)


def _on_printed_day(reading: Reading, value: datetime, printed: "Candidate", clock: Moment) -> Placed:
    """The page prints the neighbour of the metadata's day: its zone must be one where that day it was."""
    day = printed.moment.local.date()
    place = likely_place(reading.document.lang, reading.url)
    hours = ([offset_at(place, clock.local)] if place else []) + [
        timezone(timedelta(hours=h)) for h in (-5, -8, 1, 8, 10, -11)
    ]
    for zone in hours:
        if zone is not None and value.astimezone(zone).date() == day:
            return Placed(value.astimezone(zone), clock.precision, printed.printed)
    return Placed(value, clock.precision, printed.printed)


def _as_day(reading: Reading, moment: Moment, others: Sequence["Candidate"], *, printed: Print | None) -> Placed:
    midnight = moment.local.replace(hour=0, minute=0, second=0)
    if moment.offset is not None and moment.offset != UTC:
        return Placed(midnight.replace(tzinfo=moment.offset), "day", printed)
    return Placed(midnight.replace(tzinfo=_zone(reading, midnight, others)), "day", printed)


def _zone(reading: Reading, local: datetime, others: Sequence["Candidate"]) -> tzinfo:
    if reading.site is not None and (offset := offset_at(reading.site.timezone, local)):
        return offset
    for candidate in others:
        offset = candidate.moment.offset
        if offset is not None and offset != UTC:
            return offset
    place = likely_place(reading.document.lang, reading.url)
    if place and (offset := offset_at(place, local)):
        return offset
    return UTC
