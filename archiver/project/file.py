"""Find, read and check `archiver.toml`. Every fault is told at once, each with its line."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from archiver.model.alert import Target
from archiver.model.errors import UsageError
from archiver.model.site import Layout, Site
from archiver.project import checks
from archiver.project.lines import line_of

NAME = "archiver.toml"
VARIABLE = "ARCHIVER_CONFIG"

_TABLES: Mapping[str, Mapping[str, checks.Check]] = {
    "archive": {"db": checks.text, "captures": checks.text},
    "crawl": {
        "contact": checks.contact,
        "user_agent": checks.text,
        "delay": checks.seconds,
        "concurrency": checks.count(1, 256),
        "timeout": checks.seconds,
        "workers": checks.workers,
        "allow": checks.texts,
    },
    "alerts": {"webhook": checks.text, "command": checks.text, "secret": checks.text, "allow": checks.texts},
    "serve": {"host": checks.text, "port": checks.count(0, 65535)},
}
_SITE: Mapping[str, checks.Check] = {
    "publisher": checks.text,
    "domains": checks.texts,
    "timezone": checks.zone,
    "seeds": checks.addresses,
    "feeds": checks.addresses,
    "sitemaps": checks.addresses,
    "archives": checks.texts,
    "archive_days": checks.count(1, 3_660),
    "article_url": checks.pattern,
    "next_page": checks.text,
    "language": checks.text,
    "home_names": checks.texts,
    "at_least": checks.count(0, 1_000_000),
    "needs_browser": checks.flag,
}
_SCHEDULE: Mapping[str, checks.Check] = {"every": checks.text, "cron": checks.text}
_LAYOUT: Mapping[str, checks.Check] = {
    each.name: checks.day if each.name == "until" else checks.text for each in fields(Layout)
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSchedule:
    """When the project file wants a site crawled: either `every` ("30m") or `cron`, as written."""

    every: str | None
    cron: str | None
    timezone: str
    """The site's own zone, in which `cron` is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How hosts are treated; what the file leaves out is None, for the polite default."""

    contact: str | None = None
    """Where a site's owner reaches who runs the archive; goes into the user agent."""
    user_agent: str | None = None
    """Wins over `contact`."""
    delay: float | None = None
    """Seconds between two requests to one host."""
    concurrency: int | None = None
    timeout: float | None = None
    """Seconds that one request may take."""
    workers: int | None = None
    """Processes that read pages; None takes one a spare core."""
    allow: tuple[str, ...] = ()
    """Origins that may be fetched although their address is private."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What a project file says; what it leaves out is empty or None."""

    path: Path | None = None
    """Where it was read; None when there is none."""
    archive: Mapping[str, object] = field(default_factory=dict)
    manners: Manners = field(default_factory=Manners)
    serve: Mapping[str, object] = field(default_factory=dict)
    alerts: tuple[Target, ...] = ()
    """Where runs that went wrong and sites that drifted are told of."""
    sites: Mapping[str, Site] = field(default_factory=dict)
    schedules: Mapping[str, SiteSchedule] = field(default_factory=dict)
    """By site, for those that name one."""


class Fault(Exception):
    """One thing wrong with the file: which key, and why."""

    def __init__(self, path: tuple[str, ...], why: str) -> None:
        super().__init__(why)
        self.path = path


def find_project_file(folder: Path | None = None, environ: Mapping[str, str] = os.environ) -> Path | None:
    """The project file in force: what ARCHIVER_CONFIG names, else `archiver.toml` in `folder` or the nearest above it.

    None when there is none. Raises `UsageError` when ARCHIVER_CONFIG names what is not there.
    """
    named = environ.get(VARIABLE)
    if named:
        path = Path(named)
        if not path.is_file():
            raise UsageError(f"{VARIABLE} names no file: {named}")
        return path.resolve()
    here = (folder or Path.cwd()).resolve()
    return next((each / NAME for each in (here, *here.parents) if (each / NAME).is_file()), None)


