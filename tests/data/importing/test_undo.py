"""undo and redo: what counts, what is refused, who did it (architecture.md, 5; T11)."""

import json
from datetime import UTC, datetime

import duckdb
import pytest

from dashboard.data.batches import all_imports, live_batches, said_data_through
from dashboard.data.import_events import import_events
from dashboard.data.import_list import stated_imports
from dashboard.data.importing.asked import Provenance
from dashboard.data.importing.undoing import redo, undo
from dashboard.data.status import load_status
from dashboard.logic.problems import Problem

HEAD = "order_id,customer_id,order_date,net_amount\n"
LINES = "order_id,line_no,product_id,net_amount\n"
NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


def _orders(home, rows: str, name: str, **options) -> str:
    return home.run(home.file(name, HEAD + rows), **options).import_id


def test_an_undone_import_counts_for_nothing_and_comes_back(home):
    first = _orders(home, "A,C1,2024-03-05,1\n", "a.csv")
    second = _orders(home, "A,C1,2024-03-05,2\nB,C1,2024-03-06,1\n", "b.csv", mode="upsert", data_through="2024-03-31")
    after = home.rows("orders", "order_id, net_amount::int")
    event = undo(home.home, second, "wang", now=NOW, origin="browser")
    assert (event.seq, event.kind, event.at, event.by) == (3, "undo", "2026-03-04T05:06:07+00:00", "wang")
    assert home.rows("orders", "order_id, net_amount::int") == [("A", 1)]
    assert said_data_through(home.home) is None
    assert [one.state for one in stated_imports(home.home)] == ["counts", "undone"]
    assert redo(home.home, second, "li", now=NOW).seq == 4
    assert home.rows("orders", "order_id, net_amount::int") == after
    assert said_data_through(home.home).isoformat() == "2024-03-31"
    assert [(one.kind, one.import_id, one.by) for one in import_events(home.home)] == [
        ("undo", second, "wang"), ("redo", second, "li"),
    ]  # fmt: skip
    assert [record.import_id for record in all_imports(home.home)] == [first, second]


def test_the_number_after_an_event_is_its_own(home):
    undo(home.home, _orders(home, "A,C1,2024-03-05,1\n", "a.csv"), "me")
    assert _orders(home, "B,C1,2024-03-05,1\n", "b.csv").startswith("00000003-")


def test_undoing_a_replace_brings_back_what_it_retired(home):
    _orders(home, "A,C1,2024-03-05,1\nB,C1,2024-03-05,1\n", "a.csv")
    replacing = _orders(home, "C,C1,2024-03-05,1\n", "c.csv", mode="replace")
    assert [one.state for one in stated_imports(home.home)] == ["replaced", "counts"]
    undo(home.home, replacing, "me")
    assert home.rows("orders", "order_id") == [("A",), ("B",)]


def test_an_undone_file_can_be_imported_again(home):
    undo(home.home, _orders(home, "A,C1,2024-03-05,1\n", "a.csv"), "me")
    again = home.orders(HEAD + "A,C1,2024-03-05,1\n", name="a.csv")
    assert (again.rows_written, home.rows("orders", "order_id")) == (1, [("A",)])


def test_refused_while_a_later_import_leans_on_it(home):
    first = _orders(home, "A,C1,2024-03-05,1\n", "a.csv")
    later = _orders(home, "A,C1,2024-03-05,1\nB,C1,2024-03-05,1\n", "b.csv")
    assert live_batches(home.home)["orders"][1].leans_on == (first,)
    before = home.state()
    with pytest.raises(Problem, match=f"{first} cannot be undone.*{later}"):
        undo(home.home, first, "me")
    assert home.state() == before
    undo(home.home, later, "me")
    undo(home.home, first, "me")
    with pytest.raises(Problem, match=f"{later} cannot be redone.*Redo {first} first"):
        redo(home.home, later, "me")


def test_refused_while_a_later_upsert_put_newer_rows_in_its_place(home):
    _orders(home, "A,C1,2024-03-05,1\n", "1.csv")
    second = _orders(home, "A,C1,2024-03-05,2\n", "2.csv", mode="upsert")
    _orders(home, "A,C1,2024-03-05,3\n", "3.csv", mode="upsert")
    with pytest.raises(Problem, match="put newer ones in their place"):
        undo(home.home, second, "me")


def test_allowed_in_the_middle_where_nothing_leans_on_it(home):
    first = _orders(home, "A,C1,2024-03-05,1\n", "1.csv")
    _orders(home, "B,C1,2024-03-05,2\n", "2.csv")
    undo(home.home, first, "me")
    assert home.rows("orders", "order_id") == [("B",)]
    redo(home.home, first, "me")
    assert home.rows("orders", "order_id") == [("A",), ("B",)]


