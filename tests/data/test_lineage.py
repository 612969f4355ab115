"""From a stored row back to import, file and physical line."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dashboard.data.home import Home
from dashboard.data.importing.asked import Provenance
from dashboard.data.importing.running import import_files
from dashboard.data.importing.undoing import undo
from dashboard.data.lineage import lineage, rejected_with
from dashboard.logic.problems import Problem
from dashboard.settings import Settings

HEAD = "order_id,customer_id,order_date,net_amount\n"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def _import(home: Home, files: dict[str, str], **options) -> str | None:
    paths = [home.root.parent / name for name in files]
    for path, text in zip(paths, files.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    by = Provenance("wang")
    return import_files(home, paths, settings=Settings(threads=2), provenance=by, **options).import_id


def _places(home: Home, *keys: str, table: str = "orders") -> list[tuple]:
    return [(one.file, one.line) for key in keys for one in lineage(home, table, {"order_id": key})]


def test_physical_lines_over_blank_split_multiline_and_rejected_records(home):
    text = (
        HEAD
        + 'A,C1,2024-03-05,1\n\n\nB,"C\n1",2024-03-05,1\nshort,1\nC,C1,never,1\nD,C1,2024-03-05,1\n'
        + '"E,C1,x\nF,C1,2024-03-05,1\n'
    )
    _import(home, {"a.csv": text, "b.csv": HEAD + "G,C1,2024-03-05,1\nH,C1,2024-03-05,1\n"})
    lines = text.split("\n")
    for key, line in (("A", 2), ("B", 5), ("D", 9), ("F", 11)):
        assert lines[line - 1].startswith(f"{key},")
        assert _places(home, key) == [("a.csv", line)]
    assert _places(home, "G", "H") == [("b.csv", 2), ("b.csv", 3)]
    assert _places(home, "C") == []
    assert [(one.file, one.line, one.codes, one.text) for one in rejected_with(home, "orders", "never")] == [
        ("a.csv", 8, ("BAD_DATE",), "C,C1,never,1")
    ]


def test_a_large_plain_file_is_one_run_and_leads_to_each_line(home):
    rows = "".join(f"{number},C{number % 7},2024-03-05,{number % 90}.5\n" for number in range(200_000))
    import_id = _import(home, {"big.csv": HEAD + rows})
    assert pq.read_metadata(home.imports / str(import_id) / "origins-orders.parquet").num_rows == 1
    assert _places(home, "0", "123456", "199999") == [("big.csv", 2), ("big.csv", 123458), ("big.csv", 200001)]


def test_lines_of_parquet_are_rows(home):
    path = home.root.parent / "o.parquet"
    columns = {
        "order_id": ["A", "B"],
        "customer_id": ["C", "C"],
        "order_date": ["never", "2024-03-05"],
        "net_amount": [1, 2],
    }
    pq.write_table(pa.table(columns), path)
    import_files(home, [path], settings=Settings(threads=2))
    assert _places(home, "B") == [("o.parquet", 2)]


def test_what_became_of_each_version(home):
    first = _import(home, {"a.csv": HEAD + "A,C1,2024-03-05,1\nB,C1,2024-03-05,1\n"})
    second = _import(home, {"b.csv": HEAD + "A,C1,2024-03-05,2\n"}, mode="upsert")
    found = lineage(home, "orders", {"order_id": "A"})
    assert [(one.import_id, one.state, one.superseded_by, one.by) for one in found] == [
        (first, "superseded", second, "wang"), (second, "counts", None, "wang"),
    ]  # fmt: skip
    undo(home, str(second), "li")
    assert [one.state for one in lineage(home, "orders", {"order_id": "A"})] == ["counts", "undone"]
    _import(home, {"c.csv": HEAD + "Z,C1,2024-03-05,2\n"}, mode="replace")
    assert [one.state for one in lineage(home, "orders", {"order_id": "A"})] == ["replaced", "undone"]


def test_part_of_a_key_gives_all_its_rows_and_a_wrong_column_is_refused(home):
    _import(home, {"l.csv": "order_id,line_no,product_id,net_amount\nA,1,P,1\nA,2,P,1\nB,1,P,1\n"})
    assert [one.key for one in lineage(home, "order_lines", {"order_id": "A"})] == [("A", "1"), ("A", "2")]
    assert len(lineage(home, "order_lines", {"order_id": "A", "line_no": "2"})) == 1
    assert lineage(home, "order_lines", {"line_no": "two"}) == ()
    assert lineage(home, "orders", {"order_id": "A' or 1=1"}) == ()
    for table, key in (("orders", {"x": "1"}), ("orders", {}), ("nothing", {"order_id": "A"})):
        with pytest.raises(Problem):
            lineage(home, table, key)


def test_an_import_of_an_earlier_version_gives_the_file_without_the_line(home):
    import_id = _import(home, {"a.csv": HEAD + "A,C1,2024-03-05,1\n"})
    (home.imports / str(import_id) / "origins-orders.parquet").unlink()
    assert _places(home, "A") == [("a.csv", None)]
