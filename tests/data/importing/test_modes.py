"""append, upsert, replace; the same again; identity (contracts.md, Modes and Identity; T11)."""

from datetime import date

import pytest

from dashboard.data.batches import all_imports, live_batches, reporting_currency
from dashboard.logic.problems import Problem
from dashboard.settings import Settings

HEAD = "order_id,customer_id,order_date,net_amount\n"
LINES = "order_id,line_no,product_id,net_amount\n"


def test_same_file_twice_changes_nothing(home):
    first = home.orders(HEAD + "A,C1,2024-03-05,1\nB,C1,never,1\n")
    before = home.state()
    again = home.orders(HEAD + "A,C1,2024-03-05,1\nB,C1,never,1\n", name="other-name.csv")
    assert home.state() == before
    assert (again.batch_id, again.read, again.accepted, again.unchanged, again.rows_written) == (
        first.batch_id, 2, 1, 1, 0,
    )  # fmt: skip


def test_same_again_after_another_batch_is_unchanged_and_writes_nothing(home):
    home.orders(HEAD + "A,C1,2024-03-05,1\nX,C1,never,1\n")
    home.orders(HEAD + "B,C1,2024-03-06,1\n", name="b.csv")
    before = home.state()
    again = home.orders(HEAD + "A,C1,2024-03-05,1\nX,C1,never,1\n")
    assert (again.accepted, again.rejected, again.unchanged, again.rows_written) == (1, 1, 1, 0)
    assert home.state() == before


def test_append_rejects_a_stored_key_with_other_values(home):
    home.orders(HEAD + "A,C1,2024-03-05,1\n")
    report = home.orders(HEAD + "A,C1,2024-03-05,2\nB,C1,2024-03-05,2\n", name="b.csv")
    assert (report.accepted, report.reasons) == (1, {"DUPLICATE_KEY": 1})
    assert home.rows("orders", "order_id, net_amount::int") == [("A", 1), ("B", 2)]


def test_append_keeps_the_first_of_a_key_within_the_batch(home):
    report = home.orders(HEAD + "A,C1,2024-03-05,1\nA,C1,2024-03-05,2\nA,C1,2024/3/5,1.0\n")
    assert (report.accepted, report.unchanged, report.rows_written, report.reasons) == (2, 1, 1, {"DUPLICATE_KEY": 1})
    assert home.quarantine("line") == [(3,)]


def test_a_rejected_record_does_not_take_its_key(home):
    report = home.orders(HEAD + "A,C1,never,1\nA,C1,2024-03-05,2\n")
    assert report.reasons == {"BAD_DATE": 1}
    assert home.rows("orders", "net_amount::int") == [(2,)]


def test_upsert_lets_the_last_record_win(home):
    home.orders(HEAD + "A,C1,2024-03-05,1\nB,C1,2024-03-05,1\nC,C1,2024-03-05,1\n")
    report = home.orders(
        HEAD + "A,C1,2024-03-05,2\nA,C1,2024-03-05,3\nB,C1,2024-03-05,1\n", name="b.csv", mode="upsert"
    )
    assert (report.accepted, report.unchanged, report.rows_written) == (2, 1, 1)
    assert report.reasons == {"SUPERSEDED": 1}
    assert sorted(home.rows("orders", "order_id, net_amount::int")) == [("A", 3), ("B", 1), ("C", 1)]


def test_upsert_of_an_upsert(home):
    for amount in (1, 2, 3):
        home.orders(HEAD + f"A,C1,2024-03-05,{amount}\n", name=f"{amount}.csv", mode="upsert")
    assert home.rows("orders", "net_amount::int") == [(3,)]
    report = home.orders(HEAD + "A,C1,2024-03-05,1\n", name="1.csv", mode="upsert")
    assert (report.rows_written, home.rows("orders", "net_amount::int")) == (1, [(1,)])


def test_replace_retires_earlier_batches(home):
    home.orders(HEAD + "A,C1,2024-03-05,1\n")
    home.orders(HEAD + "B,C1,2024-03-05,1\n", name="b.csv")
    home.orders(HEAD + "C,C1,2024-03-05,1\nC,C1,2024-03-05,2\n", name="c.csv", mode="replace")
    assert home.rows("orders", "order_id") == [("C",)]
    assert [batch.mode for batch in live_batches(home.home)["orders"]] == ["replace"]
    assert len(all_imports(home.home)) == 3


def test_lines_without_number_are_numbered_in_file_order(home):
    text = "order_id,product_id,net_amount\nA,P1,1\nB,P1,1\nA,P2,2\nA,P2,2\n"
    report = home.run(home.file("lines.csv", text)).batches[0]
    assert (report.table, report.rows_written, report.warnings) == ("order_lines", 4, {"POSSIBLE_DUPLICATE": 1})
    assert home.rows("order_lines", "order_id, line_no, product_id, source_row") == [
        ("A", 1, "P1", 1), ("B", 1, "P1", 2), ("A", 2, "P2", 3), ("A", 3, "P2", 4),
    ]  # fmt: skip


