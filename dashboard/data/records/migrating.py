"""Brings a records store to the present schema: alembic, one linear history in ``migrations/versions``."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.orm import Session

from dashboard.data.records.store import RecordsStore, shown_url
from dashboard.data.records.versions import one_at_a_time
from dashboard.logic.problems import Problem

FOLDER = Path(__file__).resolve().parent / "migrations"
LOCK = 7_264_001
"""Two servers that start at once bring the schema up one after the other."""


def migrate(store: RecordsStore, *, to: str | None = None) -> None:
    """``to``: an earlier revision than this version's, for what is read from an old backup. Raises Problem where the
    store was written by a newer version, which this one must not touch."""
    wanted = to or schema_revision()
    with store.reading() as session:
        if _revision(session) == wanted:
            return  # without waiting for whoever writes just now
    with store.writing() as session:
        one_at_a_time(session, LOCK)
        held = _revision(session)
        if held == wanted:
            return
        if held is not None and held not in known_revisions():
            raise Problem(
                "The records store {store} was written by a newer version. Use that version, or restore a backup.",
                store=shown_url(store.url),
            )
        config = _config()
        config.attributes["connection"] = session.connection()
        command.upgrade(config, wanted)


@cache
def schema_revision() -> str:
    """The revision this version works with."""
    return _scripts().get_current_head() or ""


def known_revisions() -> frozenset[str]:
    """This version's and all before it."""
    return frozenset(script.revision for script in _scripts().walk_revisions())


def _revision(session: Session) -> str | None:
    return MigrationContext.configure(session.connection()).get_current_revision()


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    # Config reads "%" as the beginning of a name to put in.
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return config