def test_refused_where_rows_that_come_back_would_meet_the_same_key(home):
    _orders(home, "A,C1,2024-03-05,1\nB,C1,2024-03-05,1\n", "1.csv")
    replacing = _orders(home, "C,C1,2024-03-05,1\n", "2.csv", mode="replace")
    later = _orders(home, "A,C1,2024-03-05,7\n", "3.csv")
    with pytest.raises(Problem, match=f"rows of orders that it had replaced.*{later}"):
        undo(home.home, replacing, "me")


def test_redo_is_refused_beside_what_was_imported_without_it(home):
    first = _orders(home, "A,C1,2024-03-05,1\n", "1.csv")
    undo(home.home, first, "me")
    other = _orders(home, "A,C1,2024-03-05,2\n", "2.csv")
    with pytest.raises(Problem, match=f"cannot be redone beside the import {other}"):
        redo(home.home, first, "me")
    undo(home.home, other, "me")
    redo(home.home, first, "me")
    assert home.rows("orders", "net_amount::int") == [(1,)]


def test_an_upsert_of_lines_is_taken_back_order_by_order(home):
    home.run(home.file("l.csv", LINES + "A,1,P1,1\nA,2,P2,2\nB,1,P1,5\n"))
    later = home.run(home.file("m.csv", LINES + "A,1,P1,9\n"), mode="upsert").import_id
    undo(home.home, later, "me")
    assert sorted(home.rows("order_lines", "order_id, line_no, net_amount::int")) == [
        ("A", 1, 1), ("A", 2, 2), ("B", 1, 5),
    ]  # fmt: skip


def test_twice_unknown_and_empty_are_refused(home):
    with pytest.raises(Problem, match="Nothing was imported"):
        undo(home.home, "00000001-abcdef01", "me")
    first = _orders(home, "A,C1,2024-03-05,1\n", "a.csv")
    with pytest.raises(Problem, match="is not undone"):
        redo(home.home, first, "me")
    undo(home.home, f"{first}-orders", "me")  # the id of a batch will do
    with pytest.raises(Problem, match="undone already"):
        undo(home.home, first, "me")
    with pytest.raises(Problem, match="no import 00000009"):
        undo(home.home, "00000009-abcdef01", "me")


def test_an_import_of_an_earlier_version_is_taken_to_lean_on_what_it_may(home):
    first = _orders(home, "A,C1,2024-03-05,1\n", "a.csv")
    later = _orders(home, "A,C1,2024-03-05,1\nB,C1,2024-03-05,1\n", "b.csv")
    for path in home.home.imports.glob("*/manifest.json"):
        manifest = json.loads(path.read_bytes())
        for name in ("by", "origin", "paths", "profile"):
            del manifest[name]
        for entry in manifest["tables"]:
            for name in ("leans_on", "examples", "period"):
                del entry[name]
            for source in entry["source_files"]:
                del source["left_out"]
        path.write_text(json.dumps(manifest))
    assert [(record.by, record.paths) for record in all_imports(home.home)] == [("", ()), ("", ())]
    with pytest.raises(Problem, match=later):
        undo(home.home, first, "me")
    undo(home.home, later, "me")


def test_a_damaged_event_is_named(home):
    undo(home.home, _orders(home, "A,C1,2024-03-05,1\n", "a.csv"), "me")
    path = home.home.imports / "00000002-undo.json"
    path.write_text(path.read_text()[:20])
    with pytest.raises(Problem, match=r"00000002-undo\.json"):
        live_batches(home.home)


def test_the_manifest_says_who_from_where_and_what(home):
    path = home.file("a.csv", HEAD + "A,C1,2024-03-05,1\n")
    home.run(path, provenance=Provenance("wang", "browser", "月度订单"))
    record = all_imports(home.home)[0]
    assert (record.by, record.origin, record.profile, record.paths) == ("wang", "browser", "月度订单", (str(path),))
    assert record.batches[0].leans_on == ()


def test_status_waits_for_a_build_without_what_was_undone(home):
    first = _orders(home, "A,C1,2024-03-05,1\n", "a.csv")
    undo(home.home, first, "me")
    status = load_status(home.home)
    assert (status.imports_waiting, status.tables) == (0, {})


def test_a_second_writer_is_told_since_when_and_by_whom(home):
    path = home.file("a.csv", HEAD + "A,C1,2024-03-05,1\n")
    home.home.ensure()
    with home.home.writing("wang"), pytest.raises(Problem, match=r"since \d{4}-.*started by wang"):
        home.run(path)
    with home.home.writing(), pytest.raises(Problem, match=r"since \d{4}-[^,]*\. Wait"):
        home.run(path)
    assert home.run(path).changed


def test_the_rows_of_an_undone_import_stay_where_they_are(home):
    first = _orders(home, "A,C1,2024-03-05,1\n", "a.csv")
    undo(home.home, first, "me")
    path = home.home.imports / first / "orders.parquet"
    assert duckdb.connect().read_parquet(str(path)).fetchall()[0][0] == "A"
