"""What a crawl is asked to do, and what it reports."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from archiver.model.alert import Target as AlertTarget
from archiver.model.site import Site
from archiver.model.stats import Trend

DEFAULT_TIMEOUT = 60.0


def utc_now() -> datetime:
    """The time by the machine's clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One site to crawl in one run."""

    name: str
    """The site's name in the archive."""
    site: Site
    starts: tuple[str, ...] = ()
    """Addresses to start from, beside the site's own."""
    is_general: bool = False
    """True when nothing is known of the site: whatever page in scope is linked is looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run has come; handed to the progress callback about four times a second and at its end."""

    site: str
    requests: int
    articles: int
    """New, changed and unchanged ones."""
    counts: Mapping[str, int]
    waiting: int
    """Addresses known to be waiting: a lower bound while the run goes on."""
    url: str | None
    """The last one fetched."""
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlOptions:
    """The settings of a crawl; the defaults are the polite ones."""

    db: str
    captures: Path
    max_pages: int | None = None
    max_articles: int | None = None
    since: date | None = None
    """Articles whose index or address names an earlier day are not fetched."""
    allow: tuple[str, ...] = ()
    """Origins ("http://127.0.0.1:8000" or "127.0.0.1:8000") that may be fetched although their address is private."""
    delay: float | None = None
    """Seconds between two requests to one host; None for the polite default of one second."""
    concurrency: int | None = None
    """Requests to one host at a time; None for one."""
    workers: int | None = None
    """Processes that read pages; 0 reads small sane pages in this process; None takes one a spare core."""
    second_look: bool = False
    """Ask for every new article again as a search engine's visitor and as its robot, and record what differs."""
    revisit: bool = False
    """Look at all known articles now."""
    starts: tuple[str, ...] = ()
    """Addresses for the general spider; the origins of all of them are its scope."""
    at: str | None = None
    """An origin that serves a copy of the named sites: their facts are used on that origin."""
    sites: Mapping[str, Site] = field(default_factory=dict)
    """Sites that have no spider, by name, for callers that bring their own facts."""
    user_agent: str | None = None
    progress: Callable[[Progress], None] | None = None
    install_signals: bool = True
    """Let SIGTERM and SIGINT end the runs cleanly."""
    timeout: float = DEFAULT_TIMEOUT
    """Seconds that one request may take."""
    clock: Callable[[], datetime] = utc_now
    """Gives the time, in UTC: simulations of months bring their own. Pauses between requests are always real."""
    alerts: tuple[AlertTarget, ...] = ()
    """Where a run that went wrong, or a site that drifted, is told of."""
    zstd: bool = False
    """Compress captures with zstd instead of gzip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What one run brought."""

    site: str
    run_id: int | None
    """None when the run could not be begun."""
    status: str
    """done, failed, interrupted or refused (nothing could be stored)."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """Pages by outcome."""
    reasons: Mapping[str, int] = field(default_factory=dict)
    """Pages by outcome and reason, keyed "failed: timeout"."""
    requests: int = 0
    articles: int = 0
    """Articles seen: new, changed and unchanged."""
    minimum: int = 0
    seconds: float = 0.0
    drift: tuple[Trend, ...] = ()
    """What the site's pages give otherwise than before: no fault of the run, work for someone all the same."""
    problems: tuple[str, ...] = ()
    """What is wrong, for people; empty when nothing is."""
    exit_status: int = 0
    """What the command line ends with for this run alone."""
