"""When an article was published and changed: what the page prints, checked against its metadata and its address."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Literal

from archiver.model.fields import Dates
from archiver.model.moment import Moment
from archiver.model.reading import Body, Found, Piece, Reading
from archiver.parsers.date_claims import Claim, read_claims, url_moment
from archiver.parsers.date_zones import Placed, is_zone_shift, place_moments
from archiver.parsers.language import with_language
from archiver.parsers.printed_dates import Print, read_prints
from archiver.parsers.surroundings import Surroundings, find_surroundings

FIRST_YEAR = 1990
MAX_PRINTS = 80
"""So many dates of a page are weighed against one another; a page with more is a table."""
_BEST_PLACE = 3.0
_BESIDE_CHANGE = 1.5
"""A print of such weight without a label is the publication where another is labelled as the change."""
Family = Literal["json", "meta", "url", "printed"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One date of the page, wherever it came from."""

    kind: str
    moment: Moment
    family: Family
    weight: float
    source: str
    text: str
    printed: Print | None = None

    @property
    def day(self) -> date:
        """The calendar day as written."""
        return self.moment.local.date()


def parse_dates(
    reading: Reading, *, title: Found[str] | None = None, body: Body | None = None, now: datetime | None = None
) -> Dates:
    """When the page says its article was published and last changed; empty when it does not say.

    `now` stands in for the capture's time where that is not known: relative times are read against it, and nothing
    later than two days after it is believed. Never raises.
    """
    now = reading.captured_at or now
    reading = with_language(reading, title)
    candidates, refused = _collect(reading, title, body, now)
    published = _published(candidates)
    best, support = _choose(published)
    fallback = 0.0
    if ruled := _by_site_rule(reading, now):
        best, fallback = ruled, 0.99
    if best is None:
        best, fallback = _second_best(candidates)
    if best is None:
        return Dates(refused=refused)
    agreeing = [c for c in published if _same(c, best)] or [best]
    agreeing += [best] if best not in agreeing else []
    placed = place_moments(reading, best, agreeing, others=candidates)
    score = fallback or _score(best, agreeing, published, support=support, placed=placed)
    return Dates(
        published=_found(best, agreeing, placed, score),
        precision=placed.precision,
        modified=_modified(reading, candidates, placed.value),
        refused=refused,
    )


def _by_site_rule(reading: Reading, now: datetime | None) -> Candidate | None:
    """The first date in what the site's rule for the publication matched; it goes before all that the page says."""
    if reading.layout is None or reading.layout.published is None:
        return None
    indexes = [i for i in reading.document.selected.get("published", ()) if reading.kept[i]]
    around = Surroundings(min(indexes, default=0) - 1, range(0), len(reading.document.blocks), -1, range(0))
    found = (c for c in _printed(reading, around, now, indexes=indexes) if _is_possible(c.moment, now))
    best = next(found, None)
    return replace(best, kind="published", weight=9.0, source="site rule published") if best else None


def _published(candidates: Sequence[Candidate]) -> list[Candidate]:
    """What may be the date of publication.

    A print of the day on which metadata puts the last change, with an earlier day of publication there, is the change.
    Where no metadata tells, a printed change may stand in.
    """
    published = [c for c in candidates if c.kind != "modified"]
    claimed = [c for c in published if c.family in {"json", "meta"}]
    if claimed:
        first = min(c.day for c in claimed)
        changes = {c.day for c in candidates if c.kind == "modified" and c.family in {"json", "meta"}}
        return [
            c
            for c in published
            if c.family != "printed"
            or c.day not in changes
            or c.day <= first
            or any(_same(c, claim) for claim in claimed)
        ]
    if any(c.family == "printed" and c.weight >= _BESIDE_CHANGE for c in published):
        return published
    changed = [c for c in candidates if c.kind == "modified" and c.family == "printed"]
    return published + [replace(c, weight=c.weight - 1.4) for c in changed]


