"""The project file: what it sets, which of two settings wins, and that every fault is told with its line."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.model.errors import UsageError
from archiver.project.file import Project, find_project_file, parse_project, read_project
from archiver.settings import read_settings

WHOLE = """\
[archive]
db = "sqlite:///data/archive.db"
captures = "kept"

[crawl]
contact = "mailto:desk@news.example"
delay = 2
workers = "auto"
allow = "127.0.0.1:8000"

[serve]
port = 8080

[sites.river_daily]
publisher = "河上日报"
domains = ["river.example"]
timezone = "Asia/Shanghai"
feeds = ["https://river.example/feed.xml"]
article_url = '/\\d+\\.html$'
every = "30m"

[[sites.river_daily.layouts]]
until = 2021-06-30
title = "h2.old"

[[sites.river_daily.layouts]]
title = "h1"
"""


def test_a_whole_file() -> None:
    project = parse_project(WHOLE, Path("/work/archiver.toml"))
    assert project.manners.contact == "desk@news.example"
    assert (project.manners.delay, project.manners.workers) == (2.0, None)
    assert project.manners.allow == ("127.0.0.1:8000",)
    site = project.sites["river_daily"]
    assert site.publisher == "河上日报"
    assert [layout.title for layout in site.layouts] == ["h2.old", "h1"]
    assert site.layouts[0].until is not None
    assert project.schedules["river_daily"].every == "30m"
    assert project.schedules["river_daily"].timezone == "Asia/Shanghai"


@pytest.mark.parametrize(
    ("changed", "line", "words"),
    [
        ("delay = 2|delay = -1", 7, "delay takes a number of seconds"),
        ("delay = 2|dealy = 2", 7, "did you mean delay"),
        ("delay = 2|delay = true", 7, "delay takes a number of seconds"),
        ("[serve]|[sevre]", 11, "did you mean serve"),
        ("port = 8080|port = 80800", 12, "port takes a whole number"),
        ('workers = "auto"|workers = "many"', 8, "workers takes"),
        ('contact = "mailto:desk@news.example"|contact = "me"', 6, "contact takes a web address or a mail address"),
        ("Asia/Shanghai|Asia/Nowhere", 17, "timezone takes an IANA time zone"),
        ('publisher = "河上日报"|', 14, "says no publisher"),
        ("https://river.example/feed.xml|river.example/feed.xml", 18, "feeds takes an address"),
        (r"'/\d+\.html$'|'/(\d+'", 19, "takes a regular expression"),
        ('every = "30m"|every = "30m"\ncron = "* * * * *"', 21, "either every or cron"),
        ("until = 2021-06-30|until = '2021'", 23, "until takes a day"),
        ('title = "h1"|titel = "h1"', 27, "did you mean title"),
    ],
)
def test_a_fault_is_told_with_its_line(changed: str, line: int, words: str) -> None:
    before, _, after = changed.partition("|")
    assert before in WHOLE
    with pytest.raises(UsageError) as told:
        parse_project(WHOLE.replace(before, after), Path("archiver.toml"))
    assert f"archiver.toml, line {line}: " in str(told.value)
    assert words in str(told.value)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(UsageError) as told:
        parse_project('[crawl]\ndelay = "slow"\nworkers = -1\n[serve]\nport = "x"\n', Path("archiver.toml"))
    assert [line.split(":")[0] for line in str(told.value).splitlines()] == [
        f"archiver.toml, line {number}" for number in (2, 3, 5)
    ]


def test_broken_toml_names_its_line() -> None:
    with pytest.raises(UsageError, match="line 2"):
        parse_project("[crawl]\ndelay = \n", Path("archiver.toml"))


@given(st.text(alphabet=st.sampled_from('[]="\n#. ab1{},\\'), max_size=60))
def test_any_text_is_a_project_or_a_usage_error(text: str) -> None:
    with contextlib.suppress(UsageError):
        parse_project(text, Path("archiver.toml"))


def test_found_above_and_by_name(tmp_path: Path) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    file = tmp_path / "archiver.toml"
    file.write_text("", encoding="utf-8")
    assert find_project_file(below, {}) == file
    other = below / "other.toml"
    other.write_text("", encoding="utf-8")
    assert find_project_file(tmp_path, {"ARCHIVER_CONFIG": str(other)}) == other
    with pytest.raises(UsageError, match="names no file"):
        find_project_file(tmp_path, {"ARCHIVER_CONFIG": str(tmp_path / "none")})


def test_an_edited_file_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "archiver.toml"
    file.write_text("[serve]\nport = 1\n", encoding="utf-8")
    assert read_project(file).serve["port"] == 1
    file.write_text("[serve]\nport = 22\n", encoding="utf-8")
    assert read_project(file).serve["port"] == 22


def test_paths_are_meant_from_the_file(tmp_path: Path) -> None:
    project = parse_project(WHOLE, tmp_path / "archiver.toml")
    settings = read_settings(environ={}, project=project)
    assert settings.db == f"sqlite:///{tmp_path}/data/archive.db"
    assert settings.captures == str(tmp_path / "kept")


@pytest.mark.parametrize(
    ("flag", "variable", "written", "wins"),
    [
        ("sqlite:///f.db", "sqlite:///v.db", True, "sqlite:///f.db"),
        (None, "sqlite:///v.db", True, "sqlite:///v.db"),
        (None, None, True, "sqlite:////p/data/archive.db"),
        (None, None, False, "sqlite:///data/archive.db"),
    ],
)
def test_which_setting_wins(flag: str | None, variable: str | None, written: bool, wins: str) -> None:
    project = parse_project(WHOLE, Path("/p/archiver.toml")) if written else Project()
    environ = {"ARCHIVER_DB": variable} if variable else {}
    assert read_settings(db=flag, environ=environ, project=project).db == wins


def test_a_database_elsewhere_is_left_as_written() -> None:
    project = parse_project('[archive]\ndb = "postgresql+psycopg://me@host/news"\n', Path("/p/archiver.toml"))
    assert read_settings(environ={}, project=project).db == "postgresql+psycopg://me@host/news"
