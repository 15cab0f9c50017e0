"""Addresses that lead to ever more addresses."""

from collections.abc import Callable

from tests.crawl.server import Asked, Reply, article_page, page

KINDS: dict[str, Callable[[int, str], list[str]]] = {
    "calendar": lambda n, path: [f"/trap/calendar/{2000 + n}/{month}/" for month in range(1, 13)],
    "growing": lambda n, path: [path[:1500].rstrip("/") + f"/{part}/" for part in ("a", "b")],
    "session": lambda n, path: [f"/trap/session/x.html?sid={n * 97 + k}" for k in range(9)],
    "soft": lambda n, path: [f"/trap/soft/{n}/{k}.html" for k in range(9)],
    "facets": lambda n, path: [f"/trap/facets/?c={k}&s={n}&o={n * k}" for k in range(9)],
    "days": lambda n, path: [f"/trap/days/2024/01/{n % 28 + 1:02}/{n * 9 + k}.html" for k in range(9)],
    "echo": lambda n, path: [f"/trap/echo/?u={path[:800]}&n={k}" for k in range(3)],
    "next": lambda n, path: [],
    "hosts": lambda n, path: [f"http://w{n}{k}.localhost/" for k in range(9)],
    "escaped": lambda n, path: [path[:900].rstrip("/") + end for end in ("/%2e%2e/x/", "/./y/", "//z/")],
}
STARTS = tuple(f"/trap/{kind}/" for kind in KINDS)


def trap(asked: Asked) -> Reply | None:
    """The page of an address below /trap/: links to more of its kind, some of it said to be an article."""
    if not asked.path.startswith("/trap/"):
        return None
    kind = asked.path.split("/")[2]
    depth = asked.count + len(asked.path)
    links = KINDS[kind](depth, asked.path) if kind in KINDS else []
    after = f'<a rel=next href="/trap/next/?p={depth}{asked.count}">next</a>' if kind == "next" else ""
    rows = "".join(f'<a href="{u}">more of page</a> ' for u in links)
    if kind == "days":
        return page("<h1>Page not found</h1><p>The page was not found.</p>" + rows)
    if kind == "soft":
        return page(article_page("一样的页面", extra=rows))
    return page("<h1>Page</h1>" + rows + after)
