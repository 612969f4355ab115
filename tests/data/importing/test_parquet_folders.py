"""Parquet: every type its writer chose comes through exactly; the files of one folder may differ."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dashboard.data.importing.files.sources import Source
from dashboard.data.importing.files.tables_at_rest import parquet_look
from dashboard.logic.problems import Problem


def write(home, file: str, **columns) -> Source:
    path = home.files / file
    path.parent.mkdir(exist_ok=True)
    pq.write_table(pa.table(columns), path)
    return Source(file, path)


def test_a_folder_of_files_with_different_types_and_columns_is_one_batch(home):
    days = [date(2024, 3, 5)]
    write(home, "in/1.parquet", order_id=["A"], customer_id=[7], order_date=days, net_amount=[Decimal("1.2300")])
    write(home, "in/2.parquet", order_id=[2], customer_id=["007"], net_amount=[2.5], currency=["CNY"],
          order_date=[datetime(2024, 3, 6, 23, 59)])  # fmt: skip
    write(home, "in/3.parquet", customer_id=pa.array([8.0, None]), order_id=["C", "D"], order_date=["2024/3/7"] * 2,
          net_amount=["3", "4"])  # fmt: skip
    report = home.run(home.files / "in").batches[0]
    assert (report.read, report.accepted, report.reasons) == (4, 3, {"MISSING_KEY": 1})
    assert home.rows("orders", "order_id, customer_id, order_date, net_amount") == [
        ("A", "7", date(2024, 3, 5), Decimal("1.23")), ("2", "007", date(2024, 3, 6), Decimal("2.5")),
        ("C", "8", date(2024, 3, 7), Decimal(3)),
    ]  # fmt: skip
    assert home.quarantine("file, line") == [("3.parquet", 2)]


LATE = datetime(2024, 3, 5, 23, 30, tzinfo=UTC)
CASES = [
    (pa.array([1, None], pa.int64()), ("1", "")),
    (pa.array([2**62]), ("4611686018427387904",)),
    (pa.array([1.0, 0.1, -2.5, float("nan"), 1e-7]), ("1", "0.1", "-2.5", "", "0.0000001")),
    (pa.array([123456789012345.0]), ("123456789012345",)),
    (pa.array([Decimal("12345678901234.5678")], pa.decimal128(18, 4)), ("12345678901234.5678",)),
    (pa.array([datetime(2024, 3, 5, 23, 30)], pa.timestamp("ns")), ("2024-03-05 23:30:00",)),
    (pa.array([LATE], pa.timestamp("us", "UTC")), ("2024-03-06 07:30:00",)),
    (pa.array([LATE], pa.timestamp("ms", "Asia/Shanghai")), ("2024-03-06 07:30:00",)),
    (pa.array([date(2024, 2, 29)], pa.date32()), ("2024-02-29",)),
    (pa.array([time(3, 4, 5)], pa.time64("us")), ("03:04:05",)),
    (pa.array([True, False, None]), ("true", "false", "")),
    (pa.array(["华东", "华北", "华东"]).dictionary_encode(), ("华东", "华北", "华东")),
    (pa.array([["a", "b"], [], None]), ("a;b", "", "")),
    (pa.array([[1.0, 2.5]]), ("1;2.5",)),
    (pa.array([{"a": 1, "b": ["x"]}]), ('{"a":1,"b":["x"]}',)),
    (pa.array([[{"a": 1}]]), ('[{"a":1}]',)),
    (pa.array(["甲".encode()], pa.binary()), ("甲",)),
    (pa.array(["x"], pa.large_string()), ("x",)),
    (pa.array(np.array([1.5, 3.0], dtype="float32")), ("1.5", "3")),
]  # fmt: skip


@pytest.mark.parametrize(("values", "texts"), CASES, ids=[str(values.type) for values, _texts in CASES])
def test_every_type_comes_through_exactly(home, values, texts):
    found = parquet_look(write(home, "t.parquet", v=values))
    assert tuple(cells[0] for cells in found.rows) == texts


def test_a_look_shows_types_and_counts(home):
    found = parquet_look(write(home, "t.parquet", id=list(range(500)), name=["x"] * 500))
    assert (found.kind, found.header, len(found.rows), found.lines[-1]) == ("parquet", ("id", "name"), 200, 200)
    assert dict(found.saw)["PARQUET"] == {"rows": "500", "columns": "2", "types": "id: int64; name: string"}


def test_parquet_by_duckdb_and_under_another_name(home):
    path = home.files / "o.csv"
    duckdb.connect().execute("copy (select 'A' order_id, 1 customer_id, date '2024-03-05' order_date, 1.5 net_amount) "
                   f"to '{path}' (format parquet)")  # fmt: skip
    report = home.run(path).batches[0]
    assert (report.accepted, report.files[0].encoding, report.warnings["KIND_BY_CONTENT"]) == (1, "parquet", 1)


def test_damaged_parquet_is_a_sentence(home):
    good = write(home, "g.parquet", order_id=["A"]).path.read_bytes()
    for cut in (5, len(good) // 2, len(good) - 3):
        with pytest.raises(Problem, match=r"bad\.parquet"):
            home.run(home.file("bad.parquet", good[:cut]))
    assert home.state() == {}
