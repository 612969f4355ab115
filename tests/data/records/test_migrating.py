"""The schema: models and migrations say the same, one line of history, no store of a newer version is touched."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from dashboard.data.records.migrating import FOLDER, migrate, schema_revision
from dashboard.data.records.models import Base
from dashboard.data.records.store import RecordsStore
from dashboard.logic.problems import Problem


def test_the_migrations_make_what_the_models_say(empty_url: str) -> None:
    store = RecordsStore(empty_url)
    migrate(store)
    with store.reading() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        assert context.get_current_revision() == schema_revision()
        tables = inspect(session.connection())
        # What the comparison does not look at.
        for table in Base.metadata.sorted_tables:
            written = {check["name"] for check in tables.get_check_constraints(table.name)}
            modelled = {check.name for check in table.constraints if type(check).__name__ == "CheckConstraint"}
            assert written == modelled, table.name
            assert {column["name"]: column["nullable"] for column in tables.get_columns(table.name)} == {
                column.name: bool(column.nullable) for column in table.columns
            }
    store.close()


def test_the_history_is_one_line() -> None:
    scripts = ScriptDirectory(str(FOLDER))
    assert len(scripts.get_heads()) == 1
    assert len(scripts.get_bases()) == 1
    assert all(not script.is_branch_point and not script.is_merge_point for script in scripts.walk_revisions())


def test_a_store_of_the_present_schema_is_left_alone(empty_url: str) -> None:
    store = RecordsStore(empty_url)
    migrate(store)
    with store.writing() as session:  # a second server that starts does not wait for whoever writes
        session.execute(text("delete from trail"))
        migrate(store)
    store.close()


def test_a_store_of_a_newer_version_is_refused_and_not_touched(store: RecordsStore) -> None:
    with store.writing() as session:
        session.execute(text("update alembic_version set version_num = '9999'"))
        session.execute(text("drop table deputy"))
    with pytest.raises(Problem, match="was written by a newer version"):
        migrate(store)
    with store.reading() as session:
        assert session.scalar(text("select version_num from alembic_version")) == "9999"
        assert "deputy" not in inspect(session.connection()).get_table_names()


def test_a_migration_that_fails_leaves_nothing(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = RecordsStore(empty_url)

    def fails(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("alembic.runtime.migration.HeadMaintainer.update_to_step", fails)
        with pytest.raises(KeyboardInterrupt):
            migrate(store)
    with store.reading() as session:
        assert "trail" not in inspect(session.connection()).get_table_names()
    migrate(store)
    with store.reading() as session:
        assert "trail" in inspect(session.connection()).get_table_names()
    store.close()
