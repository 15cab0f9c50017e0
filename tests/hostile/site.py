"""The hostile site: `python -m tests.hostile.site --seed 1` serves it on loopback until interrupted."""

import argparse
import random
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.crawl.server import Reply, Site, page, serve
from tests.hostile.articles import Good, good_articles
from tests.hostile.markup import TRAPS, hidden, markup, trap
from tests.hostile.transport import bombs, wires

# Too large or too slow for the quick suite.
HEAVY = {
    "nested", "attributes", "long-line", "many-blocks", "many-inline", "many-tables", "spaces", "dates", "digits",
    "colons", "brackets", "open-comment", "open-script", "dripping", "json-ld-deep", "entities",
    "storm-429", "storm-503",
}  # fmt: skip


def cases(other: str, *, heavy: bool = True) -> dict[str, object]:
    """Every hostile case by name."""
    every = wires(other) | markup() | hidden() | (bombs() if heavy else {})
    return {name: answer for name, answer in every.items() if heavy or name not in HEAVY}


@contextmanager
def hostile_site(seed: int, *, good: int = 200, heavy: bool = True) -> Iterator[tuple[Site, Site, list[Good]]]:
    """The site, the server that nobody may ask, and the truth."""
    with serve() as site, serve() as other:
        truth = good_articles(seed, good)
        hostile = cases(other.origin, heavy=heavy)
        site.routes.update({f"/h/{name}": answer for name, answer in hostile.items()})
        site.routes.update({article.path: article.html() for article in truth})
        site.fallback = trap
        paths = [a.path for a in truth] + [f"/h/{name}" for name in hostile] + (list(TRAPS) if heavy else [])
        random.Random(seed).shuffle(paths)
        titles = {a.path: a.title for a in truth}
        _link(site, paths, titles, f'<a href="{other.origin}/link">elsewhere</a>')
        yield site, other, truth


def _link(site: Site, paths: list[str], titles: dict[str, str], extra: str) -> None:
    lists = [paths[start : start + 50] for start in range(0, len(paths), 50)]
    for number, part in enumerate(lists):
        rows = "".join(f'<li><a href="{p}">{titles.get(p, "A page of " + p)}</a></li>' for p in part)
        site.routes[f"/list/{number}.html"] = page(f"<ul>{rows}</ul>{extra}")
    links = "".join(f'<a href="/list/{n}.html">List {n}</a> ' for n in range(len(lists)))
    site.routes["/"] = page(f"<h1>Trial news</h1>{links}")
    site.routes["/robots.txt"] = Reply(body=b"\xff\xfeUser-agent *\n" + b"Disallow /x\n" * 50_000)


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
