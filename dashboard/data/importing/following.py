"""After ``replace-period``: the stored parts (lines, items) of rows that went and did not come again go with them."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import duckdb

from dashboard.data.batches import Batch, current_relation
from dashboard.data.importing.checks.outcomes import Outcome
from dashboard.data.importing.checks.periods import parent_of
from dashboard.data.importing.sql_text import literal
from dashboard.data.tables import TABLES, Table


def take_parts_along(
    connection: duckdb.DuckDBPyConnection, outcomes: dict[str, Outcome], before: Mapping[str, tuple[Batch, ...]],
    folder: Path,
) -> dict[str, tuple[str, ...]]:  # fmt: skip
    """Supersede them, in outcomes that are there or in new ones without records. ``before``: what was stored.

    Parts of a row that comes again stay, unless the import brings parts of it. Returns per table the imports they are
    of.
    """
    leans = {}
    for table in TABLES.values():
        parent = parent_of(table)
        gone = outcomes[parent.name].superseded if parent and parent.name in outcomes else None
        if parent is None or gone is None or not any(batch.files for batch in before[table.name]):
            continue
        _find(connection, table, parent, outcomes[parent.name], before)
        found = connection.execute("select distinct batch_id from gone_parts").fetchall()
        if found:
            outcomes[table.name] = _with_gone(connection, table, outcomes.get(table.name), folder)
            leans[table.name] = tuple(batch_id.removesuffix(f"-{table.name}") for (batch_id,) in found)
    return leans


def _find(
    connection: duckdb.DuckDBPyConnection, table: Table, parent: Table, outcome: Outcome,
    before: Mapping[str, tuple[Batch, ...]],
) -> None:  # fmt: skip
    """Make ``gone_parts`` (batch_id, row_no)."""
    keys = ", ".join(parent.key)
    again = f"select {keys} from read_parquet({literal(str(outcome.written))})" if outcome.written else None  # noqa: S608
    connection.execute(
        "create or replace temp table gone_parts as "  # noqa: S608
        f"with gone as (select {keys} from ({current_relation(parent.name, before[parent.name])}) as s "
        f"semi join read_parquet({literal(str(outcome.superseded))}) as g "
        "on s.batch_id = g.batch_id and s.row_no = g.row_no) "
        f"select batch_id, row_no from ({current_relation(table.name, before[table.name])}) as part "
        f"semi join gone using ({keys}) {f'anti join ({again}) as again using ({keys})' if again else ''}"
    )


def _with_gone(connection: duckdb.DuckDBPyConnection, table: Table, outcome: Outcome | None, folder: Path) -> Outcome:
    """The outcome with the parts among what it superseded, each once."""
    path = folder / f"{table.name}.superseded.parquet"
    if outcome and outcome.superseded:
        connection.execute(f"insert into gone_parts select batch_id, row_no from read_parquet({literal(str(path))})")  # noqa: S608
        path.unlink()
    connection.execute("create or replace temp table gone_once as select distinct batch_id, row_no from gone_parts")
    connection.execute(f"copy gone_once to {literal(str(path))} (format parquet)")
    outcome = outcome or Outcome.of_nothing(table)
    outcome.superseded = path
    return outcome


def nothing_identity(import_id: str, table: str) -> str:
    """The identity of a batch without a file: it is never the same as another."""
    return hashlib.sha256(f"{import_id}-{table}".encode()).hexdigest()
