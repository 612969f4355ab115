"""Encodings, zips, folders, Parquet: what comes in and how it is refused."""

import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dashboard.data.batches import all_imports
from dashboard.logic.problems import Problem

CHINESE = "客户编号,客户名称,地区\n001,上海检测有限公司,华东\n002,北京“质量”研究院,华北\n"
HEAD = "order_id,customer_id,order_date,net_amount\n"


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030"), ("utf-16", "utf-16"), 
     ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be")],
)  # fmt: skip
def test_encoding_is_found_and_reported(home, encoding, shown):
    report = home.run(home.file("c.csv", CHINESE, encoding)).batches[0]
    assert (report.table, report.accepted, report.files[0].encoding) == ("customers", 2, shown)
    assert home.rows("customers", "customer_id, customer_name, region_code") == [
        ("001", "上海检测有限公司", "华东"), ("002", "北京“质量”研究院", "华北"),
    ]  # fmt: skip


def test_western_text_is_not_taken_for_chinese(home):
    text = "customer_id,customer_name\n1,Müller & Söhne\n2,Café Zoë\n3,Peña\n"
    report = home.run(home.file("c.csv", text, "cp1252")).batches[0]
    assert report.files[0].encoding == "cp1252"
    assert home.rows("customers", "customer_name") == [("Müller & Söhne",), ("Café Zoë",), ("Peña",)]


def test_encoding_said_by_the_operator(home):
    report = home.run(home.file("c.csv", "客戶編號,客戶名稱\n1,臺灣\n", "big5"), encoding="big5").batches[0]
    assert (report.files[0].encoding, home.rows("customers", "customer_name")) == ("big5", [("臺灣",)])


def test_damaged_utf8_is_named_not_guessed(home):
    damaged = CHINESE.encode() + b"003,\xff\xfe,x\n" + CHINESE.encode()
    with pytest.raises(Problem, match=r"File c\.csv, line 4, byte \d+: not readable as utf-8"):
        home.run(home.file("c.csv", damaged))
    assert home.state() == {}


def test_large_plain_file_in_gb18030_equals_its_utf8_twin(home):
    text = "订单号,客户编号,订单日期,金额\n" + "".join(
        f"单{n},客户{n % 50},2024年3月{n % 31 + 1}日,{n}.5\n" for n in range(20_000)
    )
    first = home.run(home.file("a.csv", text, "gb18030")).batches[0]
    assert (first.accepted, first.files[0].encoding) == (20_000, "gb18030")
    again = home.run(home.file("b.csv", text)).batches[0]
    assert (again.unchanged, again.rows_written) == (20_000, 0)


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_delimiters(home, delimiter):
    text = (HEAD + 'A,C1,2024-03-05,"1,234.50"\n').replace(",", delimiter).replace(f"1{delimiter}234", "1,234")
    report = home.run(home.file("o.csv", text)).batches[0]
    assert (report.files[0].delimiter, report.amount_accepted) == (delimiter, Decimal("1234.50"))


def test_zip_is_one_batch_in_name_order(home):
    path = home.files / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("in/b.csv", HEAD + "B,C1,2024-03-05,1\n")
        archive.writestr("in/a.csv", HEAD + "A,C1,2024-03-05,1\n")
        archive.writestr("__MACOSX/in/._a.csv", "x")
        archive.writestr("readme.md", "x")
    report = home.run(path).batches[0]
    assert [file.name for file in report.files] == ["in/a.csv", "in/b.csv"]
    assert home.rows("orders", "order_id") == [("A",), ("B",)]


@pytest.mark.parametrize("name", ["../evil.csv", "/etc/evil.csv", "a/../../evil.csv", "C:\\evil.csv"])
def test_zip_that_leaves_its_folder_is_refused(home, name):
    path = home.files / "evil.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, HEAD)
    with pytest.raises(Problem, match="unsafe path"):
        home.run(path)
    assert home.state() == {}


