"""Saved searches: what is watched, which articles were found, and how the alerts about them ended."""

import sqlalchemy as sa
from alembic import op

from archiver.store.columns import Id, UtcTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "saved_searches",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("filters", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=True),
        sa.Column("added_at", UtcTime(), nullable=False),
        sa.Column("first_mark", Id, nullable=False),
        sa.Column("mark", Id, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_saved_searches")),
    )
    op.create_table(
        "alerts",
        sa.Column("id", Id, nullable=False, autoincrement=False),
        sa.Column("search", sa.String(64), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'sent', 'given_up')", name=op.f("ck_alerts_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
        sa.ForeignKeyConstraint(["search"], ["saved_searches.name"], name=op.f("fk_alerts_search")),
    )
    op.create_index("ix_alerts_search", "alerts", ["search"])
    op.create_index("ix_alerts_state_next_try", "alerts", ["state", "next_try"])
    op.create_table(
        "saved_hits",
        sa.Column("search", sa.String(64), nullable=False),
        sa.Column("article_id", Id, nullable=False),
        sa.Column("alert_id", Id, nullable=True),
        sa.PrimaryKeyConstraint("search", "article_id", name=op.f("pk_saved_hits")),
        sa.ForeignKeyConstraint(["search"], ["saved_searches.name"], name=op.f("fk_saved_hits_search")),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_saved_hits_article_id")),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_saved_hits_alert_id")),
    )
    op.create_index("ix_saved_hits_alert_id", "saved_hits", ["alert_id"])
