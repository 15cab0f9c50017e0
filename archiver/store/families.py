"""Reprint families: the same story at other addresses, found while it is saved."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, exists, select, update

from archiver.store.batch import ARTICLES, VERSIONS, Batch, Row, chunks
from archiver.store.codec import dumps
from archiver.store.columns import Base
from archiver.store.engine import is_sqlite
from archiver.store.reading import Reading
from archiver.store.schema import FamilyBandRow
from archiver.store.sketch import Sketch, likeness, sketch, sketch_folded

_INSERT = {
    True: "INSERT OR IGNORE INTO family_bands (band, article_id) SELECT value, ? FROM json_each(?)",
    False: "INSERT INTO family_bands (band, article_id) SELECT unnest(%s::bigint[]), %s ON CONFLICT DO NOTHING",
}
_HOLDERS = {
    True: "SELECT f.band, f.article_id FROM json_each(?) asked CROSS JOIN family_bands f ON f.band = asked.value",
    False: "SELECT band, article_id FROM family_bands WHERE band = ANY(%s)",
}
"""By whether the database is SQLite. Bare, because SQLAlchemy costs more than the database for rows so small."""

BANDS = Base.metadata.tables[FamilyBandRow.__tablename__]

LEAST_ALIKE = 0.35
"""Shared shingles of two texts' together: one with every tenth character replaced keeps 0.42 to 0.49, two reports of
one event by different writers stay under 0.2 (bench/families.py)."""
LEAST_CONTAINED = 0.75
"""Shared shingles of the shorter text's: a copy that prints the lead alone, or all but the lead."""
LEAST_SHINGLES = 60
"""A shorter text that is contained in a longer one may be a phrase that everyone prints."""
SURELY_BANDED = 400
"""Characters from which on a body should have bands, whatever its script."""
MOST_CANDIDATES = 20
"""Articles looked at closely for one: those that share most bands, one a family first."""


def is_reprint(a: Sketch, b: Sketch) -> bool:
    """Whether two texts tell the same story in the same words."""
    alike, contained = likeness(a, b)
    if alike >= LEAST_ALIKE:
        return True
    return contained >= LEAST_CONTAINED and min(len(a.shingles), len(b.shingles)) >= LEAST_SHINGLES


class Finder:
    """Finds the families of the readings of one batch."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.sketches: dict[int, Sketch] = {}
        self._meeting: set[int] = set()
        """Bands of this batch that more than one article has, stored or new; the others tie nothing."""
        self._held: dict[int, list[int]] = {}
        """For each of these: the articles that have it by now."""
        self._families: dict[int, int | None] = {}
        """Families of the stored articles met."""

    def load(self, readings: Sequence[Reading]) -> None:
        """Sketch the readings and read who shares bands with them."""
        wanted: set[int] = set()
        for reading in readings:
            mine = self.sketches[reading.row["id"]] = sketch_folded(reading.folded_body)
            self._meeting |= wanted.intersection(mine.bands)
            wanted.update(mine.bands)
        found: set[int] = set()
        for band, number in _holders(self.batch.connection, wanted):
            self._held.setdefault(band, []).append(number)
            found.add(number)
        self._meeting |= self._held.keys()
        for part in chunks(found):
            query = select(ARTICLES.c.id, ARTICLES.c.family_id).where(ARTICLES.c.id.in_(part))
            self._families.update((row[0], row[1]) for row in self.batch.connection.execute(query))

    def tie(self, reading: Reading) -> None:
        """Put an article into the family of those that tell its story."""
        row = reading.row
        mine = self.sketches[row["id"]]
        meeting = self._meeting.intersection(mine.bands)
        for number in self._candidates(row["id"], meeting):
            if self._family(number) is not None and self._family(number) == row["family_id"]:
                continue
            other = self._sketch(number)
            if is_reprint(mine, other):
                self._join(row, number)
        for band in meeting:
            self._held.setdefault(band, []).append(row["id"])
        self._families.setdefault(row["id"], row["family_id"])

    def _candidates(self, article_id: int, bands: Iterable[int]) -> list[int]:
        """Those that share most bands, one a family: its members are alike, the closest stands for them."""
        shared: dict[int, int] = {}
        for band in bands:
            for number in self._held.get(band, ()):
                if number != article_id:
                    shared[number] = shared.get(number, 0) + 1
        picked: list[int] = []
        families: dict[int, int] = {}
        for number in sorted(shared, key=lambda each: (-shared[each], each)):
            family = self._family(number)
            if family is not None:
                families[family] = families.get(family, 0) + 1
                if families[family] > 2:
                    continue
            picked.append(number)
            if len(picked) == MOST_CANDIDATES:
                break
        return picked

    def _family(self, number: int) -> int | None:
        held = self.batch.articles.get(number)
        return held["family_id"] if held is not None else self._families.get(number)

    def _sketch(self, number: int) -> Sketch:
        if number not in self.sketches:
            self.sketches[number] = sketch(body_of(self.batch.connection, number))
        return self.sketches[number]

    def _join(self, row: Row, number: int) -> None:
        """Make two articles members of one family, which is named after its first member's number."""
        theirs = self._family(number) or number
        mine = row["family_id"]
        if mine is None:
            self._move(row["id"], theirs)
        elif mine != theirs:
            theirs, old = min(mine, theirs), max(mine, theirs)
            self._merge(old, theirs)
        self._move(number, theirs)

    def _move(self, number: int, family: int) -> None:
        held = self.batch.articles.get(number)
        if held is not None:
            held["family_id"] = family
            self.batch.touch(ARTICLES, held)
        elif self._families.get(number) != family:
            self.batch.connection.execute(update(ARTICLES).where(ARTICLES.c.id == number).values(family_id=family))
        self._families[number] = family

    def _merge(self, old: int, family: int) -> None:
        self.batch.connection.execute(update(ARTICLES).where(ARTICLES.c.family_id == old).values(family_id=family))
        for number, held in self.batch.articles.items():
            if held["family_id"] == old:
                self._move(number, family)
        for number, known in list(self._families.items()):
            if known == old:
                self._families[number] = family


