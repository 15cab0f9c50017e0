"""Checks that mend planted damage, backups, re-reading, export, schema steps, refusals."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from archiver.model.article import CaptureRef
from archiver.model.errors import DatabaseRefused, SchemaOutdated, UsageError
from archiver.store import migrate
from archiver.store.archive import Archive
from archiver.store.engine import parse_url, shown
from tests.store.pages import BODY, NOW, URL, article, hours, outcomes, save, start, visit

A, B = "https://www.tibet.cn/a.html", "https://www.tibet.cn/b.html"


def fill(archive: Archive) -> int:
    run = start(archive)
    mirror = "http://mirror.example/1.html"
    save(archive, run, visit(1), visit(1, mirror, article=article(mirror, spam_score=0.9)), visit(1, A, article=article(
        A, body="another story entirely, told in English words that nobody else has used in this archive before " * 9)))  # fmt: skip
    save(archive, run, visit(2, article=article(title="新")))
    return run


def spoil(archive: Archive, *statements: str) -> None:
    with archive._writing() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for statement in statements:
            connection.execute(text(statement))


def test_a_healthy_archive_has_no_findings(archive: Archive) -> None:
    fill(archive)
    assert archive.check() == ()


DAMAGE = [
    ("current version points nowhere", "UPDATE articles SET version = 7, versions = 7 WHERE id = 1", "articles"),
    ("versions miscounted", "UPDATE articles SET versions = 9 WHERE id = 1", "articles"),
    ("address lost", "DELETE FROM addresses WHERE article_id = 1", "addresses"),
    ("family of one", "UPDATE articles SET family_id = 99 WHERE id = 3", "families"),
    ("stray bands", "INSERT INTO family_bands (band, article_id) VALUES (1, 999)", "families"),
    ("bands lost", "DELETE FROM family_bands WHERE article_id = 3", "families"),
    ("search index behind", "UPDATE search_docs SET version = 1 WHERE article_id = 1", "search"),
    ("search index lost an article", "DELETE FROM search_docs WHERE article_id = 1", "search"),
    ("killed run", "DELETE FROM locks", "runs"),
]


@pytest.mark.parametrize(("label", "statement", "where"), DAMAGE, ids=[row[0] for row in DAMAGE])
def test_planted_damage_is_found_and_mended(archive: Archive, label: str, statement: str, where: str) -> None:
    fill(archive)
    spoil(archive, statement)
    found = archive.check()
    assert where in {each.where for each in found}, label
    assert not any(each.mended for each in found)
    assert all(each.mended for each in archive.check(repair=True))
    assert archive.check() == ()
    assert archive.article(1).title == "新"
    assert {each.article_id for each in archive.reprints(1)} == {1, 2}


def test_an_orphaned_version_gets_its_article_back(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/a.db"
    with Archive.open(url, clock=lambda: NOW) as archive:
        fill(archive)
    with sqlite3.connect(tmp_path / "a.db") as bare:
        bare.execute("DELETE FROM articles WHERE id = 1")
    bare.close()
    with Archive.open(url, clock=lambda: NOW) as archive:
        assert {each.where for each in archive.check()} >= {"versions"}
        archive.check(repair=True)
        assert archive.check() == ()
        assert (archive.article(1).title, archive.article_by_url(URL).id) == ("新", 1)


def test_a_lost_capture_is_marked_and_fetched_again(archive: Archive) -> None:
    fill(archive)

    def test(ref: CaptureRef) -> str | None:
        return "no such file" if ref.offset == 1000 else None

    assert [(each.where, each.mended) for each in archive.check(test)] == [("captures", False)]
    assert [(each.where, each.mended) for each in archive.check(test, repair=True)] == [("captures", True)]
    assert archive.check(test) == ()
    assert archive.captures_of(URL)[0].damage == "no such file"
    assert URL in [each.url for each in archive.lease_urls("tibet_cn", 9)]


def test_a_backup_is_an_archive_of_its_own(archive: Archive, tmp_path: Path) -> None:
    fill(archive)
    file = tmp_path / "copies" / "backup.db"
    assert archive.backup(file) == 3
    assert archive.backup(file) == 3, "replaces the one that is there"
    assert [each.name for each in file.parent.iterdir()] == ["backup.db"]
    with Archive.open(f"sqlite:///{file}", read_only=True, clock=lambda: NOW) as copy:
        assert [each.to_dict() for each in copy.iter_articles()] == [each.to_dict() for each in archive.iter_articles()]
        assert copy.history(URL) == archive.history(URL)
        assert copy.runs() == archive.runs()
        assert [hit.article.id for hit in copy.search("援藏")] == [hit.article.id for hit in archive.search("援藏")]
        assert copy.check() == archive.check() == ()


def test_an_archive_is_not_overwritten_by_its_backup(tmp_path: Path) -> None:
    with Archive.open(f"sqlite:///{tmp_path}/a.db") as archive, pytest.raises(UsageError, match="itself"):
        archive.backup(tmp_path / "a.db")


def test_a_new_reading_is_a_version_of_the_parser(archive: Archive) -> None:
    run = fill(archive)
    pages = archive.current_readings(limit=2)
    assert [(each.id, ref.offset) for each, ref in pages] == [(1, 2000), (2, pages[1][1].offset)]
    better = article(title="新", editor="李娜", parser_version="2", body=BODY + "（完）")
    assert archive.save_readings({1: better, 3: archive.article(3)}, now=hours(3)) == {1: 3}
    assert archive.save_readings({1: better}, now=hours(4)) == {}
    version = archive.versions(1)[-1]
    assert (version.kind, version.changed, version.change_chars) == ("parser", ("editor", "body"), 3)
    assert (archive.article(1).editor, archive.article(1, 2).editor) == ("李娜", "常邦丽")
    assert version.capture == archive.versions(1)[1].capture
    assert outcomes(save(archive, run, visit(5, article=better))) == ["unchanged"]
    assert archive.check() == ()


def test_articles_are_exported_in_order(archive: Archive) -> None:
    fill(archive)
    assert [each.id for each in archive.iter_articles()] == [1, 2, 3]
    assert [(each.id, each.version) for each in archive.iter_articles(versions=True)] == [
        (1, 1),
        (1, 2),
        (2, 1),
        (3, 1),
    ]
    assert sorted(each.id or 0 for each in archive.iter_articles("援藏")) == [1, 2]
    assert [each.id for each in archive.iter_articles(site="nobody")] == []


def test_stats_count_what_is_there(archive: Archive) -> None:
    run = fill(archive)
    archive.end_run(run, now=hours(3))
    site = archive.stats(now=hours(30))[0]
    assert (site.site, site.articles, site.gone, site.edited) == ("tibet_cn", 3, 0, 1)
    assert {day.isoformat(): count for day, count in site.per_day.items()} == {"2026-11-01": 3}
    assert site.to_dict()["drift"] == {}


def test_a_missing_database_is_made(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/deep/er/a.db"
    with Archive.open(url, read_only=True) as archive:
        assert archive.runs() == ()
    assert Archive.schema_of(url) == migrate.HEAD


def test_head_is_the_newest_step() -> None:
    from alembic.script import ScriptDirectory

    assert ScriptDirectory.from_config(migrate.alembic_config()).get_current_head() == migrate.HEAD


def test_the_steps_make_the_tables_that_the_program_knows(archive: Archive) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from archiver.store.columns import Base

    with archive._reading() as connection:
        context = MigrationContext.configure(connection)
        found = [each for each in compare_metadata(context, Base.metadata) if "search_words" not in str(each)]
    assert found == []


AS_IT_WAS = ("UPDATE alembic_version SET version_num = '0005'", "ALTER TABLE captures DROP COLUMN further_pages")
"""The steps after 0005 make the index of words anew, which can be done once more, and add a column."""


def test_an_older_schema_is_refused_and_upgraded(database: str) -> None:
    with Archive.open(database, clock=lambda: NOW) as archive:
        fill(archive)
        spoil(archive, *AS_IT_WAS)
    with pytest.raises(SchemaOutdated, match="archiver db upgrade"):
        Archive.open(database)
    assert Archive.upgrade(database) == migrate.HEAD
    with Archive.open(database) as archive:
        assert archive.article(1).title == "新"


def test_an_older_schema_without_data_upgrades_itself(database: str) -> None:
    with Archive.open(database) as archive:
        spoil(archive, *AS_IT_WAS)
    with Archive.open(database) as archive:
        assert archive.schema() == migrate.HEAD


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/a.db"
    with Archive.open(url) as archive:
        spoil(archive, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SchemaOutdated, match="newer"):
        Archive.open(url)


REFUSED = [
    ("a folder", "sqlite:///{folder}", DatabaseRefused),
    ("no server", "postgresql+psycopg://me:geheim@127.0.0.1:1/x", DatabaseRefused),
    ("another database", "mysql://root@localhost/x", UsageError),
    ("no URL", "archive.db", UsageError),
]


@pytest.mark.parametrize(("label", "url", "error"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_cannot_be_opened_is_refused(label: str, url: str, error: type[Exception], tmp_path: Path) -> None:
    with pytest.raises(error) as caught:
        Archive.open(url.format(folder=tmp_path))
    assert "geheim" not in str(caught.value), label


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(b"not a database" * 100)
    with pytest.raises(DatabaseRefused, match="not a database"):
        Archive.open(f"sqlite:///{tmp_path}/a.db")


def test_a_full_disk_is_refused_and_nothing_half_written(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/a.db"
    with Archive.open(url, clock=lambda: NOW) as archive:
        run = start(archive)
        with archive._reading() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        big = [visit(n, f"{A}?{n}", article=article(f"{A}?{n}", body=BODY * 500)) for n in range(1, 20)]
        with pytest.raises(DatabaseRefused, match="full"):
            save(archive, run, *big)
        assert list(archive.iter_articles()) == []
        assert archive.run(run).counts == {}


def test_a_read_only_archive_writes_nothing(database: str) -> None:
    with Archive.open(database, read_only=True) as archive, pytest.raises(DatabaseRefused, match="read"):
        start(archive)


def test_the_password_is_never_shown() -> None:
    assert shown(parse_url("postgresql://me:geheim@db.example/x?sslpassword=auch")) == (
        "postgresql+psycopg://me:***@db.example/x"
    )
