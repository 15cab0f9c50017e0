"""Schedules: when each site is crawled again."""

import sqlalchemy as sa
from alembic import op

from archiver.store.columns import UtcTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of schedules."""
    op.create_table(
        "schedules",
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("every_seconds", sa.BigInteger(), nullable=True),
        sa.Column("cron", sa.Text(), nullable=True),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("next_due", UtcTime(), nullable=False),
        sa.Column("last_started", UtcTime(), nullable=True),
        sa.Column("last_status", sa.Integer(), nullable=True),
        sa.CheckConstraint("(every_seconds IS NULL) <> (cron IS NULL)", name=op.f("ck_schedules_one_rule")),
        sa.PrimaryKeyConstraint("site", name=op.f("pk_schedules")),
    )
