"""Saved searches at work: look at what is new, tell who wants to know."""

from archiver.alerts.deliver import deliver
from archiver.model.alert import Delivery, Message
from archiver.model.article import Article
from archiver.model.saved import Alert
from archiver.store.archive import Archive

_TOLD = (
    "id", "version", "url", "canonical_url", "site", "publisher", "title", "published_at", "source", "authors",
    "language", "spam_score",
)  # fmt: skip
"""Of the record, what an alert holds of each article."""


def run_searches(archive: Archive) -> tuple[tuple[Alert, Delivery], ...]:
    """Find what is new for the saved searches and send the alerts that are due; how each ended.

    Safe to be called by several at once: an article is found once, an alert is leased by one. An alert whose sender
    was killed before it could note the answer is sent again, with the same `id`.
    """
    archive.collect_alerts()
    ended: list[tuple[Alert, Delivery]] = []
    while (alert := archive.lease_alert()) is not None:
        outcome = send(alert)
        archive.end_alert(alert, outcome)
        ended.append((alert, outcome))
    return tuple(ended)


def send(alert: Alert) -> Delivery:
    """Send one alert."""
    if alert.search.target is None:
        return Delivery(is_done=False, is_final=True, detail="nobody is to be told")
    return deliver(alert.search.target, write_message(alert))


def write_message(alert: Alert) -> Message:
    """The alert in words and as data."""
    name = alert.search.name
    number = len(alert.articles)
    return Message(
        id=f"{name}-{alert.id}",
        subject=f"{name}: {number} new article{'' if number == 1 else 's'}",
        text="\n".join(f"{_line(each)}\n{each.url}" for each in alert.articles),
        data={"search": name, "query": alert.search.words, "articles": [_facts(each) for each in alert.articles]},
    )


def _line(article: Article) -> str:
    day = f"{article.published_at:%Y-%m-%d}" if article.published_at else None
    return " · ".join(fact for fact in (article.title or "(no title)", article.source, day) if fact)


def _facts(article: Article) -> dict[str, object]:
    record = article.to_dict()
    return {name: record[name] for name in _TOLD}
