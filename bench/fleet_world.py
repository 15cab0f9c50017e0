"""A fleet of news sites over simulated time: a pure function of seed, site and moment says what every address holds."""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
KINDS = ("rss", "atom", "news_map", "plain_map", "listing", "noisy")
"""How a site tells of its articles: see `fleet_server`. The last is a listing whose pages differ at every request."""
NEWEST = 50
"""Entries of a feed."""
DOWN_SHARE = 0.05
"""Of all sites, those that are down for one day."""
_CHARS = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平"
)


@dataclass(frozen=True, slots=True)
class Story:
    """One article's life. Times in hours from the beginning; negative ones are before it."""

    number: int
    published: float
    edits: tuple[float, ...] = ()
    deleted: float | None = None
    returned: float | None = None

    def is_there(self, hour: float) -> bool:
        """Whether its page stands at an hour."""
        if hour < self.published:
            return False
        gone = self.deleted is not None and hour >= self.deleted
        return not gone or (self.returned is not None and hour >= self.returned)

    def version(self, hour: float) -> int:
        """How often it has been edited by an hour."""
        return sum(edit <= hour for edit in self.edits)

    def changed(self, hour: float) -> float:
        """When it was published, edited or put back last, by an hour."""
        back = () if self.returned is None else (self.returned,)
        return max((self.published, *(each for each in (*self.edits, *back) if each <= hour)))

    @property
    def path(self) -> str:
        return f"/{moment(self.published):%Y/%m%d}/{self.number}.html"


@dataclass(frozen=True, slots=True)
class FleetSite:
    """One site's whole history."""

    number: int
    kind: str
    stories: tuple[Story, ...] = field(repr=False)
    down: tuple[float, float] | None = None
    """The hours between which its server answers nothing but 503."""

    @property
    def address(self) -> str:
        """A loopback address of its own, so that it is a host of its own."""
        return f"127.1.{self.number // 250}.{self.number % 250 + 1}"

    def newest(self, hour: float) -> list[Story]:
        """The stories that stand at an hour, newest first."""
        return sorted((each for each in self.stories if each.is_there(hour)), key=lambda each: -each.published)


def moment(hour: float) -> datetime:
    """The time of an hour."""
    return BEGIN + timedelta(hours=hour)


def make_site(number: int, *, articles: int, days: int, seed: int) -> FleetSite:
    """A site: a fifth of its articles are older than the simulation, the others appear while it goes on."""
    dice = random.Random(f"{seed}/{number}")
    hours = sorted(_hour(dice, days) if n >= articles // 5 else -dice.uniform(0, 24 * days) for n in range(articles))
    stories = tuple(_story(dice, 10_000 + n, hour, days) for n, hour in enumerate(hours))
    begin = dice.uniform(24, 24 * (days - 3))
    down = (begin, begin + 24) if dice.random() < DOWN_SHARE else None
    return FleetSite(number=number, kind=KINDS[number % len(KINDS)], stories=stories, down=down)


def _hour(dice: random.Random, days: int) -> float:
    """Most articles appear between six in the morning and midnight."""
    return dice.randrange(days) * 24 + dice.choice((dice.uniform(0, 24), dice.uniform(6, 24)))


def _story(dice: random.Random, number: int, published: float, days: int) -> Story:
    """One in eight is edited, mostly within hours and sometimes weeks later; one in forty is deleted."""
    edits: list[float] = []
    while dice.random() < 0.125:
        edits.append(
            published + min(dice.expovariate(1 / 12) + 0.1 if dice.random() < 0.7 else dice.uniform(24, 480), 700)
        )
    deleted = returned = None
    if dice.random() < 0.025:
        deleted = max((published, *edits)) + dice.expovariate(1 / 60) + 0.5
        returned = deleted + dice.uniform(24, 120) if dice.random() < 0.33 else None
    kept = tuple(sorted(edit for edit in edits if edit < 24 * days))
    return Story(number=number, published=published, edits=kept, deleted=deleted, returned=returned)


@cache
def title(site: int, number: int) -> str:
    """A story's headline."""
    dice = random.Random(f"{site}-{number}")
    return "".join(dice.choices(_CHARS, k=dice.randint(12, 24)))


def body(site: int, number: int, version: int) -> list[str]:
    """A story's paragraphs; an edit changes one of them and adds a correction that names its number."""
    dice = random.Random(f"{site}-{number}-body")
    lines = ["".join(dice.choices(_CHARS, k=dice.randint(40, 120))) + "。" for _ in range(dice.randint(4, 9))]
    if version:
        lines[version % len(lines)] = "".join(random.Random(f"{site}-{number}-{version}").choices(_CHARS, k=60)) + "。"
        lines.append(f"本文已作第{version}次更正。")
    return lines
