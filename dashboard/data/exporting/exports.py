"""Views as files: CSV, JSON, Parquet, Excel; exact, and safe to open in a spreadsheet."""

import csv
import io
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.data.exporting.excel_exports import write_xlsx
from dashboard.data.exporting.view_column import Kind
from dashboard.data.exporting.view_columns import plain_text, records
from dashboard.data.exporting.views import ViewResult
from dashboard.logic.problems import Problem

FORMATS = ("csv", "json", "parquet", "xlsx")
TEXT_FORMATS = ("csv", "json")
"""Those that may go to a terminal."""
MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Translate = Callable[[str], str]

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
BOM = "\ufeff"
_ARROW_TYPES: dict[Kind, pa.DataType] = {
    "text": pa.string(),
    "money": pa.decimal128(38, 4),
    "count": pa.int64(),
    "share": pa.float64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "moment": pa.timestamp("s"),
    "flag": pa.bool_(),
}


def write(
    result: ViewResult,
    file_format: str,
    stream: BinaryIO,
    *,
    bom: bool = True,
    translate: Translate = str,
    watermark: str = "",
) -> None:
    """Write the view. ``bom``: CSV files begin with a byte order mark, without which Excel garbles Chinese.
    ``translate`` is for the second sheet of an Excel file. ``watermark`` says who took it out: the last line of a CSV
    file, a line of Excel's second sheet and its pages' footer; the other formats have no place for it."""
    if file_format == "csv":
        _write_csv(result, stream, bom, watermark)
    elif file_format == "json":
        _write_json(result, stream)
    elif file_format == "parquet":
        _write_parquet(result, stream)
    elif file_format == "xlsx":
        write_xlsx(result, stream, translate, watermark)
    else:
        raise Problem(
            "The format {format} is not known. Use {formats}.", format=file_format, formats=", ".join(FORMATS)
        )


def export_bytes(result: ViewResult, file_format: str, *, translate: Translate = str, watermark: str = "") -> bytes:
    """The file as bytes, for a download button."""
    stream = io.BytesIO()
    write(result, file_format, stream, translate=translate, watermark=watermark)
    return stream.getvalue()


def export_file(result: ViewResult, file_format: str, path: Path) -> None:
    """Write the file beside its place and rename it, so that a failure leaves what was there. Raises Problem."""
    half_made = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with half_made.open("wb") as stream:
            write(result, file_format, stream)
        half_made.replace(path)
    except OSError as error:
        raise Problem(
            "The file {file} cannot be written ({reason}). Choose another place with -o.",
            file=path,
            reason=error.strerror or error,
        ) from error
    finally:
        with suppress(OSError):
            half_made.unlink(missing_ok=True)


def safe_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe goes before what could start one."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _write_csv(result: ViewResult, stream: BinaryIO, bom: bool, watermark: str) -> None:
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    text.write(BOM if bom else "")
    writer = csv.writer(text, lineterminator="\r\n" if bom else "\n")
    writer.writerow([column.name for column in result.columns])
    for frame in result.batches():
        cells = [_cells(frame[column.name].tolist(), column.kind) for column in result.columns]
        writer.writerows(zip(*cells, strict=True))
    if watermark:
        writer.writerow([safe_cell(watermark)])
    text.detach()


def _cells(values: list[Any], kind: Kind) -> list[str]:
    """Numbers keep their minus; only what people typed can hold a formula."""
    if kind == "text":
        return ["" if value is None else safe_cell(value) for value in values]
    return [plain_text(value, kind) for value in values]


def _write_json(result: ViewResult, stream: BinaryIO) -> None:
    """A list of objects, one per row, in the order of the columns."""
    names = [column.name for column in result.columns]
    before = b"[\n"
    for frame in result.batches():
        for row in records(frame):
            stream.write(before + orjson.dumps(dict(zip(names, row, strict=True)), default=str))
            before = b",\n"
    stream.write(b"\n]\n" if before == b",\n" else b"[]\n")


def _write_parquet(result: ViewResult, stream: BinaryIO) -> None:
    schema = pa.schema([(column.name, _ARROW_TYPES[column.kind]) for column in result.columns])
    with pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        for frame in result.batches():
            arrays = [pa.array(frame[field.name].tolist(), field.type) for field in schema]
            writer.write_table(pa.table(arrays, schema=schema))
