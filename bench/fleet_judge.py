"""Hold what a fleet's archive knows against what truly happened."""

import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import select

from archiver.store.batch import FRONTIER, VISITS
from archiver.store.engine import make_engine, parse_url
from archiver.store.revisit import Past, next_gone_visit, next_visit
from bench.fleet_world import BEGIN, NEWEST, FleetSite, Story

WELL = ("new", "changed", "unchanged")
SLACK = 0.25
"""Hours: a run's own time."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One visit."""

    hour: float
    outcome: str
    reason: str | None


@dataclass
class Verdict:
    """Delays in hours, and what is wrong."""

    found: list[float] = field(default_factory=list)
    """Of every article that appeared while the simulation went on: the hours until it was found, or, when its host was
    down, from the host's return."""
    edits: list[tuple[float, float]] = field(default_factory=list)
    """Of every edit, deletion or return: the hours until it was seen, and those that its revisit interval allowed."""
    deletions: list[tuple[float, float]] = field(default_factory=list)
    returns: list[tuple[float, float]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def read_visits(db: str) -> dict[str, list[Seen]]:
    """All visits of articles by address, in order of time."""
    query = (
        select(FRONTIER.c.url, VISITS.c.visited_at, VISITS.c.outcome, VISITS.c.reason)
        .join(VISITS, VISITS.c.url_id == FRONTIER.c.id)
        .order_by(VISITS.c.visited_at)
    )
    visits: dict[str, list[Seen]] = {}
    engine = make_engine(parse_url(db), read_only=True)
    with engine.connect() as connection:
        for url, at, outcome, reason in connection.execute(query):
            visits.setdefault(url, []).append(Seen(_hour(at), outcome, reason))
    engine.dispose()
    return visits


def _hour(at: datetime) -> float:
    return (at - BEGIN) / timedelta(hours=1)


def judge(sites: Sequence[FleetSite], visits: dict[str, list[Seen]], *, port: int, every: float, end: float) -> Verdict:
    """The verdict on all stories up to the hour `end`, with sites visited `every` so many hours."""
    verdict = Verdict()
    for site in sites:
        for story in site.stories:
            seen = visits.get(f"http://{site.address}:{port}{story.path}", [])
            _judge_story(
                verdict, site, story, [each for each in seen if each.outcome != "refused"], every=every, end=end
            )
    return verdict


def _judge_story(
    verdict: Verdict, site: FleetSite, story: Story, seen: list[Seen], *, every: float, end: float
) -> None:
    verdict.counts["revisits"] += max(0, len(seen) - 1)
    well = [each for each in seen if each.outcome in WELL]
    limit = _after_down(site, max(story.published, 0.0), every) + every + SLACK
    if not well:
        stood = story.is_there(min(limit, end))
        if story in _unlisted(site, every):
            verdict.counts["never listed"] += 1
        elif limit < end and stood and not (story.deleted and story.deleted < limit):
            verdict.wrong.append(f"never found: site {site.number} {site.kind} {story}")
        return
    verdict.counts["found"] += 1
    born = story.published
    if (
        story.deleted is not None
        and story.returned is not None
        and story.deleted < limit
        and well[0].hour >= story.returned
    ):
        born = story.returned  # it was gone before the first visit could see it
        limit = _after_down(site, born, every) + every + SLACK
    if born >= every:
        verdict.found.append(well[0].hour - _after_down(site, born, every))
        if well[0].hour > limit:
            verdict.wrong.append(f"found late: site {site.number} {site.kind} at {well[0].hour:.1f} {story}")
    for what, hour, wanted in _events(story, well[0].hour, end):
        _judge_event(verdict, site, what, hour, wanted, story, seen, every=every, end=end)


@cache
def _unlisted(site: FleetSite, every: float) -> frozenset[Story]:
    """What is older than the simulation and was no longer named by its feed at the first visit: nobody can find it."""
    rest = site.newest(every)[NEWEST:] if site.kind in ("rss", "atom") else ()
    return frozenset(story for story in rest if story.published < 0)


def _events(story: Story, first: float, end: float) -> Iterator[tuple[str, float, tuple[str, ...]]]:
    """What happened to a story after it was first seen, and the outcomes that a visit after it may have."""
    gone = story.deleted if story.deleted is not None else end + 1
    for edit in story.edits:
        if first < edit < min(end, gone):
            yield "edits", edit, ("changed",)
    if story.deleted is not None and first < story.deleted < end:
        yield "deletions", story.deleted, ("gone",)
    if story.returned is not None and story.deleted is not None and first < story.deleted and story.returned < end:
        yield "returns", story.returned, WELL


def _judge_event(  # an event has these parts
    verdict: Verdict,
    site: FleetSite,
    what: str,
    hour: float,
    wanted: tuple[str, ...],
    story: Story,
    seen: list[Seen],
    *,
    every: float,
    end: float,
) -> None:
    place = bisect.bisect_right([each.hour for each in seen], hour)
    before = seen[:place]
    promised = before[-1].hour + _promise(before, story)
    due = _after_down(site, max(promised, hour), every) + every + SLACK
    after = next((each for each in seen[place:] if each.outcome != "failed"), None)
    later = [story.deleted, story.returned, *story.edits]
    if any(each is not None and hour < each < (after.hour if after else due) for each in later):
        verdict.counts[f"{what} overtaken"] += 1  # it was edited, deleted or back before a visit was due
        return
    if after is None:
        verdict.counts[f"{what} pending" if due > end else f"{what} missed"] += 1
        if due <= end:
            verdict.wrong.append(f"{what}: no visit by {due:.1f} of {hour:.1f}: site {site.number} {site.kind} {story}")
        return
    getattr(verdict, what).append((after.hour - hour, due - hour))
    if after.hour > due or after.outcome not in wanted:
        text = f"{what}: {hour:.1f} seen at {after.hour:.1f} as {after.outcome} ({after.reason}), due {due:.1f}"
        verdict.wrong.append(f"{text}: site {site.number} {site.kind} {story}")


def _promise(before: list[Seen], story: Story) -> float:
    """The hours that the schedule lets an article rest after these visits, by the rules of docs/crawling.md."""
    last = before[-1]
    if last.outcome == "gone":
        times = 0
        while times < len(before) and before[-1 - times].outcome == "gone":
            times += 1
        wait = next_gone_visit(times)
        return wait / timedelta(hours=1) if wait else 1e9
    well = [each for each in before if each.outcome in WELL]
    changes = sum(each.outcome == "changed" for each in well)
    vain = 0
    while vain < len(well) and well[-1 - vain].outcome == "unchanged":
        vain += 1
    age = timedelta(hours=last.hour - story.published)
    return next_visit(age, Past(visits=len(well), changes=changes, unchanged=vain)) / timedelta(hours=1)


def _after_down(site: FleetSite, hour: float, every: float) -> float:
    """The hour; or when the server is up again, where the visit that was to come within the interval met it down."""
    return site.down[1] if site.down and site.down[0] - every - SLACK <= hour < site.down[1] else hour
