"""Captures say how many further pages of their article they name: a later import need not read the others again."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; captures of before have none, and are read again."""
    op.add_column("captures", sa.Column("further_pages", sa.Integer(), nullable=True))
