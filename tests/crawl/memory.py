"""A small frontier in memory that keeps the archive's promises, for tests of the crawl alone."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from archiver.model.article import Article
from archiver.model.site import Site
from archiver.model.stats import Trend
from archiver.model.visit import FoundUrl, FrontierUrl, Kind, Outcome, Saved, Visit

_WELL = (Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED)


class Row:
    def __init__(self, found: FoundUrl, site: str, depth: int) -> None:
        self.found, self.site, self.depth = found, site, depth
        self.due: datetime | None = datetime.min.replace(tzinfo=UTC)
        self.leased = False
        self.visits: list[Visit] = []
        self.kind = found.kind
        self.lastmod = found.lastmod


class MemoryLedger:
    """Implements `archiver.crawl.ledger.Ledger`."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}
        self.articles: dict[str, list[Article]] = {}
        self.visits: list[Visit] = []
        self.ended: dict[int, dict[str, object]] = {}
        self.saves = 0
        self.now: datetime | None = None
        self._runs = 0

    def start_run(self, name: str, site: Site, *, now: datetime) -> int:
        self._runs += 1
        for row in self.rows.values():
            row.leased = False
        return self._runs

    def add_urls(self, site: str, found: Sequence[FoundUrl]) -> None:
        for each in found:
            if each.found_on is None and each.url in self.rows:
                self.rows[each.url].due = datetime.min.replace(tzinfo=UTC)
            self._find(each, site, 0)

    def lease_urls(self, site: str, limit: int, *, run_id: int) -> tuple[FrontierUrl, ...]:
        now = self.now or datetime.now(UTC)
        rows = [r for r in self.rows.values() if r.site == site and not r.leased and r.due is not None and r.due <= now]
        rows.sort(key=lambda row: row.kind is Kind.ARTICLE)
        for row in rows[:limit]:
            row.leased = True
        return tuple(_lease(row) for row in rows[:limit])

    def moved_origins(self, site: str) -> tuple[tuple[str, str], ...]:
        return ()

    def known_urls(self, urls: Sequence[str]) -> frozenset[str]:
        return frozenset(url for url in urls if url in self.rows)

    def make_due(self, site: str) -> None:
        for row in self.rows.values():
            if row.kind is Kind.ARTICLE and row.visits:
                row.due = datetime.min.replace(tzinfo=UTC)

    def count_due(self, site: str) -> int:
        return sum(1 for row in self.rows.values() if row.due is not None and not row.leased)

    def save_visits(self, visits: Sequence[Visit], run_id: int) -> tuple[Saved, ...]:
        self.saves += 1
        return tuple(self._save(visit) for visit in visits)

    def drifts(self, site: str) -> tuple[Trend, ...]:
        return ()

    def end_run(
        self,
        run_id: int,
        *,
        status: str,
        requests: int,
        articles_seen: int,
        warnings: Sequence[str],
        pages_per_second: float | None = None,
    ) -> None:
        self.ended[run_id] = {
            "status": status,
            "requests": requests,
            "articles": articles_seen,
            "warnings": tuple(warnings),
        }

    def outcomes(self) -> dict[str, str]:
        """The last outcome (with the reason's word) of every path but robots.txt."""
        told = {}
        for url, row in self.rows.items():
            path = "/" + url.split("/", 3)[3]
            if row.visits and path != "/robots.txt":
                last = row.visits[-1]
                told[path] = last.outcome.value + (f": {last.reason.partition(':')[0]}" if last.reason else "")
        return told

    def reason(self, url: str) -> str | None:
        """The last reason of an address, whole."""
        return self.rows[url].visits[-1].reason

    def _save(self, visit: Visit) -> Saved:
        row = self._find(FoundUrl(url=visit.url, kind=visit.kind), "", 0)
        row.leased = False
        self.visits.append(visit)
        outcome = visit.outcome
        if visit.article is not None:
            key = visit.article.canonical_url or visit.article.url
            known = self.articles.setdefault(key, [])
            same = bool(known) and (known[-1].title, known[-1].body) == (visit.article.title, visit.article.body)
            outcome = Outcome.UNCHANGED if same else (Outcome.CHANGED if known else Outcome.NEW)
            if not same:
                known.append(visit.article)
        row.visits.append(visit)
        wait = timedelta(days=1) if outcome in _WELL or outcome is Outcome.FAILED else None
        row.due = visit.due_at or (visit.visited_at + wait if wait else None)
        for found in visit.found:
            self._find(found, row.site, row.depth + 1, visit.visited_at)
        known_article = row.kind is Kind.ARTICLE and any(v.article for v in row.visits)
        return Saved(url=visit.url, outcome=outcome, article_id=1 if visit.article or known_article else None)

    def _find(self, found: FoundUrl, site: str, depth: int, now: datetime | None = None) -> Row:
        row = self.rows.get(found.url)
        if row is None:
            row = self.rows[found.url] = Row(found, site, depth)
        elif found.lastmod and row.visits and found.lastmod > (row.lastmod or row.visits[-1].visited_at):
            row.due, row.lastmod = datetime.min.replace(tzinfo=UTC), found.lastmod
        return row


def _lease(row: Row) -> FrontierUrl:
    last = row.visits[-1] if row.visits else None
    good = next((v for v in reversed(row.visits) if v.outcome in _WELL and v.status != 304), None)
    return FrontierUrl(
        url=row.found.url,
        kind=row.kind,
        site=row.site,
        found_on=row.found.found_on,
        depth=row.depth,
        etag=good.etag if good else None,
        last_modified=good.last_modified if good else None,
        last_digest=good.capture.digest if good and good.capture else None,
        last_capture=good.capture if good else None,
        last_outcome=last.outcome if last else None,
        last_reason=last.reason if last else None,
        last_visit=last.visited_at if last else None,
        lastmod=row.lastmod,
        is_known=any(visit.article for visit in row.visits),
    )
