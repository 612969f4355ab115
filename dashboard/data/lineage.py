"""From a stored row back to where it came from: import, file, physical line, who and when."""

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from dashboard.data.batches import Batch, ImportRecord, all_imports, raw_relation, replayed
from dashboard.data.home import Home
from dashboard.data.import_events import undone_imports
from dashboard.data.tables import TABLES, Table
from dashboard.logic.problems import Problem

MOST_ROWS = 1000


@dataclass(frozen=True)
class RowOrigin:
    """One version of a row. ``line`` is physical, from 1 (of Parquet: the row); None where an earlier version of the
    program did not keep it.

    state          counts, superseded (by the import ``superseded_by``), replaced (with its whole batch), undone
    superseded_by  id of the import that put another row in its place, or whose period it lay in
    """

    table: str
    key: tuple[str, ...]
    import_id: str
    batch_id: str
    source_row: int
    file: str
    line: int | None
    by: str
    imported_at: str
    origin: str
    state: str
    superseded_by: str | None


@dataclass(frozen=True)
class RejectedOrigin:
    """A rejected record that names the key somewhere in its original text."""

    table: str
    import_id: str
    file: str
    line: int
    codes: tuple[str, ...]
    text: str


def lineage(home: Home, table: str, key: Mapping[str, str]) -> tuple[RowOrigin, ...]:
    """Every version of the rows with these values (column -> text), oldest import first; at most 1,000. Raises Problem.

    ``key`` may name some of the key's columns only: an order's number gives all its lines.
    """
    contract = _contract(table, key)
    records = {record.import_id: record for record in all_imports(home)}
    batches = {batch.batch_id: batch for record in records.values() for batch in record.batches if batch.table == table}
    with duckdb.connect() as connection:
        rows = _rows(connection, contract, tuple(batch for batch in batches.values() if batch.files), key)
        if not rows:
            return ()
        undone = undone_imports(home)
        live = {batch.batch_id for batch in replayed(records.values(), undone)[table]}
        gone = _gone(connection, [batch for batch in batches.values() if batch.batch_id in live], rows)
        found = []
        for batch_id, row_no, source_row, *values in rows:
            batch, later = batches[batch_id], gone.get((batch_id, row_no))
            state = (
                "undone" if batch.import_id in undone
                else "replaced" if batch_id not in live
                else "superseded" if later else "counts"
            )  # fmt: skip
            file, line = _place(connection, home, batch, source_row)
            found.append(_origin(table, tuple(values), records[batch.import_id], batch, source_row, file, line, state,
                                 later))  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.import_id, one.source_row)))


def rejected_with(home: Home, table: str, text: str, *, most: int = 20) -> tuple[RejectedOrigin, ...]:
    """Rejected records of a table whose original text holds ``text``, as long as they are kept (retention.py)."""
    found: list[RejectedOrigin] = []
    with duckdb.connect() as connection:
        for record in all_imports(home):
            path = home.imports / record.import_id / "quarantine.parquet"
            if table in record.tables and path.exists() and len(found) < most:
                rows = connection.execute(
                    "select file, line, codes, text from read_parquet($path) where table_name = $table "
                    "and contains(text, $text) order by file, line limit $most",
                    {"path": str(path), "table": table, "text": text, "most": most - len(found)},
                ).fetchall()
                found += [RejectedOrigin(table, record.import_id, file, line, tuple(codes), shown)
                          for file, line, codes, shown in rows]  # fmt: skip
    return tuple(found)


def _contract(table: str, key: Mapping[str, str]) -> Table:
    if table not in TABLES:
        raise Problem(
            "Table {table} is not known. Choose one of {candidates}.", table=table, candidates=", ".join(TABLES)
        )
    contract = TABLES[table]
    unknown = [name for name in key if name not in contract.by_name]
    if unknown or not key:
        raise Problem("{value} is no column of {table}; its key is {columns}.", value=", ".join(unknown) or "-",
                      table=table, columns=", ".join(contract.key))  # fmt: skip
    return contract


def _rows(
    connection: duckdb.DuckDBPyConnection, table: Table, batches: tuple[Batch, ...], key: Mapping[str, str]
) -> list[tuple]:
    """(batch_id, row_no, source_row, the key as text) of all rows with the values, whatever became of them."""
    names = ", ".join(f"{name}::varchar" for name in table.key)
    wanted = " and ".join(f"{name} = try_cast($v{number} as {table.by_name[name].type})"
                          for number, name in enumerate(key))  # fmt: skip
    return connection.execute(
        f"select batch_id, row_no, source_row, {names} from ({raw_relation(table.name, batches)}) "  # noqa: S608
        f"where {wanted} order by batch_id, row_no limit {MOST_ROWS}",
        {f"v{number}": value for number, value in enumerate(key.values())},
    ).fetchall()


def _gone(
    connection: duckdb.DuckDBPyConnection, batches: list[Batch], wanted: list[tuple]
) -> dict[tuple[str, int], str]:
    """(batch_id, row_no) of those of the rows that were superseded -> the import that did."""
    paths = {str(batch.superseded): batch.import_id for batch in batches if batch.superseded}
    if not paths:
        return {}
    rows = connection.execute(
        "select batch_id, row_no, filename from read_parquet($paths, filename=true) where row_no in $rows",
        {"paths": list(paths), "rows": [row[1] for row in wanted]},
    ).fetchall()
    return {(batch_id, row_no): paths[name] for batch_id, row_no, name in rows}


def _place(connection: duckdb.DuckDBPyConnection, home: Home, batch: Batch, source_row: int) -> tuple[str, int | None]:
    path = home.imports / batch.import_id / f"origins-{batch.table}.parquet"
    if not path.exists():
        return (batch.source_files[0].name if len(batch.source_files) == 1 else ""), None
    return connection.execute(
        "select file, line + $row - source_row from read_parquet($path) where source_row <= $row "
        "order by source_row desc limit 1",
        {"path": str(path), "row": source_row},
    ).fetchall()[0]


def _origin(
    table: str, key: tuple[str, ...], record: ImportRecord, batch: Batch, source_row: int, file: str, line: int | None,
    state: str, later: str | None,
) -> RowOrigin:  # fmt: skip
    return RowOrigin(
        table, key, batch.import_id, batch.batch_id, source_row, file, line, record.by, record.imported_at,
        record.origin, state, later,
    )  # fmt: skip
