"""Which earlier imports a table of this one leans on: undo asks it (undoing.py)."""

import duckdb

from dashboard.data.importing.checks.keys import UNCHANGED
from dashboard.data.importing.checks.outcomes import Outcome


def leaned_on(connection: duckdb.DuckDBPyConnection, outcome: Outcome, mode: str) -> tuple[str, ...]:
    """Ids of the imports whose rows made records ``unchanged``, or were superseded.

    Reads the views and tables that the check of this table has just left: ``rows``, ``stored``, ``unwritten`` and
    ``superseded``.
    """
    if mode == "replace":
        return ()
    table = outcome.table
    found = {row[0] for row in connection.execute("select distinct batch_id from superseded").fetchall()}
    if outcome.unchanged:
        same = " and ".join(f"rows.{name} = stored.{name}" for name in table.key)
        found |= {
            row[0]
            for row in connection.execute(
                "select distinct stored.batch_id from rows join unwritten on rows._pos = unwritten._pos "  # noqa: S608
                f"and unwritten.why = '{UNCHANGED}' join stored on {same}"
            ).fetchall()
        }
    return tuple(sorted(batch_id.removesuffix(f"-{table.name}") for batch_id in found))
