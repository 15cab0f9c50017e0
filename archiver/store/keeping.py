"""What keeps an archive well: schema steps, checks, copies."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from archiver.model.article import Article, CaptureRef
from archiver.model.stats import Damage
from archiver.store import backup, check, migrate, reread
from archiver.store.check import TestCapture
from archiver.store.door import Door
from archiver.store.engine import make_engine, parse_url


class Keeping(Door):
    """The part of an archive that looks after it."""

    def schema(self) -> str:
        """The schema's step."""
        return migrate.current_of(self._engine, self._url)

    def backup(self, file: Path | str) -> int:
        """Copy the archive into a SQLite file while runs go on; how many articles it holds.

        The copy is of one moment and appears whole or not at all. Raises UsageError for the archive's own file.
        """
        return backup.backup(self._engine, self._url, Path(file))

    def check(
        self,
        test_capture: TestCapture | None = None,
        *,
        repair: bool = False,
        now: datetime | None = None,
    ) -> tuple[Damage, ...]:
        """What is wrong with the archive; with `repair` what can be mended is, and says so.

        `test_capture` looks at each capture of the index and says what is wrong with it; without it captures are not
        looked at. The bytes of a lost capture do not come back: repair marks it, so that it is not reported again, and
        makes its address due.
        """
        moment = self._moment(now)
        with self._writing() if repair else self._reading() as connection:
            found = check.check_database(connection, repair=repair, now=moment)
        return (*found, *(self._check_captures(test_capture, repair=repair, now=moment) if test_capture else ()))

    def _check_captures(self, test: TestCapture, *, repair: bool, now: datetime) -> Iterator[Damage]:
        last = 0
        while True:
            with self._reading() as connection:
                page = check.captures_after(connection, last)
            if not page:
                return
            last = page[-1][0]
            marks: dict[int, str | None] = {}
            for number, ref, known, url in page:
                damage = test(ref)
                if damage is not None and known is None:
                    what = f"{damage}: {ref.file} at {ref.offset}: {url}"
                    yield Damage(what=what, where="captures", mended=repair)
                if (damage is None) != (known is None):
                    marks[number] = damage
            if repair and marks:
                with self._writing() as connection:
                    for number, damage in marks.items():
                        check.mark_capture(connection, number, damage, now=now)

    def last_captures(self) -> dict[str, int]:
        """For each capture file of the index, where its last capture that is well begins."""
        with self._reading() as connection:
            return check.last_captures(connection)

    def last_article(self) -> int:
        """The largest number of an article; 0 when there is none."""
        with self._reading() as connection:
            return reread.last_article(connection)

    def current_readings(
        self,
        *,
        after: int = 0,
        site: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 100,
    ) -> tuple[tuple[Article, CaptureRef], ...]:
        """The next articles to be read again, by number, with the capture each came from; empty at the end.

        Go on with the last one's number as `after`: a re-reading can stop and begin again anywhere.
        """
        with self._reading() as connection:
            return tuple(reread.iter_current(connection, after=after, site=site, since=since, until=until, limit=limit))

    def save_readings(self, readings: Mapping[int, Article], *, now: datetime | None = None) -> dict[int, int]:
        """Save new readings of stored captures, by article number; the versions made, for those that differ.

        The old readings stay. A reading that differs in nothing changes nothing.
        """
        with self._writing() as connection:
            moment = self._moment(now)
            return reread.save_readings(connection, readings, now=moment)

    @staticmethod
    def upgrade(url: str) -> str:
        """Bring a database's schema to today's; the step it then has. What is stored stays."""
        parsed = parse_url(url)
        migrate.make_database(parsed)
        engine = make_engine(parsed, read_only=False)
        try:
            return migrate.upgrade(engine, parsed)
        finally:
            engine.dispose()

    @staticmethod
    def schema_of(url: str) -> str:
        """The schema's step of a database, old or new as it may be; raises DatabaseRefused without any."""
        parsed = parse_url(url)
        engine = make_engine(parsed, read_only=True)
        try:
            return migrate.current_of(engine, parsed)
        finally:
            engine.dispose()
