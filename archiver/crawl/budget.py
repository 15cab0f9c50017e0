"""Bounds that keep traps from eating a run: pages of one pattern, pages of one host."""

from collections import Counter

from archiver.model.visit import FrontierUrl, Outcome
from archiver.text.url_shapes import url_pattern

PER_PATTERN = 200
"""Pages of one URL pattern in a row that brought no new article (bound that served in trials of hostile sites)."""
PER_RUN = 200_000
"""Requests of one run; no honest run of one site needs more."""
_PATTERNS_KEPT = 20_000


class Budget:
    """What a run may still ask for."""

    def __init__(self, *, per_pattern: int = PER_PATTERN, per_run: int = PER_RUN) -> None:
        self._per_pattern, self._per_run = per_pattern, per_run
        self._barren: Counter[str] = Counter()
        self.requests = 0

    def refusal(self, lease: FrontierUrl) -> str | None:
        """Why an address is not asked for; None when it is. What was read well before is not refused by pattern."""
        if self.requests >= self._per_run:
            return f"budget: {self._per_run} requests in one run"
        if lease.last_outcome in (Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED):
            return None
        if self.is_spent(lease.url):
            return f"budget: {self._per_pattern} pages without a new article like {url_pattern(lease.url)[:200]}"
        return None

    def is_spent(self, url: str) -> bool:
        """Whether pages like this one have used up their budget."""
        return self._barren[url_pattern(url)] >= self._per_pattern

    def note(self, url: str, *, brought_news: bool) -> None:
        """Count a page that was looked at for the first time; news are a new article, or an index that names one."""
        pattern = url_pattern(url)
        if brought_news:
            del self._barren[pattern]
        elif pattern in self._barren or len(self._barren) < _PATTERNS_KEPT:
            self._barren[pattern] += 1
