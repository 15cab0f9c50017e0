"""The first schema."""

import sqlalchemy as sa
from alembic import op

from archiver.store.columns import Id, UtcTime
from archiver.store.migrations.views import FIRST_VIEWS

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and the views that people read."""
    _make_articles()
    _make_captures()
    _make_family_bands()
    _make_locks()
    _make_sites()
    _make_addresses()
    _make_events()
    _make_frontier()
    _make_runs()
    _make_versions()
    _make_run_fields()
    _make_visits()
    for statement in FIRST_VIEWS:
        op.execute(statement)


def _make_articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("canonical_url", sa.Text(), nullable=False),
        sa.Column("site", sa.Text(), nullable=True),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published_at", UtcTime(), nullable=True),
        sa.Column("published_offset", sa.Integer(), nullable=True),
        sa.Column("published_precision", sa.String(length=8), nullable=True),
        sa.Column("modified_at", UtcTime(), nullable=True),
        sa.Column("sorted_at", UtcTime(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("authors", sa.Text(), nullable=False),
        sa.Column("editor", sa.Text(), nullable=True),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("body_chars", sa.Integer(), nullable=False),
        sa.Column("captions", sa.Integer(), nullable=False),
        sa.Column("spam_score", sa.Float(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("versions", sa.Integer(), nullable=False),
        sa.Column("content_digest", sa.String(length=32), nullable=False),
        sa.Column("parser_version", sa.Text(), nullable=False),
        sa.Column("family_id", Id, nullable=True),
        sa.Column("first_captured_at", UtcTime(), nullable=False),
        sa.Column("last_captured_at", UtcTime(), nullable=False),
        sa.CheckConstraint("state IN ('live', 'gone')", name=op.f("ck_articles_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
    )
    op.create_index("ix_articles_family_id", "articles", ["family_id"], unique=False)
    op.create_index("ix_articles_site_sorted_at_id", "articles", ["site", "sorted_at", "id"], unique=False)
    op.create_index("ix_articles_sorted_at_id", "articles", ["sorted_at", "id"], unique=False)
    op.create_index("ix_articles_source", "articles", ["source"], unique=False)


def _make_captures() -> None:
    op.create_table(
        "captures",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("url_hash", sa.String(length=32), nullable=False),
        sa.Column("captured_at", UtcTime(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("content_type", sa.Text(), nullable=True),
        sa.Column("length", sa.BigInteger(), nullable=True),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("file_offset", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("run_id", Id, nullable=True),
        sa.Column("article_id", Id, nullable=True),
        sa.Column("damage", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_captures")),
        sa.UniqueConstraint("file", "file_offset", name=op.f("uq_captures_file_file_offset")),
    )
    op.create_index("ix_captures_article_id", "captures", ["article_id"], unique=False)
    op.create_index("ix_captures_url_hash_captured_at", "captures", ["url_hash", "captured_at"], unique=False)


def _make_family_bands() -> None:
    op.create_table(
        "family_bands",
        sa.Column("band", Id, autoincrement=False, nullable=False),
        sa.Column("article_id", Id, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("band", "article_id", name=op.f("pk_family_bands")),
        sqlite_with_rowid=False,
    )


def _make_locks() -> None:
    op.create_table(
        "locks",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("run_id", Id, nullable=True),
        sa.Column("machine", sa.Text(), nullable=False),
        sa.Column("pid", sa.BigInteger(), nullable=False),
        sa.Column("pid_started", sa.Text(), nullable=False),
        sa.Column("taken_at", UtcTime(), nullable=False),
        sa.Column("beat_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_locks")),
    )


def _make_sites() -> None:
    op.create_table(
        "sites",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("domains", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("at_least", sa.Integer(), nullable=False),
        sa.Column("added_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_sites")),
    )


def _make_addresses() -> None:
    op.create_table(
        "addresses",
        sa.Column("url_hash", sa.String(length=32), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("article_id", Id, nullable=False),
        sa.Column("role", sa.String(length=9), nullable=False),
        sa.CheckConstraint("role IN ('canonical', 'fetched', 'asked')", name=op.f("ck_addresses_role")),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_addresses_article_id")),
        sa.PrimaryKeyConstraint("url_hash", name=op.f("pk_addresses")),
    )
    op.create_index(op.f("ix_addresses_article_id"), "addresses", ["article_id"], unique=False)


def _make_events() -> None:
    op.create_table(
        "events",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("article_id", Id, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("capture_id", Id, nullable=True),
        sa.Column("run_id", Id, nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.CheckConstraint("kind IN ('gone', 'back', 'moved', 'edited')", name=op.f("ck_events_kind")),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_events_article_id")),
        sa.ForeignKeyConstraint(["capture_id"], ["captures.id"], name=op.f("fk_events_capture_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index(op.f("ix_events_article_id"), "events", ["article_id"], unique=False)


def _make_frontier() -> None:
    op.create_table(
        "frontier",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("url_hash", sa.String(length=32), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("found_on", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("priority", sa.BigInteger(), nullable=False),
        sa.Column("found_at", UtcTime(), nullable=False),
        sa.Column("lastmod", UtcTime(), nullable=True),
        sa.Column("due_at", UtcTime(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=9), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("visited_at", UtcTime(), nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("last_digest", sa.Text(), nullable=True),
        sa.Column("last_capture_id", Id, nullable=True),
        sa.Column("article_id", Id, nullable=True),
        sa.Column("lease_owner", sa.Text(), nullable=True),
        sa.Column("lease_until", UtcTime(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('article', 'listing', 'feed', 'sitemap', 'robots')", name=op.f("ck_frontier_kind")
        ),
        sa.CheckConstraint(
            "state IN ('new', 'waiting', 'gone', 'dropped', 'refused', 'failed', 'set_aside')",
            name=op.f("ck_frontier_state"),
        ),
        sa.ForeignKeyConstraint(["site"], ["sites.name"], name=op.f("fk_frontier_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frontier")),
        sa.UniqueConstraint("url_hash", name=op.f("uq_frontier_url_hash")),
    )
    op.create_index("ix_frontier_article_id", "frontier", ["article_id"], unique=False)
    op.create_index("ix_frontier_site_kind_due_at", "frontier", ["site", "kind", "due_at"], unique=False)
    op.create_index("ix_frontier_site_state_priority", "frontier", ["site", "state", "priority"], unique=False)


def _make_runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("started_at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("articles_seen", sa.Integer(), nullable=False),
        sa.Column("requests", sa.Integer(), nullable=False),
        sa.Column("pages_per_second", sa.Float(), nullable=True),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("coverage", sa.Text(), nullable=False),
        sa.Column("warnings", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "status IN ('running', 'done', 'failed', 'interrupted', 'abandoned')", name=op.f("ck_runs_status")
        ),
        sa.ForeignKeyConstraint(["site"], ["sites.name"], name=op.f("fk_runs_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    op.create_index("ix_runs_site_started_at", "runs", ["site", "started_at"], unique=False)


def _make_versions() -> None:
    op.create_table(
        "versions",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("article_id", Id, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("change_chars", sa.Integer(), nullable=False),
        sa.Column("capture_id", Id, nullable=True),
        sa.Column("captured_at", UtcTime(), nullable=False),
        sa.Column("read_at", UtcTime(), nullable=False),
        sa.Column("parser_version", sa.Text(), nullable=False),
        sa.Column("content_digest", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published_at", UtcTime(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("authors", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("record", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('first', 'editor', 'parser', 'unclear')", name=op.f("ck_versions_kind")),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_versions_article_id")),
        sa.ForeignKeyConstraint(["capture_id"], ["captures.id"], name=op.f("fk_versions_capture_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versions")),
        sa.UniqueConstraint("article_id", "number", name=op.f("uq_versions_article_id_number")),
    )


def _make_run_fields() -> None:
    op.create_table(
        "run_fields",
        sa.Column("run_id", Id, autoincrement=False, nullable=False),
        sa.Column("field", sa.String(length=32), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_run_fields_run_id")),
        sa.PrimaryKeyConstraint("run_id", "field", name=op.f("pk_run_fields")),
    )


def _make_visits() -> None:
    op.create_table(
        "visits",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("url_id", Id, nullable=False),
        sa.Column("run_id", Id, nullable=False),
        sa.Column("visited_at", UtcTime(), nullable=False),
        sa.Column("outcome", sa.String(length=9), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("capture_id", Id, nullable=True),
        sa.Column("article_id", Id, nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_visits_run_id")),
        sa.ForeignKeyConstraint(["url_id"], ["frontier.id"], name=op.f("fk_visits_url_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
        sa.UniqueConstraint("url_id", "visited_at", name=op.f("uq_visits_url_id_visited_at")),
    )
    op.create_index("ix_visits_outcome_visited_at", "visits", ["outcome", "visited_at"], unique=False)
    op.create_index("ix_visits_run_id_outcome", "visits", ["run_id", "outcome"], unique=False)
