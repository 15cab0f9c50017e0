"""The sites that are known: each spider of the project's `spiders` states one."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from urllib.parse import urlsplit

from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from archiver.crawl.options import CrawlOptions, Target
from archiver.crawl.spider import NewsSpider
from archiver.model.errors import UnknownSite, UsageError
from archiver.model.site import Site
from archiver.project.file import read_project
from archiver.text.urls import host_of, is_on_site, normalise_url, origin_of


@cache
def known_spiders() -> Mapping[str, type[NewsSpider]]:
    """The spiders of known sites by name."""
    settings = Settings()
    settings.setmodule("archiver.crawl.settings", priority="project")
    loader = SpiderLoader.from_settings(settings)
    spiders = {name: loader.load(name) for name in loader.list()}
    return {name: kind for name, kind in sorted(spiders.items()) if issubclass(kind, NewsSpider)}


def known_sites() -> Mapping[str, Site]:
    """The facts of known sites by name: those of the spiders and those the project file states, which win."""
    known = {name: spider.site for name, spider in known_spiders().items()}
    return dict(sorted({**known, **read_project().sites}.items()))


def find_site(name: str) -> Site:
    """The facts of a site. Raises `UnknownSite`, naming those that sound alike."""
    sites = known_sites()
    if name in sites:
        return sites[name]
    from difflib import get_close_matches

    alike = get_close_matches(name, sites, n=3)
    hint = f"; did you mean {' or '.join(alike)}?" if alike else "; `archiver sites` lists the known ones"
    raise UnknownSite(f"no site is named {name!r}{hint}")


def site_of_url(url: str, sites: Mapping[str, Site] | None = None) -> tuple[str, Site] | None:
    """The site that an address belongs to, with its name; None when it is nobody's.

    Of several the one with the narrowest domain. `sites` are the known ones unless given.
    """
    spelled = normalise_url(url)
    fitting = [
        (max(len(domain) for domain in site.domains if is_on_site(spelled, (domain,))), name, site)
        for name, site in (known_sites() if sites is None else sites).items()
        if spelled and is_on_site(spelled, site.domains)
    ]
    if not fitting:
        return None
    _, name, site = max(fitting, key=lambda each: each[0])
    return name, site


def site_at(site: Site, origin: str) -> Site:
    """A site's facts for a copy that is served at another origin: the same paths, feeds and layouts, there alone.

    >>> site_at(Site(publisher="A", domains=("a.cn",), timezone="UTC", seeds=("https://www.a.cn/x/",)),
    ...     "http://127.0.0.1:8000").seeds
    ('http://127.0.0.1:8000/x/',)
    """
    base = normalise_url(origin)
    if base is None:
        raise UsageError(f"an origin such as http://127.0.0.1:8000 is wanted, not {origin!r}")
    base = origin_of(base)

    def there(urls: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(base + url[len(origin_of(url)) :] for url in urls)

    return replace(
        site,
        domains=(urlsplit(base).netloc,),
        seeds=there(site.seeds),
        feeds=there(site.feeds),
        sitemaps=there(site.sitemaps),
        archives=there(site.archives),
    )


def general_target(urls: tuple[str, ...]) -> Target:
    """The target for addresses of which nothing is known. Raises `UsageError` for what is no address."""
    starts = []
    for written in urls:
        url = normalise_url(written if "://" in written else f"http://{written}")
        if url is None:
            raise UsageError(f"no web address: {written!r}")
        starts.append(url)
    first = urlsplit(starts[0])
    site = Site(publisher=host_of(starts[0]), domains=(first.netloc,), timezone="UTC", at_least=0)
    return Target(name=first.netloc, site=site, starts=tuple(starts), is_general=True)


def read_targets(names: tuple[str, ...], options: CrawlOptions) -> tuple[Target, ...]:
    """What the words of a command mean: sites by name, or addresses. Raises `UnknownSite` and `UsageError`."""
    targets = []
    for name in names:
        if "://" in name or "/" in name:
            targets.append(general_target((name,)))
            continue
        site = options.sites.get(name) or find_site(name)
        targets.append(Target(name=name, site=site_at(site, options.at) if options.at else site))
    if options.starts:
        targets.append(general_target(options.starts))
    if not targets:
        raise UsageError("nothing to crawl: name a site or give an address")
    return tuple(targets)
