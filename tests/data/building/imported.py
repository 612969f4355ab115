"""A home with hand-made imports, in the layout that ``dashboard.data.batches`` documents."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.data.building.sources import _ARROW
from dashboard.data.home import Home
from dashboard.data.tables import TABLES


def imported(
    home: Home,
    tables: dict[str, list[dict] | pa.Table],
    *,
    superseded: dict[str, list[tuple[str, int]]] | None = None,
    mode: str = "append",
    data_through: date | None = None,
    rejected: int = 0,
) -> str:
    """Commit one import of these rows (columns left out are NULL; numbers may be texts). Returns the import id."""
    home.ensure()
    seq = len(list(home.imports.iterdir())) + 1
    import_id = f"{seq:08d}-{seq:08x}"
    folder = home.imports / import_id
    folder.mkdir()
    entries = []
    for name, rows in tables.items():
        batch_id = f"{name}-{seq}"
        _write(folder / f"{name}.parquet", name, batch_id, rows)
        gone = (superseded or {}).get(name)
        if gone:
            columns = [pa.array([batch for batch, _ in gone]), pa.array([row for _, row in gone], pa.int64())]
            pq.write_table(pa.table(columns, names=["batch_id", "row_no"]), folder / f"{name}.superseded.parquet")
        entries.append(_entry(name, batch_id, rows, f"{name}.superseded.parquet" if gone else None, rejected))
    manifest = {
        "format": 1, "import_id": import_id, "seq": seq, "mode": mode, "imported_at": "2024-06-01T00:00:00",
        "mapping": None, "data_through": data_through.isoformat() if data_through else None, "tables": entries,
    }  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return import_id


def _write(path: Path, name: str, batch_id: str, rows: list[dict] | pa.Table) -> None:
    columns = {column.name: _column(rows, column.name, column.type) for column in TABLES[name].columns}
    assert set(rows.column_names if isinstance(rows, pa.Table) else set().union(*rows)) <= set(columns)
    size = len(rows)
    pq.write_table(pa.table({**columns, "batch_id": [batch_id] * size, "source_system": ["test"] * size}), path)


def _column(rows: list[dict] | pa.Table, name: str, kind: str) -> pa.Array | pa.ChunkedArray:
    if not isinstance(rows, pa.Table):
        return pa.array([_value(row.get(name), kind) for row in rows], _ARROW[kind])
    if name in rows.column_names:
        return rows[name].cast(_ARROW[kind])
    return pa.nulls(len(rows), _ARROW[kind])


def _value(value: object, kind: str) -> object:
    if value is None:
        return None
    if kind.startswith("DECIMAL"):
        return Decimal(str(value))
    return date.fromisoformat(value) if kind == "DATE" and isinstance(value, str) else value


def _entry(name: str, batch_id: str, rows: list[dict] | pa.Table, superseded: str | None, rejected: int) -> dict:
    return {
        "table": name, "batch_id": batch_id, "identity": batch_id, "rows": len(rows), "read": len(rows) + rejected,
        "accepted": len(rows), "rejected": rejected, "filtered": 0, "unchanged": 0, "amounts_unreadable": 0,
        "has_source_row": False, "reasons": {}, "warnings": {}, "files": [f"{name}.parquet"], "superseded": superseded,
        "amount_read": "0", "amount_accepted": "0", "amount_rejected": "0", "first_on": None, "last_on": None,
        "currencies": ["CNY"], "rejects_file": None, "source_files": [],
    }  # fmt: skip
