"""Brings a records store to the present schema: alembic, one linear history in ``migrations/versions``."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from dashboard.data.records.store import RecordsStore, shown_url
from dashboard.logic.problems import Problem

FOLDER = Path(__file__).resolve().parent / "migrations"
LOCK = 7_264_001
"""Of PostgreSQL's advisory lock: two servers that start at once bring the schema up one after the other."""


def migrate(store: RecordsStore) -> None:
    """Raises Problem where the store was written by a newer version, which this one must not touch."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    scripts = ScriptDirectory.from_config(config)
    with store.writing() as session:
        connection = session.connection()
        if not store.is_sqlite:
            connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        held = MigrationContext.configure(connection).get_current_revision()
        if held == scripts.get_current_head():
            return
        if held is not None and held not in {script.revision for script in scripts.walk_revisions()}:
            raise Problem(
                "The records store {store} was written by a newer version. Use that version, or restore a backup.",
                store=shown_url(store.url),
            )
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def schema_revision() -> str:
    """The revision this version works with."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return ScriptDirectory.from_config(config).get_current_head() or ""