def test_upsert_of_an_order_replaces_its_lines(home):
    home.run(home.file("lines.csv", LINES + "A,1,P1,1\nA,2,P2,2\nB,1,P1,5\n"))
    report = home.run(home.file("later.csv", LINES + "A,1,P1,9\nB,1,P1,5\n"), mode="upsert").batches[0]
    assert (report.rows_written, report.unchanged) == (1, 1)
    assert sorted(home.rows("order_lines", "order_id, line_no, net_amount::int")) == [("A", 1, 9), ("B", 1, 5)]


def test_return_line_with_positive_amount_is_negated(home):
    text = "order_id,line_no,product_id,数量,单价,成本,退货\nA,1,P1,2,3,4,是\nA,2,P1,2,3,4,否\nA,3,P1,-1,3,,是\n"
    report = home.run(home.file("lines.csv", text)).batches[0]
    assert report.warnings == {"RETURN_NEGATED": 1}
    assert home.rows("order_lines", "net_amount::int, direct_cost::int") == [(-6, -4), (6, 4), (-3, None)]


def test_order_far_in_the_future_is_rejected_unless_the_operator_said_so(home):
    text = HEAD + "A,C1,2024-03-05,1\nB,C1,2024-03-06,1\nC,C1,2099-01-01,1\nD,C1,2025-03-07,1\n"
    report = home.orders(text)
    assert report.reasons == {"FUTURE_GAP": 1}
    assert live_batches(home.home)["orders"][0].last_on == date(2025, 3, 7)
    said = home.orders(text, data_through="2099-12-31")
    assert (said.rejected, said.rows_written, said.unchanged) == (0, 1, 3)


def test_an_early_typo_does_not_reject_what_comes_after(home):
    report = home.orders(HEAD + "A,C1,1924-03-05,1\nB,C1,2024-03-06,1\nC,C1,2024-03-07,1\n")
    assert report.rejected == 0


def test_gap_is_measured_from_the_orders_on_file(home):
    home.orders(HEAD + "A,C1,2022-03-05,1\n")
    report = home.orders(HEAD + "B,C1,2024-03-06,1\nC,C1,2024-03-07,1\n", name="b.csv")
    assert report.reasons == {"FUTURE_GAP": 2}


def test_other_currency_needs_a_rate(home):
    head = "order_id,customer_id,order_date,net_amount,currency\n"
    report = home.orders(head + "A,C1,2024-03-05,1,EUR\nB,C1,2024-03-05,1,\n")
    assert report.rejected == 0
    assert reporting_currency(home.home, Settings()) == "EUR"
    later = home.orders(head + "C,C1,2024-03-05,1,USD\nD,C1,2024-03-05,1,eur\n", name="b.csv")
    assert later.reasons == {"NO_RATE": 1}


def test_several_currencies_at_first_mean_cny(home):
    report = home.orders(
        "order_id,customer_id,order_date,net_amount,currency\nA,C1,2024-03-05,1,EUR\nB,C1,2024-03-05,1,CNY\n"
    )
    assert report.reasons == {"NO_RATE": 1}


def test_order_without_amount_is_sound_once_its_lines_are_there(home):
    home.run(home.file("lines.csv", LINES + "A,1,P1,1\n"))
    report = home.orders(HEAD + "A,C1,2024-03-05,\nB,C1,2024-03-05,\n")
    assert (report.accepted, report.reasons) == (1, {"MISSING_AMOUNT": 1})


def test_orders_of_unknown_customers_are_kept_and_counted(home):
    home.run(home.file("customers.csv", "customer_id,customer_name\nC1,One\n"))
    report = home.orders(HEAD + "A,C1,2024-03-05,1\nB,C2,2024-03-05,1\n")
    assert (report.accepted, report.warnings) == (2, {"UNKNOWN_CUSTOMER": 1})


def test_unknown_mode_table_encoding_and_path_are_refused(home):
    path = home.file("orders.csv", HEAD + "A,C1,2024-03-05,1\n")
    for options in ({"mode": "merge"}, {"table": "invoices"}, {"encoding": "ebcdic"}, {"data_through": "soon"}):
        with pytest.raises(Problem):
            home.run(path, **options)
    with pytest.raises(Problem, match="does not exist"):
        home.run(home.files / "nothing.csv")
    assert home.state() == {}


def test_only_one_import_at_a_time(home):
    path = home.file("orders.csv", HEAD + "A,C1,2024-03-05,1\n")
    home.home.ensure()
    with home.home.writing(), pytest.raises(Problem, match="Another import is running"):
        home.run(path)
