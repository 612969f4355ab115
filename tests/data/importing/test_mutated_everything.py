"""Random bytes in all that people or disks may break beside text files: workbooks of every kind, folders of Parquet,
workbooks in zips, mapping files, manifests and events. A sentence or a result, never a crash, a hang or a trace."""

import io
import os
import random
import shutil
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from dashboard.data.batches import all_imports, live_batches
from dashboard.data.import_events import import_events, undone_imports
from dashboard.data.importing.files.looking import look_at
from dashboard.data.importing.files.sources import found_sources
from dashboard.data.importing.mapping.trying import tried
from dashboard.data.importing.running import import_files
from dashboard.data.importing.undoing import redo, undo
from dashboard.import_limits import ImportLimits
from dashboard.logic.problems import Problem
from tests.data.importing.hand_written_files import hand_written
from tests.data.importing.test_byte_mutations import SEED, SETTINGS, _parquet, _texts, _within, mutated

pytestmark = pytest.mark.slow
TIMES = 400 if "PYRAMIDION_FUZZ" in os.environ else 40
LONGEST_S = 30
ROWS = [
    ["订单号", "客户编号", "订单日期", "不含税金额"],
    *([f"A{number}", "C1", "2024-03-05", 12.5] for number in range(5)),
]


def _xlsx() -> bytes:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("x")
    for number, row in enumerate(ROWS):
        for place, cell in enumerate(row):
            sheet.write(number, place, cell)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _ods() -> bytes:
    book = OpenDocumentSpreadsheet()
    sheet = Table(name="x")
    for row in ROWS:
        line = TableRow()
        for text in map(str, row):
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=text))
            line.addElement(cell)
        sheet.addElement(line)
    book.spreadsheet.addElement(sheet)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _parts_changed(content: bytes, chance: random.Random) -> bytes:
    """A zip whose parts are changed and packed again: so that what is within is reached."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        names = [
            one for one in old.namelist() if "sheet" in one or "content" in one or "workbook" in one
        ] or old.namelist()
        chosen = chance.choice(names)
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, mutated(part, chance) if name == chosen else part)
    return packed.getvalue()


def _zipped(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, content)
        archive.writestr("readme.md", "x")
    return packed.getvalue()


WORKBOOKS = {"a.xlsx": _xlsx, "a.xls": _xls, "a.ods": _ods}


@pytest.mark.parametrize("name", [*WORKBOOKS, "parts.xlsx", "parts.ods", "within.zip", "folder"])
def test_workbooks_folders_and_zips(home, name):
    chance = random.Random(f"{SEED}{name}")
    for number in range(TIMES):
        if name == "folder":
            path = home.files / f"folder-{number}"
            path.mkdir()
            for one in range(3):
                content = _parquet() if one else mutated(_parquet(), chance)
                (path / f"part-{one}.parquet").write_bytes(content)
        else:
            kind = name.rpartition(".")[2]
            if name.startswith("parts"):
                content = _parts_changed(WORKBOOKS[f"a.{kind}"](), chance)
            elif kind == "zip":
                content = _zipped("sub/a.xls", mutated(_xls(), chance))
            else:
                content = mutated(WORKBOOKS[name](), chance)
            path = home.file(f"{number}-{name}", content)
        _sentence_or_report(home, path, number)


def _sentence_or_report(home, path: Path, number: int, **options) -> None:
    try:
        with _within(LONGEST_S):
            report = import_files(home.home, [path], settings=SETTINGS, dry_run=True, **({"table": "orders"} | options))
    except Problem:
        return
    except BaseException as error:
        raise AssertionError(f"mutation {number} of seed {SEED} ({path}): {error!r}") from error
    for batch in report.batches:
        assert batch.read == batch.accepted + batch.rejected


MAPPING = """[file]
encoding = "utf-8"
header = [1, 1]
footer = 0
[orders]
order_id = "订单号"
customer_id = { column = "客户编号", transform = ["no_spaces", "pad_to:6", "before:-"] }
order_date = { column = "订单日期", day_order = "dmy", format = "%Y-%m-%d" }
gross_amount = { column = "不含税金额", decimal = ".", factor = 10000, values = { "-" = "0" } }
currency = { value = "CNY" }
is_rush = { sql = "try_cast(不含税金额 as double) > 5" }
"""


def test_mapping_files(home):
    chance = random.Random(f"{SEED}mapping")
    path = home.file("orders.csv", "订单号,客户编号,订单日期,不含税金额\nA1,C1,2024-03-05,1\nA2,C1,2024-03-05,2\n")
    base = MAPPING[: MAPPING.index("is_rush")]
    for number in range(TIMES * 5):
        text = MAPPING if number % 20 == 0 else base
        mapping = home.file("map.toml", mutated(text.encode(), chance))
        _sentence_or_report(home, path, number, table=None, mapping=mapping)


def test_manifests_and_events(home):
    """What reads the history says that it is damaged, or reads it."""
    chance = random.Random(f"{SEED}manifest")
    first = home.run(
        home.file("a.csv", "order_id,customer_id,order_date,net_amount\nA1,C1,2024-03-05,1\nA2,,2024-03-05,1\n")
    )
    home.run(home.file("b.csv", "order_id,customer_id,order_date,net_amount\nA3,C1,2024-03-06,1\n"))
    undo(home.home, all_imports(home.home)[1].import_id, "me")
    redo(home.home, all_imports(home.home)[1].import_id, "me")
    assert first.changed
    whole = {path: path.read_bytes() for path in home.home.imports.rglob("*.json")}
    assert len(whole) == 4
    for number in range(TIMES * 20):
        path = chance.choice(sorted(whole))
        path.write_bytes(mutated(whole[path], chance))
        try:
            all_imports(home.home)
            live_batches(home.home)
            undone_imports(home.home)
            import_events(home.home)
        except Problem:
            pass
        except BaseException as error:
            raise AssertionError(
                f"mutation {number} of seed {SEED}, {path.name}: {path.read_bytes()!r}: {error!r}"
            ) from error
        path.write_bytes(whole[path])


def test_what_the_browser_shows_of_broken_files(home):
    """A look and a trial of its rows are sentences or results too; where both read the file they read the same rows."""
    chance = random.Random(f"{SEED}look")
    seeds = [*_texts(), *((one.name, one.content) for one in hand_written() if one.name.endswith(("csv", "txt"))),
             ("a.parquet", _parquet())]  # fmt: skip
    for number in range(TIMES * 4):
        name, content = chance.choice(seeds)
        path = home.file(f"{name}", mutated(content, chance))
        try:
            with _within(LONGEST_S):
                seen = _looked(path)
        except Problem:
            continue
        except BaseException as error:
            kept = home.file(f"broke-{number}-{name}", path.read_bytes())
            raise AssertionError(f"mutation {number} of seed {SEED} ({kept}): {error!r}") from error
        _agree(home, path, seen, number)


def _looked(path: Path):
    with tempfile.TemporaryDirectory() as scratch:
        sources, _ignored = found_sources([path], Path(scratch), ImportLimits())
        look = look_at(sources[0])
        return look, tried(look, None, "orders").tables[0]


def _agree(home, path: Path, seen, number: int) -> None:
    """Rows of the look that the import stores have the values that the trial showed."""
    look, table = seen
    if look.asks or table.asks or table.missing or len(look.rows) >= 200:
        return
    shutil.rmtree(home.home.root, ignore_errors=True)
    try:
        batch = home.run(path, table="orders", settings=SETTINGS).batches[0]
    except Problem:
        return
    wanted = {row.values for row in table.rows if row.is_accepted}
    columns = ", ".join(f'"{name}"::varchar' for name in table.columns)
    stored = set(home.rows("orders", columns)) if batch.rows_written else set()
    assert stored <= wanted, f"mutation {number} of seed {SEED}: {path.read_bytes()!r}"
