"""Sites at a glance: how much they brought, how their last run went, and what drifted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from archiver.model.stats import SiteStats, SiteSummary, Trend
from archiver.store.archive import Archive

_PLAIN = ("body_chars", "date_lag_hours", "articles_per_day")
"""Measures that are numbers; all others are shares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """One site."""

    summary: SiteSummary
    stats: SiteStats | None
    """None while no article of it is stored."""
    spark: str
    """Points of a small line of articles a day, 120 by 24; "" when there is nothing to draw."""


def site_views(archive: Archive) -> tuple[SiteView, ...]:
    """All sites that were ever crawled, by name."""
    stats = {each.site: each for each in archive.stats()}
    return tuple(_view(summary, stats.get(summary.name)) for summary in archive.sites())


def _view(summary: SiteSummary, stats: SiteStats | None) -> SiteView:
    return SiteView(summary=summary, stats=stats, spark=spark_points(_daily(stats)) if stats else "")


def _daily(stats: SiteStats) -> list[int]:
    """Articles of each day from the first to the last one kept; days without any are zero."""
    if not stats.per_day:
        return []
    first, last = min(stats.per_day), max(stats.per_day)
    days = min((last - first).days, 60)
    return [stats.per_day.get(last - timedelta(days=days - at), 0) for at in range(days + 1)]


def spark_points(counts: Sequence[int]) -> str:
    """Points of a small line, 120 by 24; "" when there are fewer than two counts, or nothing but zeros.

    >>> spark_points([0, 2, 1])
    '0.0,22.0 60.0,2.0 120.0,12.0'
    """
    if len(counts) < 2 or not any(counts):
        return ""
    top, step = max(counts), 120 / (len(counts) - 1)
    return " ".join(f"{at * step:.1f},{22 - 20 * count / top:.1f}" for at, count in enumerate(counts))


def show_trend(trend: Trend) -> tuple[str, str]:
    """A measure before and now, for people: a share in percent, else a number."""
    if trend.name in _PLAIN:
        return f"{trend.before:,.1f}", f"{trend.now:,.1f}"
    return f"{trend.before:.0%}", f"{trend.now:.0%}"


def site_json(view: SiteView) -> dict[str, object]:
    """A site for programs: times as ISO 8601."""
    summary = view.summary
    found: dict[str, object] = {
        "name": summary.name,
        "publisher": summary.publisher,
        "domains": list(summary.domains),
        "timezone": summary.timezone,
        "language": summary.language,
        "articles": summary.articles,
        "urls": summary.urls,
        "due": summary.due,
        "last_run": summary.last_run,
        "last_run_at": summary.last_run_at.isoformat() if summary.last_run_at else None,
        "last_status": summary.last_status,
        "stats": None,
    }
    if view.stats is not None:
        found["stats"] = view.stats.to_dict()
    return found
