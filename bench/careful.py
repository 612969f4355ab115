"""The careful reader on the files that DuckDB's reader cannot be trusted with, against its bare load of the same
records; and how soon the look at a large file is there."""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from bench.processes import run
from bench.rows import Options, Row, spread
from dashboard.data.importing.choices import Choices
from dashboard.data.importing.files.readings import read_sources
from dashboard.data.importing.files.sources import Source
from dashboard.data.importing.files.text_looks import text_look
from dashboard.data.importing.progress import silent

ROWS_PER_SECOND = 200_000
PREVIEW_SECONDS = 2.0
LARGE_BYTES = 10**9
RECORDS = 1_000_000
_LOOK = """
import sys
from pathlib import Path
from dashboard.data.importing.files.layouts import FOUND
from dashboard.data.importing.files.looking import look_at
from dashboard.data.importing.files.sources import Source
from dashboard.data.importing.jobs import look_step
from dashboard.settings import load_settings

look_at(Source("large.csv", Path(sys.argv[1])), FOUND, load_settings(Path("none")).import_limits)
"""
"""What a worker of the page loads and does (jobs/look_step.py)."""
_COLUMNS = ("order_id", "customer_id", "order_date", "promised_date", "net_amount", "region", "status")


def measure_careful(options: Options) -> list[Row]:
    """Rows a second of the whole reading (hash, look, decoding, transcript), and the look at 1 GB."""
    records = 20_000 if options.is_quick else RECORDS
    folder = options.folder / f"careful-{records}"
    folder.mkdir(parents=True, exist_ok=True)
    files = [
        ("fully quoted, line ends in cells", _made(folder / "quoted.csv", _quoted, records), ",", "utf-8"),
        ("cp1252, semicolons, decimal commas", _made(folder / "western.csv", _western, records), ";", "cp1252"),
        ("titles, sums, blank lines", _made(folder / "titled.csv", _titled, records), ",", "utf-8"),
    ]
    rows = [_row(what, path, delimiter, encoding, records, options) for what, path, delimiter, encoding in files]
    return [*rows, *_preview(options)]


def _row(what: str, path: Path, delimiter: str, encoding: str, records: int, options: Options) -> Row:
    ours, bare = [], []
    for _ in range(min(options.repeats, 3)):
        bare.append(_timed(lambda: _bare(path, delimiter, encoding, records)))
        ours.append(_timed(lambda: _read(path, records)))
    per_second = round(records / statistics.median(ours))
    figures = {**spread("seconds", ours, 2), "rows_per_second": per_second,
               "times_of_bare": round(statistics.median(ours) / statistics.median(bare), 2)}  # fmt: skip
    return Row(what, figures, at_least={"rows_per_second": ROWS_PER_SECOND})


def _read(path: Path, records: int) -> None:
    """To text cells that DuckDB has counted."""
    with tempfile.TemporaryDirectory(dir=path.parent) as scratch, duckdb.connect(config={"threads": 2}) as connection:
        _files, readings = read_sources([Source(path.name, path)], Path(scratch), Choices(), silent)
        found = sum(_count(connection, reading.relation, len(reading.header)) for reading in readings)
    assert found == records, (found, records)


def _bare(path: Path, delimiter: str, encoding: str, records: int) -> None:
    """The same text as UTF-8 with the header in line 1 through DuckDB's reader alone."""
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in _COLUMNS)
    twin = path.with_suffix(".bare")
    if not twin.exists():
        lines = path.read_bytes().decode(encoding).split("\n")
        begin = next(number for number, line in enumerate(lines) if "order_id" in line)
        body = [line for line in lines[begin:] if line.strip() and not line.startswith(("合计", "制表"))]
        twin.write_text("\n".join(body) + "\n", encoding="utf-8", newline="")
    select = (
        f"select * from read_csv('{twin}', auto_detect=false, header=true, delim='{delimiter}', quote='\"', "
        f"escape='\"', columns={{{columns}}})"
    )
    with duckdb.connect(config={"threads": 2}) as connection:
        found = _count(connection, select, len(_COLUMNS))
    assert found == records, (found, records)


def _count(connection: duckdb.DuckDBPyConnection, select: str, columns: int) -> int:
    """All cells are read: a bare count(*) would skip them."""
    connection.execute("drop table if exists short_and_long; drop table if exists short_and_long_scans")
    names = ", ".join(f"c{number}" for number in range(columns))
    every = ", ".join(f"max(strlen(c{number}))" for number in range(columns))
    return connection.execute(f"select count(*), {every} from ({select}) as t({names})").fetchall()[0][0]


def _preview(options: Options) -> list[Row]:
    size = 10**7 if options.is_quick else LARGE_BYTES
    path = options.folder / f"large-{size}.csv"
    if not path.exists():
        with path.open("wb") as stream:
            stream.write((",".join(_COLUMNS) + "\n").encode())
            block = "".join(_record(number, ",", ".") for number in range(100_000)).encode()
            while stream.tell() < size:
                stream.write(block)
    seconds = [_timed(lambda: text_look(Source(path.name, path))) for _ in range(options.repeats)]
    fresh = [run(["-c", _LOOK, str(path)]).wall for _ in range(options.repeats)]
    limit, what = {"seconds": PREVIEW_SECONDS}, f"look at a file of {size / 1e9:g} GB"
    return [
        Row(what, spread("seconds", seconds, 2), at_most=limit),
        Row(f"{what}, with the start of a process of its own", spread("seconds", fresh, 2), at_most=limit),
    ]


def _timed(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def _made(path: Path, write: Callable[[int], tuple[str, str]], records: int) -> Path:
    if not path.exists():
        text, encoding = write(records)
        path.write_bytes(text.encode(encoding))
    return path


def _record(number: int, delimiter: str, decimal: str, region: str = "华东", status: str = "完成") -> str:
    cells = (f"O{number:09}", f"C{number % 50_000:08}", "2024-03-05", "2024-03-15", f"{number % 9973}{decimal}50",
             region, status)  # fmt: skip
    return delimiter.join(cells) + "\n"


def _quoted(records: int) -> tuple[str, str]:
    """Every cell in quotes, one record in ten with a line end in a cell, one in seven with a quote."""
    lines = [",".join(f'"{name}"' for name in _COLUMNS) + "\n"]
    for number in range(records):
        region = "华\n东" if number % 10 == 0 else "华东"
        status = '说""好""' if number % 7 == 0 else "完成"
        cells = _record(number, ",", ".", region, status)[:-1].split(",")
        lines.append(",".join(f'"{cell}"' for cell in cells) + "\n")
    return "".join(lines), "utf-8"


def _western(records: int) -> tuple[str, str]:
    lines = [";".join(_COLUMNS) + "\n"]
    lines += [_record(number, ";", ",", "Köln", "erledigt") for number in range(records)]
    return "".join(lines), "cp1252"


def _titled(records: int) -> tuple[str, str]:
    """Titles before the header, a blank line in a thousand, sums and a signature at the end."""
    lines = ["销售订单明细表\n", "导出时间：2024-04-01\n", "\n", ",".join(_COLUMNS) + "\n"]
    lines += [_record(number, ",", ".") + ("\n" if number % 1000 == 0 else "") for number in range(records)]
    lines += ["\n", "合计,,,,100.50,,\n", "制表人：张三\n"]
    return "".join(lines), "utf-8"
