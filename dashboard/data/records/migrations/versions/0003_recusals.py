"""Recusals and overrides: who stands aside in a case, and whom a supervisor lets handle one in conflict"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("recusal", "conflict_override"):
        op.create_table(
            table,
            sa.Column("case_id", sa.String(length=200), nullable=False),
            sa.Column("employee_id", sa.String(length=200), nullable=False),
            sa.Column("reason", sa.String(length=2000), nullable=False),
            sa.Column("id", sa.String(length=32), nullable=False),
            sa.Column("thing_id", sa.String(length=32), nullable=False),
            sa.Column("supersedes_id", sa.String(length=32), nullable=True),
            sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
            sa.Column("created_by", sa.String(length=200), nullable=False),
            sa.Column("is_removed", sa.Boolean(), nullable=False),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
            sa.UniqueConstraint("supersedes_id", name=op.f(f"uq_{table}_supersedes_id")),
        )
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(batch_op.f(f"ix_{table}_case_id"), ["case_id"], unique=False)
            batch_op.create_index(batch_op.f(f"ix_{table}_thing_id"), ["thing_id"], unique=False)
