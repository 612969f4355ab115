"""The imported tables as the build sees them: files for the engine's views, and their counts for the manifest."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.data.batches import IS_SOUND, Batch, live_batches
from dashboard.data.building.mart_sql import tables_read
from dashboard.data.engines import Engine
from dashboard.data.home import Home
from dashboard.data.store import TableCount
from dashboard.data.tables import TABLES, Table

_ARROW = {
    "VARCHAR": pa.string(),
    "DATE": pa.date32(),
    "DECIMAL(18,4)": pa.decimal128(18, 4),
    "DECIMAL(18,8)": pa.decimal128(18, 8),
    "SMALLINT": pa.int16(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "BOOLEAN": pa.bool_(),
    "DOUBLE": pa.float64(),
    "TIMESTAMP": pa.timestamp("us"),
    "TIME": pa.time64("us"),
    "VARCHAR[]": pa.list_(pa.string()),
}


@dataclass(frozen=True)
class Sources:
    """The batches that count, read once at the start, so that an import meanwhile changes nothing in this build."""

    batches: Mapping[str, tuple[Batch, ...]]

    @classmethod
    def of(cls, home: Home) -> "Sources":
        return cls(live_batches(home))

    @property
    def imports(self) -> tuple[str, ...]:
        """Ids of the imports that the build is made of, oldest first."""
        return tuple(sorted({batch.import_id for batches in self.batches.values() for batch in batches}))

    def show(self, engine: Engine, scratch: Path, currency: str) -> None:
        """Give the engine ``raw_<table>`` and ``superseded_<table>`` of every table that a staging file reads;
        ``reporting_currency``, which has no row where every order is in it: then nothing has to be converted; and
        ``any_promise``, which has no row where no promised day is written down at all: then no order is looked at.

        An empty file with the contract's columns comes first: it types what older batches lack and what was never
        imported. Files stay in batch order. Rejected rows that a file keeps, marked, are not shown (batches.py).
        """
        scratch.mkdir(parents=True, exist_ok=True)
        for name in tables_read():
            table, batches = TABLES[name], self.batches.get(name, ())
            files = [path for batch in batches for path in batch.files]
            gone = [batch.superseded for batch in batches if batch.superseded]
            # Asking ten million sound rows costs a second, and leads the planner to expect few of them.
            condition = "true" if all(map(_every_row_counts, batches)) else IS_SOUND
            engine.view(
                f"raw_{name}", [_empty_file(scratch / f"{name}.parquet", _raw_schema(table)), *files], condition
            )
            engine.view(f"superseded_{name}", [_empty_file(scratch / f"{name}.superseded.parquet", _GONE), *gone])
        named = {one for batch in self.batches.get("orders", ()) for one in batch.currencies}
        shown = [currency] if named - {currency} else []
        promised = [True] if any(self._is_filled(*column) for column in _PROMISES) else []
        for view, column, values in (
            ("reporting_currency", "currency", pa.array(shown, pa.string())),
            ("any_promise", "is_given", pa.array(promised, pa.bool_())),
        ):
            path = scratch / f"{view}.parquet"
            pq.write_table(pa.table({column: values}), path)
            engine.view(view, [path])

    def _is_filled(self, table: str, column: str) -> bool:
        """Whether any file of the table has a value there, as the files say of themselves."""
        return any(_has_values(path, column) for batch in self.batches.get(table, ()) for path in batch.files)

    def counts(self) -> dict[str, TableCount]:
        """Current rows, live batches and rejected records of every table that was imported or that the build reads."""
        return {
            name: TableCount(
                rows=sum(batch.rows for batch in batches) - _superseded_rows(batches),
                batches=len(batches),
                rejected=sum(batch.rejected for batch in batches),
            )
            for name, batches in self.batches.items()
            if batches or name in tables_read()
        }

    def data_through(self, last_order_on: date) -> date:
        """What the operator said last, else the latest order; later orders without a word can only add to it.

        Source: metrics.md, Time.
        """
        said = [
            (batch.seq, batch.data_through)
            for batches in self.batches.values()
            for batch in batches
            if batch.data_through
        ]
        if not said:
            return last_order_on
        seq, day = max(said)
        is_last_word = all(batch.seq <= seq for batch in self.batches.get("orders", ()))
        return day if is_last_word else max(day, last_order_on)


_PROMISES = (
    ("orders", "first_promised_date"),
    ("orders", "promised_date"),
    ("order_lines", "promised_date"),
    ("deliveries", "promised_arrival"),
)
_GONE = pa.schema([("batch_id", pa.string()), ("row_no", pa.int64())])


def _raw_schema(table: Table) -> pa.Schema:
    columns = [(column.name, _ARROW[column.type]) for column in table.columns]
    return pa.schema([*columns, ("batch_id", pa.string()), ("source_system", pa.string()), ("_marks", pa.int64())])


def _empty_file(path: Path, schema: pa.Schema) -> Path:
    pq.write_table(schema.empty_table(), path)
    return path


def _has_values(path: Path, column: str) -> bool:
    """True also where the file does not say."""
    footer = pq.read_metadata(path)
    if column not in footer.schema.names:
        return False
    place = footer.schema.names.index(column)
    pieces = [footer.row_group(number) for number in range(footer.num_row_groups)]
    told = [(piece.num_rows, piece.column(place).statistics) for piece in pieces]
    return any(facts is None or not facts.has_null_count or facts.null_count < rows for rows, facts in told)


def _every_row_counts(batch: Batch) -> bool:
    return batch.rows == sum(pq.read_metadata(path).num_rows for path in batch.files)


def _superseded_rows(batches: tuple[Batch, ...]) -> int:
    """How many rows of these batches a later one replaced; entries of retired batches do not count."""
    live = {batch.batch_id for batch in batches}
    return sum(
        entry["counts"]
        for batch in batches
        if batch.superseded
        for entry in pq.read_table(batch.superseded, columns=["batch_id"])["batch_id"].value_counts().to_pylist()
        if entry["values"] in live
    )