def _collect(
    reading: Reading, title: Found[str] | None, body: Body | None, now: datetime | None
) -> tuple[list[Candidate], tuple[tuple[str, str], ...]]:
    """All candidates within bounds, and what was refused."""
    candidates: list[Candidate] = []
    refused: list[tuple[str, str]] = []
    for claim in read_claims(reading):
        if isinstance(claim, Claim):
            family: Family = "json" if claim.source.startswith("json") else "meta"
            candidates.append(_candidate(claim, family))
        else:
            refused.append((claim.source, claim.text))
    if moment := url_moment(reading.url):
        candidates.append(Candidate("published", moment, "url", 2.0, "url", ""))
    around = find_surroundings(reading, title, body)
    candidates += _printed(reading, around, now, indexes=around.head)
    if not _agree(candidates):
        candidates += _printed(reading, around, now, indexes=[i for i in around.tail if i not in around.head])
    if not candidates:
        candidates += _far(reading, around, now)
    kept = [c for c in candidates if _is_possible(c.moment, now)]
    refused += [(c.source, c.text) for c in candidates if c not in kept and c.family != "printed"]
    return kept, tuple(refused)


def _agree(candidates: Sequence[Candidate]) -> bool:
    """True when a time printed in the best place is what metadata says: nothing behind the text can change that."""
    claimed = {c.day for c in candidates if c.kind == "published" and c.family in {"json", "meta"}}
    return any(
        c.day in claimed and c.weight >= _BEST_PLACE and c.moment.precision != "day"
        for c in candidates
        if c.family == "printed" and c.kind != "modified"
    )


def _printed(
    reading: Reading, around: Surroundings, now: datetime | None, *, indexes: Iterable[int], least: float = -99.0
) -> Iterator[Candidate]:
    """Prints in these blocks, of `least` weight at least; 7/5/2023 is given both ways, the likelier order first."""
    prints = read_prints(reading, around, language=reading.document.lang, now=now, indexes=indexes)
    for printed in islice(prints, MAX_PRINTS):
        moment = printed.moment
        weight = max(least, printed.weight)
        yield Candidate(printed.kind, moment, "printed", weight, printed.source, printed.text, printed)
        if moment.doubt == "order" and moment.local.day <= 12:
            swapped = replace(moment, local=moment.local.replace(month=moment.local.day, day=moment.local.month))
            other = replace(printed, moment=swapped)
            yield Candidate(printed.kind, swapped, "printed", weight - 1.2, printed.source, printed.text, other)


def _far(reading: Reading, around: Surroundings, now: datetime | None) -> list[Candidate]:
    """For pages that date nothing where dates stand: a labelled date anywhere, else the first that fills its line."""
    found = list(_printed(reading, around, now, indexes=range(len(reading.document.blocks)), least=0.5))
    labelled = [c for c in found if c.kind == "published" and c.printed and c.printed.block >= around.title]
    blocks = reading.document.blocks
    alone = [
        c
        for c in found
        if c.printed and c.printed.block >= around.title and 2 * len(c.text) > len(blocks[c.printed.block].text)
    ]
    return (labelled or alone)[:1]


def _candidate(claim: Claim, family: Family) -> Candidate:
    return Candidate(claim.kind, claim.moment, family, claim.weight, claim.source, claim.text)


def _is_possible(moment: Moment, now: datetime | None) -> bool:
    """From 1990 to two days after the capture (clocks and zones differ)."""
    if moment.local.year < FIRST_YEAR:
        return False
    if now is None:
        return moment.local.year < 2100
    return moment.local <= now.astimezone(UTC).replace(tzinfo=None) + timedelta(days=2)


def _choose(candidates: Sequence[Candidate]) -> tuple[Candidate | None, float]:
    """The candidate with the most support: its own weight, and the best of each other family that says the same.

    JSON-LD and meta elements are written by one hand: the second of them adds little.
    """
    best, best_support = None, 0.0
    for candidate in candidates:
        support = candidate.weight
        for family in ("json", "meta", "url", "printed"):
            if family != candidate.family:
                share = 0.2 if {family, candidate.family} == {"json", "meta"} else 1.0
                agreeing = (o.weight for o in candidates if o.family == family and _same(o, candidate))
                support += share * max((0.0, *agreeing))
        if support > best_support:
            best, best_support = candidate, support
    return best, best_support


