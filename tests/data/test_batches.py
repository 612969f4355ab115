"""The relations over what was imported, on files as any version of the importer left them."""

from pathlib import Path

import duckdb

from dashboard.data.batches import current_relation, live_batches, raw_relation
from dashboard.data.home import Home
from dashboard.data.importing.running import import_files
from dashboard.settings import Settings

TEXT = "order_id,customer_id,order_date,net_amount\nA,1,2024-01-02,5\nB,1,2024-01-03,7\n"


def rows(relation: str) -> list[tuple]:
    with duckdb.connect() as connection:
        return connection.execute(f"select order_id, source_row, row_no from ({relation}) order by 1").fetchall()  # noqa: S608


def test_a_file_without_marks_counts_whole(tmp_path: Path) -> None:
    home, file = Home(tmp_path / "home"), tmp_path / "orders.csv"
    file.write_text(TEXT)
    import_files(home, [file], settings=Settings(threads=2))
    batches = live_batches(home)["orders"]
    assert not batches[0].has_source_row
    with duckdb.connect() as connection:
        path = batches[0].files[0]
        connection.execute(f"create table kept as select * exclude (_marks) from read_parquet('{path}')")  # noqa: S608
        path.unlink()
        connection.execute(f"copy kept to '{path}' (format parquet)")
    assert rows(raw_relation("orders", batches)) == [("A", 1, 0), ("B", 2, 1)]


def test_current_rows_are_the_latest_version_of_each_key(tmp_path: Path) -> None:
    home, file = Home(tmp_path / "home"), tmp_path / "orders.csv"
    for text in (TEXT, TEXT.replace("B,1,2024-01-03,7", "B,1,2024-01-03,8")):
        file.write_text(text)
        import_files(home, [file], settings=Settings(threads=2), mode="upsert")
    batches = live_batches(home)["orders"]
    assert [row[0] for row in rows(raw_relation("orders", batches))] == ["A", "B", "B"]
    assert [row[0] for row in rows(current_relation("orders", batches))] == ["A", "B"]
