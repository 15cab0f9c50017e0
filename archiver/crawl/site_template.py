"""A new site from a look at its front page: a spider, or a table of the project file, for a person to correct."""

import re
from collections.abc import Sequence
from pathlib import Path

from archiver.crawl.fetch import fetch_page
from archiver.crawl.site_facts import propose_facts
from archiver.model.errors import NotFound, UsageError
from archiver.model.site import Site
from archiver.text.urls import origin_of

_NAME = re.compile(r"^[a-z][a-z0-9_]{0,39}$")

_SPIDER = '''"""{publisher}, {domain}: proposed from its front page.

Awaits a person's correction and `archiver site check {name}`.
"""

from archiver.crawl.spider import NewsSpider
from archiver.model.site import Site


class {class_name}(NewsSpider):
    name = "{name}"
    site = Site(
{facts}
    )
'''
_STATED = ("publisher", "domains", "timezone", "seeds", "feeds", "sitemaps", "article_url", "language", "at_least")


def propose_site(name: str, url: str, *, folder: Path, project: Path | None = None, allow: Sequence[str] = ()) -> Path:
    """Look at a front page and write the site: as a table into the project file, or as a spider into `folder`.

    Gives where it was written. Raises `UsageError` for a name that cannot be one or is taken, and for a bad address;
    `NotFound` when no page comes.
    """
    path = project or folder / f"{name}.py"
    if not _NAME.match(name):
        raise UsageError(f"a site's name is made of a-z, 0-9 and _, and begins with a letter: {name!r}")
    if project is None and path.exists():
        raise UsageError(f"there is a site of that name already: {path}")
    page = fetch_page(url, allow=allow)
    site = propose_facts(page, sitemaps=_robots_sitemaps(page.url, allow))
    try:
        if project:
            _append(project, table_text(name, site), name)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(spider_text(name, site), encoding="utf-8")
    except OSError as problem:
        raise UsageError(f"cannot write {path}: {problem.strerror}") from problem
    return path


def spider_text(name: str, site: Site) -> str:
    """The spider's source."""
    facts = [f"        {fact}={_python(value)}," for fact in _STATED if (value := getattr(site, fact))]
    return _SPIDER.format(
        name=name,
        publisher=_plain(site.publisher),
        domain=site.domains[0],
        class_name="".join(part.capitalize() for part in name.split("_")),
        facts="\n".join(facts),
    )


def table_text(name: str, site: Site) -> str:
    """The site as a table of the project file (TOML 1.0)."""
    lines = [f"{fact} = {_toml(value)}" for fact in _STATED if (value := getattr(site, fact))]
    return "\n".join([f"[sites.{name}]", *lines, ""])


def _append(project: Path, table: str, name: str) -> None:
    text = project.read_text(encoding="utf-8")
    if re.search(rf"(?m)^\s*\[\s*sites\s*\.\s*\"?{name}\"?\s*\]", text):
        raise UsageError(f"there is a site of that name already: {project}")
    project.write_text(text.rstrip("\n") + "\n\n" + table, encoding="utf-8")


def _robots_sitemaps(url: str, allow: Sequence[str]) -> tuple[str, ...]:
    from archiver.crawl.robots import read_robots

    try:
        page = fetch_page(origin_of(url) + "/robots.txt", allow=allow)
    except (NotFound, UsageError):
        return ()
    return read_robots(page.status, page.body, "archiver").sitemaps


def _plain(text: str) -> str:
    """Text fit for a docstring's first line."""
    return re.sub(r'[\\"\x00-\x1f\x7f]', " ", text).strip()


def _python(value: object) -> str:
    if isinstance(value, tuple):
        return "(" + "".join(f"{_python(each)}, " for each in value).rstrip() + ")"
    if isinstance(value, str) and _is_pattern(value) and '"' not in value:
        return f'r"{value}"'
    return _quoted(value) if isinstance(value, str) else repr(value)


def _toml(value: object) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, str) and _is_pattern(value) and "'" not in value:
        return f"'{value}'"
    return _quoted(value) if isinstance(value, str) else str(value)


def _is_pattern(text: str) -> bool:
    """Whether a text is better written raw, and may be: a page's own words could break out of raw quotes."""
    return "\\" in text and text.isprintable() and not text.endswith("\\")


def _quoted(text: str) -> str:
    """In double quotes, as Python and TOML read it alike."""
    plain = re.sub(r"[\x00-\x1f\x7f]", " ", text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
