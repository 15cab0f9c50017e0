"""The schema's steps: which one a database has, and bringing it to today's."""

from importlib.resources import files
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.engine import URL

from archiver.model.errors import DatabaseRefused, SchemaOutdated
from archiver.store.engine import is_sqlite, make_engine, refusals, shown, sqlite_file

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0009"
"""The newest step in migrations/versions; a test holds the two together. Known here so that opening stays quick."""

MIGRATION_LOCK = 7_215_361
"""PostgreSQL's advisory lock that lets one process at a time change the schema."""


def prepare(engine: Engine, url: URL, *, read_only: bool = False) -> None:
    """Make what is missing; raise SchemaOutdated when an older schema holds data or is newer than this program.

    A missing database is made. An older schema without articles and captures has nothing to lose and is upgraded.
    """
    make_database(url)
    if read_only and is_missing(url):
        writer = make_engine(url, read_only=False)
        try:
            upgrade(writer, url)
        finally:
            writer.dispose()
    with refusals(url, "being opened"), engine.connect() as connection:
        step = current(connection)
        if step == HEAD:
            return
        is_empty = step is None and not inspect(connection).get_table_names()
        is_bare = step is not None and step < HEAD and _is_bare(connection)
    if not (is_empty or is_bare):
        raise outdated(step, url)
    writer = make_engine(url, read_only=False) if read_only else engine
    try:
        upgrade(writer, url)
    finally:
        if writer is not engine:
            writer.dispose()


def is_missing(url: URL) -> bool:
    """Whether the URL names a SQLite file that is not there."""
    file = sqlite_file(url)
    return file is not None and not file.exists()


def outdated(step: str | None, url: URL) -> SchemaOutdated:
    """The error that names the way out."""
    if step is None:
        return SchemaOutdated(f"this database holds other tables than ours: {shown(url)}")
    if step > HEAD:
        return SchemaOutdated(f"schema {step} is newer than this program ({HEAD}); use a newer archiver: {shown(url)}")
    return SchemaOutdated(f"schema {step} is older than {HEAD}; run: archiver db upgrade: {shown(url)}")


def make_database(url: URL) -> None:
    """Make the folder of a SQLite file, or the database of a PostgreSQL URL, when missing."""
    file = sqlite_file(url)
    if file is not None:
        with refusals(url, "being made"):
            file.absolute().parent.mkdir(parents=True, exist_ok=True)
    elif url.drivername.startswith("postgresql"):
        _make_postgresql(url)


def current(connection: Connection) -> str | None:
    """The step that a database has; None when it has none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def upgrade(engine: Engine, url: URL) -> str:
    """Bring the schema to today's in one transaction, and give back the step.

    Articles of before the search index, or of another one, are indexed in the same transaction: an archive that was
    upgraded is searched at once.
    """
    from alembic import command

    from archiver.store.search_index import INDEX_VERSION, index_version, rebuild_index

    with (
        refusals(url, "being upgraded"),
        engine.connect().execution_options(writes=True) as connection,
        connection.begin(),
    ):
        if not is_sqlite(connection):
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if not _is_bare(connection) and index_version(connection) != INDEX_VERSION:
            rebuild_index(connection)
    return HEAD


def alembic_config() -> "Config":
    """Alembic's settings, made here: there is no alembic.ini, the steps are part of the package."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("archiver.store") / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _is_bare(connection: Connection) -> bool:
    """Whether nothing would be lost: no article and no capture."""
    for table in ("articles", "captures"):
        if connection.execute(text(f"SELECT 1 FROM {table} LIMIT 1")).first() is not None:  # noqa: S608  # our own names
            return False
    return True


def _make_postgresql(url: URL) -> None:
    """Make the database when the server says that it does not exist; every other error is left to the opening."""
    from sqlalchemy import create_engine
    from sqlalchemy.exc import OperationalError, ProgrammingError

    try:
        probe = create_engine(url, connect_args={"connect_timeout": 10})
    except ModuleNotFoundError:
        return
    try:
        probe.connect().close()
    except OperationalError as error:
        if "does not exist" not in str(error.orig) or not url.database:
            return
        server = create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT")
        with refusals(url, "being made"), server.connect() as connection:
            quoted = connection.dialect.identifier_preparer.quote_identifier(url.database)
            try:
                connection.execute(text(f"CREATE DATABASE {quoted} ENCODING 'UTF8' TEMPLATE template0"))
            except ProgrammingError as raced:
                if "already exists" not in str(raced.orig):
                    raise
        server.dispose()
    finally:
        probe.dispose()


def current_of(engine: Engine, url: URL) -> str:
    """The step of a database; raises DatabaseRefused when it has none."""
    with refusals(url, "being read"), engine.connect() as connection:
        step = current(connection)
    if step is None:
        raise DatabaseRefused(f"no schema of ours is there: {shown(url)}")
    return step