def read_project(path: Path | None = None) -> Project:
    """The project in force, or an empty one. Raises `UsageError`, naming file and line of every fault."""
    found = path or find_project_file()
    return Project() if found is None else _read(found, found.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> Project:
    del changed  # a part of the cache's key: an edited file is read again
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise UsageError(f"cannot read {path}: {problem}") from problem
    return parse_project(text, path)


def parse_project(text: str, path: Path) -> Project:
    """The project that a text states. Raises `UsageError`, naming file and line of every fault."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise UsageError(f"{path}: {problem}") from problem
    faults: list[Fault] = []
    tables = {name: _table(values.get(name, {}), (name,), allowed, faults) for name, allowed in _TABLES.items()}
    sites, schedules = _sites(values.get("sites", {}), faults)
    faults += _unknown(values, (), [*_TABLES, "sites"])
    if faults:
        lines = sorted((line_of(text, fault.path), str(fault)) for fault in faults)
        raise UsageError("\n".join(f"{path}, line {number}: {why}" for number, why in lines))
    manners = Manners(**tables["crawl"])  # type: ignore[arg-type]  # each was checked by its key
    return Project(
        path=path,
        archive=tables["archive"],
        manners=manners,
        serve=tables["serve"],
        alerts=_alerts(tables["alerts"]),
        sites=sites,
        schedules=schedules,
    )


def _alerts(table: Mapping[str, object]) -> tuple[Target, ...]:
    targets = []
    webhook, command, secret, allow = (table.get(key) for key in ("webhook", "command", "secret", "allow"))
    if isinstance(webhook, str):
        known = tuple(allow) if isinstance(allow, tuple) else ()
        targets.append(Target(kind="webhook", address=webhook, allow=known, secret_variable=_said(secret)))
    if isinstance(command, str):
        targets.append(Target(kind="command", address=command))
    return tuple(targets)


def _table(
    value: object, path: tuple[str, ...], allowed: Mapping[str, checks.Check], faults: list[Fault]
) -> dict[str, object]:
    """The checked values of one table; what is wrong is added to `faults`."""
    if not isinstance(value, dict):
        faults.append(Fault(path, f"{path[-1]} is a table: write [{'.'.join(path)}]"))
        return {}
    faults += _unknown(value, path, list(allowed))
    checked: dict[str, object] = {}
    for key in value.keys() & allowed.keys():
        try:
            checked[key] = allowed[key](value[key])
        except checks.Wrong as wrong:
            faults.append(Fault((*path, key), f"{key} {wrong}; found {value[key]!r}"))
    return checked


def _unknown(value: Mapping[str, object], path: tuple[str, ...], allowed: list[str]) -> Iterator[Fault]:
    for key in value:
        if key not in allowed:
            alike = get_close_matches(key, allowed, n=1)
            hint = f"; did you mean {alike[0]}?" if alike else f"; known are {', '.join(allowed)}"
            yield Fault((*path, key), f"there is no setting {key!r} here{hint}")


def _sites(value: object, faults: list[Fault]) -> tuple[dict[str, Site], dict[str, SiteSchedule]]:
    sites: dict[str, Site] = {}
    schedules: dict[str, SiteSchedule] = {}
    if not isinstance(value, dict):
        faults.append(Fault(("sites",), "sites are tables: write [sites.name]"))
        return sites, schedules
    for name, table in value.items():
        path = ("sites", name)
        before = len(faults)
        layouts = _layouts(table.pop("layouts", []), path, faults) if isinstance(table, dict) else ()
        facts = _table(table, path, {**_SITE, **_SCHEDULE}, faults)
        every, cron = facts.pop("every", None), facts.pop("cron", None)
        faults += _missing(name, facts, (every, cron), path) if len(faults) == before else ()
        if len(faults) > before:
            continue
        sites[name] = Site(layouts=layouts, **facts)  # type: ignore[arg-type]  # each was checked by its key
        if every or cron:
            zone = sites[name].timezone
            schedules[name] = SiteSchedule(every=_said(every), cron=_said(cron), timezone=zone)
    return sites, schedules


def _said(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _missing(
    name: str, facts: Mapping[str, object], schedule: tuple[object, object], path: tuple[str, ...]
) -> Iterator[Fault]:
    for key in ("publisher", "domains", "timezone"):
        if key not in facts:
            yield Fault(path, f"site {name} says no {key}")
    if not any(facts.get(key) for key in ("seeds", "feeds", "sitemaps", "archives")):
        yield Fault(path, f"site {name} names no seeds, feeds, sitemaps or archives to start from")
    if all(schedule):
        yield Fault((*path, "cron"), f"site {name} takes either every or cron")


def _layouts(value: object, path: tuple[str, ...], faults: list[Fault]) -> tuple[Layout, ...]:
    if not isinstance(value, list):
        faults.append(Fault((*path, "layouts"), f"layouts are a list of tables: write [[{'.'.join(path)}.layouts]]"))
        return ()
    tables = [_table(each, (*path, "layouts"), _LAYOUT, faults) for each in value]
    return tuple(Layout(**table) for table in tables)  # type: ignore[arg-type]  # each was checked by its key