def _same(one: Candidate, other: Candidate) -> bool:
    """The same day, or the same moment seen from two zones."""
    if one.day == other.day:
        return True
    if abs((one.day - other.day).days) > 1:
        return False
    first, second = one.moment, other.moment
    if (first.offset is None) == (second.offset is None):
        return False
    exact, bare = (first, second) if first.offset is not None else (second, first)
    if bare.precision == "day":
        return _near_midnight(exact, bare)
    return exact.precision != "day" and is_zone_shift(bare.local - exact.local + (exact.offset or UTC).utcoffset(None))


def _near_midnight(exact: Moment, bare: Moment) -> bool:
    """A day printed alone may be the neighbour of a moment's day when some zone's clock had passed midnight."""
    if exact.precision == "day" or (exact.local.hour, exact.local.minute) == (0, 0):
        return False
    return exact.local.hour < 12 if bare.local < exact.local - timedelta(days=1) / 24 else exact.local.hour >= 10


def _second_best(candidates: Iterable[Candidate]) -> tuple[Candidate | None, float]:
    """Without any date of publication: the printed or claimed date of change."""
    changed = [c for c in candidates if c.kind == "modified"]
    printed = [c for c in changed if c.family == "printed"]
    if printed:
        return max(printed, key=lambda c: c.weight), 0.6
    return (max(changed, key=lambda c: c.weight), 0.4) if changed else (None, 0.0)


def _score(
    best: Candidate, agreeing: Sequence[Candidate], published: Sequence[Candidate], *, support: float, placed: Placed
) -> float:
    """How surely the day is right: by how many families agree, and whether any contradicts."""
    families = {c.family for c in agreeing}
    rival = max(
        (c.weight for c in published if not _same(c, best) and c.weight >= 2.5 and c.family != best.family), default=0.0
    )
    # Measured on the even pages of the development sets, checked on the odd ones. JSON-LD and meta elements are written
    # by one hand: together they are right no oftener than one of them with the page behind it.
    score = {1: 0.78, 2: 0.95, 3: 0.98, 4: 0.99}[len(families)]
    if families == {"json", "meta"}:
        score = 0.87
    if families == {"printed"} and best.weight >= 3.5:
        score = 0.85
    if best.kind == "modified" or (families == {"printed"} and best.weight < 1):
        score = 0.55
    if rival:
        score -= 0.25
    if best.moment.doubt in {"order", "short_year"} and len(families) == 1:
        score = min(score, 0.7)
    return score


def _found(best: Candidate, agreeing: Sequence[Candidate], placed: Placed, score: float) -> Found[datetime]:
    shown = placed.printed or best.printed
    if shown is None:
        shown = max((c.printed for c in agreeing if c.printed), key=lambda p: p.weight, default=None)
    sources = list(dict.fromkeys(c.source for c in (best, *agreeing)))
    pieces = (Piece(shown.block, shown.start, shown.end),) if shown else ()
    return Found(placed.value, " + ".join(sources[:3]), score, pieces, shown.text if shown else None)


def _modified(reading: Reading, candidates: Sequence[Candidate], published: datetime) -> Found[datetime] | None:
    """The last change: the claim that the page prints too, else the surest claim, else the print."""
    changed = [c for c in candidates if c.kind == "modified"]
    best, _ = _choose(changed)
    if best is None:
        return None
    agreeing = [c for c in changed if _same(c, best)]
    # A change is told by its time: a claim with one goes before a day alone.
    best = max(agreeing, key=lambda c: (c.moment.precision != "day", c.weight))
    placed = place_moments(reading, best, agreeing, others=candidates)
    if placed.value < published - timedelta(days=1):
        return None
    score = 0.95 if len({c.family for c in agreeing}) > 1 else 0.8
    return _found(best, agreeing, placed, score)
