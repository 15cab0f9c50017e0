"""The hostile site: `python -m tests.hostile.site --seed 1` serves it on loopback until interrupted."""

import argparse
import random
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.crawl.server import Asked, Reply, Site, moved, page, serve
from tests.hostile.articles import Good, good_articles
from tests.hostile.dress import aliases, dressed
from tests.hostile.hidden import hidden
from tests.hostile.markup import heavy, indexes, odd
from tests.hostile.redirects import chain, redirects
from tests.hostile.transport import bodies, bombs, heads, labels, statuses
from tests.hostile.traps import STARTS, trap

LIGHT_LEAVES_OUT = {
    "dripping",
    "redirect-line-feed",
    "dripping-too",
    "hanging",
    "hanging-too",
    "map-far",
    "map-deep",
    "map-ring",
    "feed-items",
}
"""Too slow for the quick suite, besides what is heavy by nature."""


def cases(origin: str, other: str, *, seed: int = 0, all_of_them: bool = True) -> dict[str, object]:
    """Every hostile case by name; a third of the light ones, by seed, when not all are wanted."""
    every = bodies() | heads() | statuses() | redirects(other) | labels() | hidden() | odd() | indexes(origin, other)
    if all_of_them:
        return every | heavy() | bombs()
    light = [name for name in every if name not in LIGHT_LEAVES_OUT and not name.startswith("storm")]
    return {name: every[name] for name in light[seed % 3 :: 3]}


@contextmanager
def hostile_site(
    seed: int, *, good: int = 200, heavy: bool = True, few: bool = False
) -> Iterator[tuple[Site, Site, list[Good]]]:
    """The site, the server that nobody may ask, and the truth. `few`: a dozen light cases only."""
    with serve() as site, serve() as other:
        truth = good_articles(seed, good)
        hostile = cases(site.origin, other.origin, seed=seed, all_of_them=heavy and not few)
        if few:
            hostile = dict(list(hostile.items())[::8])
        site.routes.update({f"/h/{name}": answer for name, answer in hostile.items()})
        for number, article in enumerate(truth):
            site.routes[article.path] = dressed(number, truth, other.origin, site.origin)
        site.fallback = _elsewhere
        links = [alias for number, a in enumerate(truth) for alias in aliases(a.path, number)]
        paths = (
            links + [f"/h/{name}" for name in hostile] + list(STARTS[:1] if few else STARTS if heavy else STARTS[:2])
        )
        random.Random(seed).shuffle(paths)
        _link(site, paths, {a.path: a.title for a in truth}, f'<a href="{other.origin}/link">elsewhere</a>')
        site.routes["/robots.txt"] = _robots(seed, site.origin, other.origin)
        yield site, other, truth


def _elsewhere(asked: Asked) -> Reply | None:
    """Traps and chains; a known path with parameters is the page without them."""
    return trap(asked) or chain(asked)


def _link(site: Site, paths: list[str], titles: dict[str, str], extra: str) -> None:
    for path in paths:
        plain, mark, _ = path.partition("?")
        if mark and plain in site.routes and path not in site.routes:
            site.routes[path] = site.routes[plain]
    lists = [paths[start : start + 50] for start in range(0, len(paths), 50)]
    for number, part in enumerate(lists):
        rows = "".join(f'<li><a href="{p}">{titles.get(p.partition("?")[0], "A page of " + p)}</a></li>' for p in part)
        site.routes[f"/list/{number}.html"] = page(f"<ul>{rows}</ul>{extra}")
    links = "".join(f'<a href="/list/{n}.html">List {n}</a> ' for n in range(len(lists)))
    feeds = '<link rel=alternate type="application/rss+xml" href="/h/feed-entities"><link rel=alternate type="application/atom+xml" href="/h/feed-loop">'
    site.routes["/"] = page(f"<head>{feeds}</head><h1>Trial news</h1>{links}")


def _robots(seed: int, origin: str, other: str) -> Reply:
    """A robots.txt that is broken, huge, or leads away, by seed; none of them forbids what is good."""
    maps = b"".join(
        f"Sitemap: {where}\n".encode()
        for where in (
            f"{origin}/h/map-loop",
            f"{other}/map.xml",
            "file:///etc/passwd",
            "http://[",
            f"{origin}/h/map-entities",
        )
    )
    return (
        Reply(body=b"\xff\xfeUser-agent *\n" + b"Disallow /x\n" * 50_000 + maps),
        Reply(
            body=maps + b"User-agent: *\nDisallow: /forbidden" + b"*" * 500 + b"$\nCrawl-delay: -1\n" + b"#" * 5_000_000
        ),
        moved(f"{other}/robots.txt"),
        Reply(body=maps + b"User-agent: *\nCrawl-delay: 1e999\nDisallow: " + b"/*a" * 3000 + b"\n\0\n"),
    )[seed % 4]


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    with hostile_site(parser.parse_args().seed) as (site, other, truth):
        sys.stdout.write(f"{site.origin} serves {len(truth)} good articles; {other.origin} must not be asked\n")
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            sys.stdout.write(f"asked {len(site.asked)} times, out of scope {len(other.asked)}\n")


if __name__ == "__main__":
    main()
