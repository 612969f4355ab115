"""Findings, rectifications and the follow-up of low scores"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _id(name: str, length: int = 200, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(length=length), nullable=nullable)


def _moment(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _version(table: str) -> tuple[sa.Column | sa.Constraint, ...]:
    return (
        _id("id", 32),
        _id("thing_id", 32),
        _id("supersedes_id", 32, nullable=True),
        _moment("created_at", nullable=False),
        _id("created_by"),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("supersedes_id", name=op.f(f"uq_{table}_supersedes_id")),
    )


def upgrade() -> None:
    op.create_table(
        "finding",
        _id("source_kind", 20),
        _id("source_id"),
        _id("source_item_id"),
        _id("title"),
        _id("text", 2000),
        _id("department_id"),
        _id("author"),
        _moment("published_at"),
        _moment("closed_at"),
        *_version("finding"),
        sa.CheckConstraint("source_kind in ('survey', 'case', 'audit')", name=op.f("ck_finding_source_kind")),
    )
    op.create_table(
        "rectification",
        _id("finding_id", 32),
        _id("owner_id"),
        _id("owner_department_id"),
        _id("measure", 2000),
        _moment("assigned_at", nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        _id("target_kind", 20),
        _id("target_series_id"),
        _id("target_item_id"),
        _id("target_measure", 40),
        _id("case_kind", 20),
        _id("target_department_id"),
        sa.Column("smallest_change", sa.Float(), nullable=False),
        _id("reply", 2000),
        _id("proof"),
        _moment("replied_at"),
        _moment("evaluated_at"),
        _id("verdict", 20),
        sa.Column("basis", sa.JSON(), nullable=False),
        *_version("rectification"),
        sa.CheckConstraint("owner_id <> '' or owner_department_id <> ''", name=op.f("ck_rectification_owner")),
        sa.CheckConstraint("target_kind in ('item', 'metric')", name=op.f("ck_rectification_target_kind")),
        sa.CheckConstraint(
            "verdict in ('', 'effective', 'not_effective', 'undecided')", name=op.f("ck_rectification_verdict")
        ),
    )
    op.create_table(
        "follow_up",
        _id("survey_id"),
        _id("response_id"),
        _id("taken_by"),
        _moment("taken_at", nullable=False),
        _id("done", 2000),
        _moment("closed_at"),
        *_version("follow_up"),
    )
    indexed = (
        ("finding", "department_id"),
        ("finding", "thing_id"),
        ("rectification", "finding_id"),
        ("rectification", "thing_id"),
        ("follow_up", "survey_id"),
        ("follow_up", "response_id"),
        ("follow_up", "thing_id"),
    )
    for table, column in indexed:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)
