"""Files that want to do harm, and files that are broken: each ends in a sentence, and nothing else happens."""

import random
import shutil
import signal
import zipfile
from datetime import date
from pathlib import Path
from unittest.mock import Mock

import openpyxl
import pytest

from dashboard.data.importing.files import workbook_process
from dashboard.data.importing.files.sources import Source
from dashboard.data.importing.files.workbook_looks import workbook_look
from dashboard.data.importing.files.workbook_process import opened_workbook
from dashboard.import_limits import ImportLimits
from dashboard.logic.problems import Problem
from dashboard.settings import Settings

HEAD = ["订单号", "客户编号", "订单日期", "金额"]


@pytest.fixture
def good(home) -> Path:
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    book.active.append(["A", "C1", date(2025, 1, 2), 1])
    book.save(home.files / "good.xlsx")
    return home.files / "good.xlsx"


def changed(good: Path, name: str, part: str, content: bytes) -> Path:
    """The good workbook with one part replaced."""
    path = good.with_name(name)
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(member.filename, content if member.filename == part else old.read(member))
    return path


SHEET = "xl/worksheets/sheet1.xml"
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&b;</v></c></row></sheetData></worksheet>'
)


@pytest.mark.parametrize("part", [SHEET, "xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml"])
def test_entities_are_refused(home, good, part):
    with pytest.raises(Problem, match="declares XML entities"):
        home.run(changed(good, "bomb.xlsx", part, ENTITIES))
    assert home.state() == {}


def test_entities_in_utf16_are_refused_too(home, good):
    with pytest.raises(Problem, match="declares XML entities"):
        home.run(changed(good, "bomb.xlsx", SHEET, ENTITIES.decode().encode("utf-16")))


def test_a_workbook_that_unpacks_to_a_thousand_times_is_refused(home, good):
    content = b"<worksheet><sheetData>" + b" " * (80 * 2**20) + b"</sheetData></worksheet>"
    with pytest.raises(Problem, match=r"the limit packing_ratio is 200.*import_limits"):
        home.run(changed(good, "bomb.xlsx", SHEET, content))


def test_a_part_that_is_longer_than_it_declares_is_refused(home, good):
    path = changed(good, "liar.xlsx", SHEET, b"<worksheet>" + b" " * 5000 + b"</worksheet>")
    content = bytearray(path.read_bytes())
    place = content.rfind(b"PK\x01\x02", 0, content.rfind(SHEET.encode()))
    content[place + 24 : place + 28] = (100).to_bytes(4, "little")
    path.write_bytes(content)
    with pytest.raises(Problem, match="longer than it declares"):
        home.run(path)


@pytest.mark.parametrize(
    ("corner", "named"),
    [(b"XFD1048576", "workbook_memory_megabytes = 4096"), (b"ALL1048576", "workbook_memory_megabytes = 4096")],
)
def test_a_cell_at_the_far_corner_does_not_take_the_caller_down(home, good, corner, named):
    content = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        b'<c r="A1"><v>1</v></c></row><row r="1048576"><c r="%s"><v>1</v></c></row></sheetData></worksheet>' % corner
    )
    with pytest.raises(Problem, match=named):
        home.run(changed(good, "corner.xlsx", SHEET, content))


def test_reading_ends_at_the_deadline(home, good):
    with opened_workbook(Source("good.xlsx", good), ImportLimits(workbook_seconds=1)) as book:
        assert book._process.wait(60) == -signal.SIGKILL
        with pytest.raises(Problem, match="workbook_seconds = 1"):
            book.sheets()


BUSY = (
    "import sys; sys.path.insert(0, {!r}); from dashboard.data.importing.workbook_reading import worker; "
    "worker.Book.sheets = lambda _book: any(iter(int, 1)); worker.main()"
)


