"""Every schema that ever was, with articles in it, comes forward to today's on both databases and loses nothing."""

from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, insert, inspect, select

from archiver.model.alert import Target
from archiver.model.errors import SchemaOutdated
from archiver.model.schedule import Schedule
from archiver.model.visit import Outcome
from archiver.store import migrate
from archiver.store.archive import Archive
from archiver.store.columns import Base
from archiver.store.engine import make_engine, parse_url
from tests.store.pages import BODY, NOW, article, save, start, visit

OLDER = sorted(
    step.revision
    for step in ScriptDirectory.from_config(migrate.alembic_config()).walk_revisions()
    if step.revision != migrate.HEAD
)
COPY = "https://mirror.example/1.html"
KEPT = ("title", "body", "source", "authors", "published_at", "captured_at", "capture", "evidence")


def fill(archive: Archive) -> None:
    """Rows in every table. Two articles of one family: the first with three versions of which it was gone in between."""
    run = start(archive)
    save(archive, run, visit(1))
    save(archive, run, visit(2, article=article(body=BODY + "\n\n（完）")))
    save(archive, run, visit(3, outcome=Outcome.GONE, article=None, status=404))
    save(archive, run, visit(4, article=article(title="新的标题")))
    save(archive, run, visit(5, url=COPY, article=article(COPY)))
    archive.end_run(run)
    start(archive, "running")
    archive.save_schedule(Schedule(site="tibet", every=timedelta(hours=1), next_due=NOW))
    archive.save_search("aid", "援藏", target=Target(kind="command", address="true"), from_start=True)
    archive.collect_alerts()


def counts(connection: Connection) -> dict[str, int]:
    """Rows by table."""
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in Base.metadata.sorted_tables
    }


def make_old(url: str, step: str, source: Connection) -> dict[str, int]:
    """A database as it was at a step, with the rows of an archive as far as it had tables and columns for them; how many
    rows each table of its had.
    """
    made: dict[str, int] = {}
    parsed = parse_url(url)
    migrate.make_database(parsed)
    engine = make_engine(parsed, read_only=False)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        config = migrate.alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, step)
        there = inspect(connection)
        for table in Base.metadata.sorted_tables:
            if table.name.startswith("search_") or not there.has_table(table.name):
                continue
            columns = [table.c[each["name"]] for each in there.get_columns(table.name) if each["name"] in table.c]
            rows = [dict(row) for row in source.execute(select(*columns)).mappings()]
            connection.execute(insert(table), rows)
            made[table.name] = len(rows)
    engine.dispose()
    return made


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("step", OLDER)
def test_an_archive_of_any_step_comes_forward_whole(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str, step: str
) -> None:
    url = f"sqlite:///{tmp_path}/old.db"
    if kind == "postgresql":
        url = request.getfixturevalue("new_postgres")()
    with Archive.open(f"sqlite:///{tmp_path}/now.db") as now:
        fill(now)
        with now._reading() as connection:
            made = make_old(url, step, connection)
        assert all(made.values()), "a table without rows proves nothing"
        with pytest.raises(SchemaOutdated, match="archiver db upgrade"):
            Archive.open(url)
        assert Archive.upgrade(url) == migrate.HEAD
        with Archive.open(url) as old:
            with old._reading() as connection:
                assert {name: count for name, count in counts(connection).items() if name in made} == made
            for number in (1, 2):
                for version in old.versions(number):
                    one, other = (each.article(number, version.number) for each in (now, old))
                    assert [getattr(one, name) for name in KEPT] == [getattr(other, name) for name in KEPT]
                assert old.versions(number) == now.versions(number)
                assert old.events(number) == now.events(number)
            assert [each.article_id for each in old.reprints(1)] == [each.article_id for each in now.reprints(1)]
            assert [hit.article.id for hit in old.search("新的标题")] == [1]
            assert old.check() == ()
            run = start(old, "another")
            assert save(old, run, visit(6, article=article(title="再新")))[0].version == 4
