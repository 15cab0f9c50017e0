"""What is told to people outside when a run went wrong, or a site's pages are no longer read as they were."""

from collections.abc import Sequence

from archiver.alerts.deliver import deliver
from archiver.crawl.options import RunReport
from archiver.model.alert import Delivery, Message, Target
from archiver.model.stats import Trend


def message_of(report: RunReport) -> Message | None:
    """The alert for a run; None when nothing is wrong that was not known, or when someone stopped it.

    A measure that drifted is told once: by the first run that sees it.
    """
    news = [trend for trend in report.drift if trend.is_new]
    if report.status == "interrupted" or not (report.problems or news):
        return None
    said = [*report.problems, *(drift_line(trend) for trend in news)]
    what = f"run {report.status}" if report.problems else "its pages are read otherwise than before"
    return Message(
        id=f"run/{report.site}/{report.run_id or 'not-begun'}",
        subject=f"{report.site}: {what}",
        text="\n".join(said),
        data={
            "site": report.site,
            "run": report.run_id,
            "status": report.status,
            "problems": list(report.problems),
            "drift": [
                {"measure": trend.name, "now": trend.now, "before": trend.before, "since": trend.drifted_since}
                for trend in news
            ],
            "counts": dict(report.counts),
            "articles": report.articles,
            "minimum": report.minimum,
        },
    )


def drift_line(trend: Trend) -> str:
    """A drift in words: the measure, what it is now, what it was, since when.

    >>> from datetime import UTC, datetime
    >>> drift_line(Trend(name="source", now=0.1, before=0.98, drifted_since=datetime(2026, 3, 4, tzinfo=UTC)))
    'drift: source 0.1, before 0.98, since 2026-03-04'
    """
    since = f", since {trend.drifted_since:%Y-%m-%d}" if trend.drifted_since else ""
    return f"drift: {trend.name} {trend.now:g}, before {trend.before:g}{since}"


def tell(reports: Sequence[RunReport], targets: Sequence[Target]) -> tuple[Delivery, ...]:
    """Send what the runs have to tell to every target; how each delivery ended. Never raises."""
    messages = [message for report in reports if (message := message_of(report))] if targets else []
    return tuple(deliver(target, message) for message in messages for target in targets)
