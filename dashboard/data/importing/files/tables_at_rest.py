"""Parquet files: each with the types that its writer gave it, every one to the text that the checks read."""

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.data.importing.files.column_names import check_header
from dashboard.data.importing.files.layouts import FOUND, Layout
from dashboard.data.importing.files.limits import NO_LIMITS_SAID, check_shape
from dashboard.data.importing.files.looking import SHOWN_ROWS, Look
from dashboard.data.importing.files.readings import InputFile, Reading, inspected_hash
from dashboard.data.importing.files.records import Runs
from dashboard.data.importing.files.sources import Source
from dashboard.data.importing.sql_text import identifier, literal
from dashboard.import_limits import ImportLimits
from dashboard.logic.problems import Problem

ZONE_HOURS = 8
"""Moments with a zone are told in the time of Shanghai (contracts.md), which has had no summer time since 1991."""


def parquet_reading(source: Source, number: int) -> tuple[InputFile, Reading]:
    """A Parquet file as a reading. Raises Problem for one that cannot be read."""
    schema, rows = _schema(source)
    header = tuple(schema.names)
    check_header(source.name, header)
    runs = Runs()
    runs.begin(0, 1, number, 1)
    casts = tuple(cast_sql(identifier(field.name), field.type) for field in schema)
    reading = Reading(source.path, header, is_parquet=True, is_direct=True, runs=runs, casts=casts, lines=rows)
    return InputFile(source.name, "parquet", "", inspected_hash(source.path), notes=source.notes), reading


def parquet_look(source: Source, layout: Layout = FOUND, limits: ImportLimits = NO_LIMITS_SAID) -> Look:
    """A look at a Parquet file: its columns with their types and its first rows. Raises Problem."""
    _file, reading = parquet_reading(source, 0)
    schema, count = _schema(source)
    check_shape(limits, source.name, count, len(schema))
    cells = ", ".join(f"coalesce({cast}, '')" for cast in reading.casts)
    with duckdb.connect(config={"threads": 1, "memory_limit": "256MB"}) as connection:
        try:
            rows = connection.execute(
                f"select {cells} from read_parquet({literal(str(source.path))}, hive_partitioning=false) "  # noqa: S608
                f"limit {SHOWN_ROWS}"
            ).fetchall()
        except duckdb.Error as error:
            raise _unreadable(source, error) from error
    types = "; ".join(f"{field.name}: {field.type}" for field in schema)
    saw = (*source.notes, ("PARQUET", {"rows": str(count), "columns": str(len(schema)), "types": types[:2000]}))
    return Look(source.name, source.path.stat().st_size, "parquet", layout, saw, (), reading.header,
                tuple(rows), tuple(range(1, len(rows) + 1)))  # fmt: skip


def cast_sql(column: str, kind: pa.DataType) -> str:
    """A column as text, exactly: whole floats without ``.0`` (ids with gaps become floats in pandas), no exponents,
    lists of plain values joined by ``;``, anything nested as JSON."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if pa.types.is_floating(kind):
        whole = f"abs({column}) < 1e15 and {column} = trunc({column})"
        exponent = f"contains({column}::varchar, 'e') and abs({column}) < 1e18"
        return (
            f"case when isnan({column}) then null when {whole} then {column}::bigint::varchar "
            f"when {exponent} then rtrim({column}::decimal(38,18)::varchar, '0') else {column}::varchar end"
        )
    if pa.types.is_timestamp(kind) and kind.tz:
        return f"(epoch_us({column}) + {ZONE_HOURS * 3_600_000_000}).make_timestamp()::varchar"
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        inner = kind.value_type
        if not pa.types.is_nested(inner):
            return f"array_to_string(list_transform({column}, lambda x: {cast_sql('x', inner)}), ';')"
    if pa.types.is_nested(kind):
        return f"to_json({column})::varchar"
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        # text that its writer did not mark as text; bytes that are none become escapes
        return f"coalesce(try(decode({column})), {column}::varchar)"
    return f"{column}::varchar"


def _schema(source: Source) -> tuple[pa.Schema, int]:
    try:
        with pq.ParquetFile(source.path) as file:
            return file.schema_arrow, file.metadata.num_rows
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _unreadable(source, error) from error


def _unreadable(source: Source, error: Exception) -> Problem:
    return Problem(
        "File {file} is not a readable Parquet file ({reason}).",
        file=source.name, reason=(str(error).splitlines() or [""])[0][:200],
    )  # fmt: skip
