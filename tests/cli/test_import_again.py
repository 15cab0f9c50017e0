"""An import that was stopped anywhere and called again ends as one that was not, and reads little twice."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from archiver import importing
from archiver.importing import ImportReport, import_warcs
from archiver.model.page import Page
from archiver.store.archive import Archive
from tests.cli.test_import import page, write
from tests.cli.test_import_parts import part

KEPT = {
    "articles": "url, canonical_url, title, version, versions, content_digest, state",
    "versions": "article_id, number, kind, changed, body",
    "captures": "url, file, file_offset, digest, article_id",
    "visits": "url_id, visited_at, outcome, reason, version",
    "frontier": "url, outcome, visits, article_id",
    "events": "article_id, kind, at, url",
}
PAGES: Sequence[Page] = [
    page(1), part(2), part(1), page(2), part(3), page(3), page(1), part(1, minute=1),
    page(4, status=404), part(3, minute=2), page(5, headers=(("Content-Type", "image/png"),)), page(6, body=b"<p>short</p>"), page(7),
]  # fmt: skip
"""Articles on one page and on three, their pages parted and captured again, and what is no article."""


def rows(archive: Archive) -> dict[str, list[tuple[Any, ...]]]:
    """All that an archive holds, as far as it does not depend on when it was written."""
    with archive._reading() as connection:
        return {
            table: sorted(map(tuple, connection.execute(text(f"SELECT {names} FROM {table}"))), key=repr)
            for table, names in KEPT.items()
        }


def read(
    archive: Archive, file: Path, folder: Path, *, stop_after: int | None = None, workers: int = 1
) -> ImportReport:
    """Import a file, and stop after so many batches as control and C does."""
    seen = 0

    def progress(_: int) -> None:
        nonlocal seen
        seen += 1
        if seen == stop_after:
            raise KeyboardInterrupt

    return import_warcs(archive, [file], folder, sites={}, workers=workers, progress=progress)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(importing, "BATCH", 3)
    return write(tmp_path / "from", PAGES)


@pytest.fixture
def expected(tmp_path: Path, file: Path) -> dict[str, list[tuple[Any, ...]]]:
    with Archive.open(f"sqlite:///{tmp_path}/whole.db") as archive:
        read(archive, file, tmp_path / "captures")
        return rows(archive)


@pytest.mark.parametrize("stop_after", [1, 2, 3, 4, 5])
def test_an_import_stopped_after_any_batch_goes_on(
    tmp_path: Path, file: Path, expected: dict[str, list[tuple[Any, ...]]], stop_after: int
) -> None:
    with Archive.open(f"sqlite:///{tmp_path}/a.db") as archive:
        with pytest.raises(KeyboardInterrupt):
            read(archive, file, tmp_path / "captures", stop_after=stop_after)
        report = read(archive, file, tmp_path / "captures")
        assert rows(archive) == expected
        assert report.captures == len(PAGES)
        assert archive.check() == ()


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_held_is_counted_and_not_read(
    tmp_path: Path, file: Path, expected: dict[str, list[tuple[Any, ...]]], workers: int
) -> None:
    with Archive.open(f"sqlite:///{tmp_path}/a.db") as archive:
        first = read(archive, file, tmp_path / "captures", workers=workers)
        again = read(archive, file, tmp_path / "captures", workers=workers)
        assert first.held == 0
        assert again.held == 6  # pages 1, 2, 3, 4, 6, 7; no parts, no picture, not what stands twice for one moment
        assert again.counts == first.counts
        assert rows(archive) == expected


def test_another_file_under_the_same_name_is_not_taken_for_it(tmp_path: Path, file: Path) -> None:
    """The digest tells, where a captures folder was made anew beside an old database."""
    with Archive.open(f"sqlite:///{tmp_path}/a.db") as archive:
        read(archive, file, tmp_path / "captures")
        other = write(tmp_path / "other", [page(9)])
        other.rename(tmp_path / "other" / file.name)
        report = read(archive, tmp_path / "other" / file.name, tmp_path / "captures_made_anew")
        assert (report.held, report.counts) == (0, {"new": 1})
