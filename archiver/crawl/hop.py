"""One request on its way: the frontier's address, and what has happened to it so far in this run."""

from dataclasses import dataclass, replace

from archiver.model.visit import FrontierUrl, Kind

MAX_REDIRECTS = 5
MAX_TRIES = 3
_DOUBT_ARTICLES = 3
_DOUBT_INDEXES = 8
"""Every so many visits in vain the page is asked for without a condition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """A request to be made for an address of the frontier."""

    lease: FrontierUrl
    url: str
    """Where to ask now: the address itself, or where a redirect has led."""
    path: tuple[str, ...] = ()
    """The addresses that redirected, first to last."""
    tries: int = 0
    """How often this very request has failed in this run."""

    @classmethod
    def first(cls, lease: FrontierUrl) -> "Hop":
        """The first request for an address."""
        return cls(lease=lease, url=lease.url)

    def redirected(self, url: str) -> "Hop":
        """The request that a redirect asks for."""
        return replace(self, url=url, path=(*self.path, self.url), tries=0)

    def again(self) -> "Hop":
        """The same request once more."""
        return replace(self, tries=self.tries + 1)

    @property
    def is_conditional(self) -> bool:
        """Whether to ask for the page only if it has changed: it was read well before and nothing has redirected."""
        good = self.lease.last_outcome in ("new", "changed", "unchanged") and not self._is_doubted
        return good and not self.path and bool(self.lease.etag or self.lease.last_modified)

    @property
    def _is_doubted(self) -> bool:
        """Whether the host's word is not taken: servers answer 304, and dates that never move, for what has changed."""
        lease = self.lease
        told = lease.lastmod is not None and lease.last_visit is not None and lease.lastmod > lease.last_visit
        often = _DOUBT_ARTICLES if lease.kind is Kind.ARTICLE else _DOUBT_INDEXES
        return told or lease.unchanged % often == often - 1


def redirect_refusal(hop: Hop, url: str) -> str | None:
    """Why a redirect is not followed; None when it is."""
    if url == hop.url or url in hop.path:
        return "redirect_loop"
    if len(hop.path) >= MAX_REDIRECTS:
        return f"redirect_limit: more than {MAX_REDIRECTS}"
    return None