def test_processor_time_that_is_used_up_is_not_called_a_lack_of_memory(good, monkeypatch):
    """The system may be quicker than the clock of who waits."""
    monkeypatch.setattr(workbook_process, "_START", BUSY)
    monkeypatch.setattr(workbook_process.threading, "Timer", Mock())
    with (
        opened_workbook(Source("good.xlsx", good), ImportLimits(workbook_seconds=1)) as book,
        pytest.raises(Problem, match="workbook_seconds = 1"),
    ):
        book.sheets()


@pytest.mark.parametrize(
    ("limits", "named"),
    [({"rows": 1}, "limit rows is 1"), ({"columns": 3}, "4 columns, and the limit columns is 3"),
     ({"file_megabytes": 1, "workbook_megabytes": 1}, "workbook_megabytes is 1")],
)  # fmt: skip
def test_a_workbook_beyond_a_limit_names_limit_value_and_remedy(home, good, limits, named):
    if "workbook_megabytes" in limits:
        good.write_bytes(good.read_bytes() + random.Random(1).randbytes(3 * 2**20))
    settings = Settings(threads=2, import_limits=ImportLimits(**limits))
    with pytest.raises(Problem, match=rf"{named}.*import_limits"):
        home.run(good, settings=settings)


def test_a_cell_beyond_the_limit(home):
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    book.active.append(["A" * 2000, "C1", date(2025, 1, 2), 1])
    book.save(home.files / "long.xlsx")
    settings = Settings(threads=2, import_limits=ImportLimits(cell_characters=1000))
    with pytest.raises(Problem, match=r"long\.xlsx › Sheet, line 2: a cell has 2000 characters"):
        home.run(home.files / "long.xlsx", settings=settings)


def test_cut_off_at_every_place_and_still_a_sentence(home, good):
    content = good.read_bytes()
    for cut in range(50, len(content), len(content) // 8):
        path = home.file("cut.xlsx", content[:cut])
        with pytest.raises(Problem, match=r"cut\.xlsx"):
            home.run(path)
    assert home.state() == {}


@pytest.mark.slow
def test_random_bytes_changed_in_workbooks_never_crash(home, good):
    rng = random.Random(5)
    content = good.read_bytes()
    for number in range(40):
        broken = bytearray(content)
        for _ in range(rng.randint(1, 8)):
            broken[rng.randrange(len(broken))] = rng.randrange(256)
        path = home.file(f"{number}.xlsx", bytes(broken))
        found, said = None, ""
        try:
            found = workbook_look(Source(path.name, path))
        except Problem as problem:
            said = str(problem)
        assert path.name in said or (found and found.header)


def test_protected_by_a_password(home):
    marker = "EncryptedPackage".encode("utf-16-le")
    path = home.file("secret.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + marker + bytes(600))
    with pytest.raises(Problem, match=r"secret\.xlsx is protected by a password"):
        home.run(path)


def test_what_has_another_name_is_read_as_what_it_is(home, good):
    shutil.copy(good, home.files / "really.csv")
    report = home.run(home.files / "really.csv").batches[0]
    assert (report.accepted, report.files[0].encoding, report.warnings["KIND_BY_CONTENT"]) == (1, "xlsx", 1)
    path = home.file("text.xlsx", "order_id,customer_id,order_date,net_amount\nB,C1,2025-01-02,3\n")
    report = home.run(path).batches[0]
    assert (report.accepted, report.files[0].encoding, report.warnings["KIND_BY_CONTENT"]) == (1, "utf-8", 1)


WEB = "<html><table><tr><td>订单号</td></tr></table></html>"
OLD_XML = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'


@pytest.mark.parametrize("content", [WEB, OLD_XML])
def test_a_web_page_called_xls_is_named_as_one(home, content):
    with pytest.raises(Problem, match=r"save it as \.xlsx"):
        home.run(home.file("export.xls", content))


def test_other_office_files_and_zips_are_named(home):
    for part, said in (("word/document.xml", "Office file"), ("xl/workbook.bin", "Office file")):
        with zipfile.ZipFile(home.files / "a.xlsx", "w") as archive:
            archive.writestr(part, "x")
        with pytest.raises(Problem, match=said):
            home.run(home.files / "a.xlsx")
