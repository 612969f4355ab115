"""Alembic's entry: runs the migrations on the connection that ``migrating.migrate`` holds."""

from alembic import context

from dashboard.data.records.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