def tie(batch: Batch, readings: Sequence[Reading]) -> None:
    """Find the families of new readings, and have their bands written with the batch."""
    if not readings:
        return
    finder = Finder(batch)
    finder.load(readings)
    for reading in readings:
        finder.tie(reading)
    batch.bands.update((reading.row["id"], finder.sketches[reading.row["id"]].bands) for reading in readings)


def keep_bands(batch: Batch) -> None:
    """Write the bands; those of an earlier version of an article stay, since verification does not trust bands."""
    held = {number: list(bands) for number, bands in batch.bands.items() if bands}
    batch.bands.clear()
    if held and is_sqlite(batch.connection):
        batch.connection.exec_driver_sql(_INSERT[True], [(number, dumps(bands)) for number, bands in held.items()])
    elif held:
        batch.connection.exec_driver_sql(_INSERT[False], [(bands, number) for number, bands in held.items()])


def _holders(connection: Connection, bands: Iterable[int]) -> Sequence[tuple[int, int]]:
    """Who holds any of the bands. All in one list: forty an article are thousands a batch."""
    if is_sqlite(connection):
        found = connection.exec_driver_sql(_HOLDERS[True], (dumps(list(bands)),))
    else:
        found = connection.exec_driver_sql(_HOLDERS[False], (list(bands),))
    return [(row[0], row[1]) for row in found]


def without_bands(connection: Connection) -> list[int]:
    """Articles long enough to have bands that have none."""
    query = (
        select(ARTICLES.c.id)
        .where(ARTICLES.c.body_chars >= SURELY_BANDED, ~exists().where(BANDS.c.article_id == ARTICLES.c.id))
        .order_by(ARTICLES.c.id)
    )
    if is_sqlite(connection):  # its table is kept in order of bands: one walk instead of one an article
        held = set(connection.execute(select(BANDS.c.article_id).distinct()).scalars())
        long = select(ARTICLES.c.id).where(ARTICLES.c.body_chars >= SURELY_BANDED).order_by(ARTICLES.c.id)
        missing = (number for number in connection.execute(long).scalars() if number not in held)
        return [number for number in missing if sketch(body_of(connection, number)).bands]
    return [number for number in connection.execute(query).scalars() if sketch(body_of(connection, number)).bands]


def rebuild(connection: Connection, ids: Sequence[int]) -> None:
    """Sketch these articles again and tie them to their families."""
    for part in chunks(ids):
        batch = Batch(connection, run={"id": None, "site": None}, now=datetime.now(UTC))
        batch.load_articles_by_id(part)
        readings = [Reading(row, {"body": body_of(connection, row["id"])}) for row in batch.articles.values()]
        tie(batch, readings)
        batch.flush()
        keep_bands(batch)


def body_of(connection: Connection, number: int) -> str:
    """The body of an article's current version; "" when it has none."""
    query = (
        select(VERSIONS.c.body)
        .join(ARTICLES, ARTICLES.c.id == VERSIONS.c.article_id)
        .where(ARTICLES.c.id == number, VERSIONS.c.number == ARTICLES.c.version)
    )
    return connection.execute(query).scalar() or ""