def test_zip_bomb_is_refused(home):
    path = home.files / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * (80 * 2**20))
    with pytest.raises(Problem, match="more than is allowed"):
        home.run(path)


def test_broken_zip_and_wrong_kind_are_refused(home):
    for name in ("x.zip", "x.parquet", "x.xlsx"):
        with pytest.raises(Problem, match=r"x\.(zip|parquet|xlsx)"):
            home.run(home.file(name, "no such thing"))
    (home.files / "void").mkdir()
    with pytest.raises(Problem, match="holds no CSV"):
        home.run(home.files / "void")


def test_parquet_with_its_own_types(home):
    table = pa.table(
        {
            "order_id": ["1", "2", None],
            "customer_id": [7, 8, 9],
            "order_date": [datetime(2024, 3, 5, 10), datetime(2024, 3, 6), datetime(2024, 3, 7)],
            "net_amount": [1.5, -2.25, 3.0],
        }
    )
    path = home.files / "o.parquet"
    pq.write_table(table, path)
    report = home.run(path).batches[0]
    assert (report.read, report.accepted, report.reasons) == (3, 2, {"MISSING_KEY": 1})
    assert home.rows("orders", "customer_id, order_date, net_amount") == [
        ("7", date(2024, 3, 5), Decimal("1.5")), ("8", date(2024, 3, 6), Decimal("-2.25")),
    ]  # fmt: skip
    assert home.quarantine("file, line, text") == [("o.parquet", 3, ",9,2024-03-07 00:00:00,3.0")]


def test_files_with_other_column_order_are_one_batch(home):
    one = home.file("a.csv", HEAD + "A,C1,2024-03-05,1\nX,C1,never,1\n")
    two = home.file("b.csv", "net_amount;order_date;customer_id;order_id;extra\n2;2024-03-06;C2;B;e\n3;bad;C2;Y;f\n")
    report = home.run(one, two).batches[0]
    assert (report.read, report.accepted) == (4, 2)
    assert home.rows("orders", "order_id, net_amount::int, source_row") == [("A", 1, 1), ("B", 2, 3)]
    assert home.quarantine("file, line") == [("a.csv", 3), ("b.csv", 3)]


SCRIPT = """
import sys
from pathlib import Path
from dashboard.data.home import Home
from dashboard.data.importing.running import import_files
from dashboard.settings import Settings
import_files(Home(Path(sys.argv[1])), [Path(sys.argv[2])], settings=Settings(threads=2))
"""


@pytest.mark.slow
def test_kill_at_any_moment_leaves_the_old_state_or_the_new_one(home):
    command = [sys.executable, "-c", SCRIPT, str(home.home.root)]
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    began = time.monotonic()
    subprocess.run([*command, home.file("first.csv", HEAD + "A,C1,2024-03-05,1\n")], env=environment, check=True)
    lasting, chance = 2 * (time.monotonic() - began), random.Random(7)
    killed = 0
    for moment in range(20):
        rows = "".join(f"S{moment}-{n},C{n % 99},2024-03-{n % 35 + 1:02},{n}.5\n" for n in range(60_000))
        path = home.file(f"{moment}.csv", HEAD + rows)
        before = all_imports(home.home)
        started = subprocess.Popen([*command, path], env=environment)
        try:
            started.wait(timeout=chance.uniform(0.2, 1) * lasting)
            lasting *= 0.9  # the machine is faster than it was
        except subprocess.TimeoutExpired:
            started.send_signal(signal.SIGKILL)
            killed += 1
        started.wait()
        after = all_imports(home.home)
        assert after[: len(before)] == before
        assert len(after) - len(before) in (0, 1)
        assert len(home.rows("orders", "order_id")) == sum(batch.rows for one in after for batch in one.batches)
    assert killed
    assert home.orders(HEAD + "Z,C1,2024-03-05,1\n").rows_written == 1
    assert {folder.name for folder in home.home.imports.iterdir()} == {one.import_id for one in all_imports(home.home)}
    assert list(home.home.scratch.iterdir()) == []
