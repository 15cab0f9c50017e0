"""What a page says about its use, and whether a browser made it: kept with each capture."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    op.add_column("captures", sa.Column("opt_outs", sa.Text(), nullable=True))
    op.add_column("captures", sa.Column("rendered_by", sa.Text(), nullable=True))
