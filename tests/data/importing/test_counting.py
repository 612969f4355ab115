"""Nothing lost: read = accepted + rejected, to the line, on every kind of broken file (contracts.md, Counting)."""

import csv
from datetime import date
from decimal import Decimal

import pytest

from dashboard.data.importing.files import readings
from dashboard.logic.problems import Problem

HEAD = "order_id,customer_id,order_date,net_amount\n"


@pytest.fixture(params=["direct", "careful"])
def reader(request, monkeypatch):
    """Each broken file through DuckDB's reader where it lies, and through the careful one."""
    monkeypatch.setattr(readings, "DIRECT_BYTES", 0 if request.param == "direct" else 2**60)
    return request.param


def test_sound_file_is_accepted_whole(home, reader):
    report = home.orders(HEAD + "007,C1,2024-03-05,10.50\nB,C2,2024-03-06,2\n")
    assert (report.read, report.accepted, report.rejected, report.rows_written) == (2, 2, 0, 2)
    assert report.reasons == {}
    assert report.amount_read == report.amount_accepted == Decimal("12.50")
    assert home.rows("orders", "order_id, customer_id, order_date, net_amount, source_row") == [
        ("007", "C1", date(2024, 3, 5), Decimal("10.5000"), 1),
        ("B", "C2", date(2024, 3, 6), Decimal("2.0000"), 2),
    ]


def test_wrong_date_is_rejected_with_line_column_value_and_text(home, reader):
    report = home.orders(HEAD + "A,C1,2024-02-30,10\nB,C2,2024-03-06,2\n")
    assert (report.read, report.accepted, report.rejected) == (2, 1, 1)
    assert report.reasons == {"BAD_DATE": 1}
    assert (report.amount_read, report.amount_accepted, report.amount_rejected) == (12, 2, 10)
    assert home.quarantine() == [("orders.csv", 2, ["BAD_DATE"], ["order_date"], "A,C1,2024-02-30,10")]


def test_every_reason_of_a_record_is_recorded(home, reader):
    report = home.orders(HEAD + "A,,yesterday,abc\nB,C2,2024-03-06,2\n")
    assert report.reasons == {"BAD_AMOUNT": 1, "BAD_DATE": 1, "MISSING_KEY": 1}
    assert report.rejected == 1
    assert report.amounts_unreadable == 1


def test_missing_amount_and_missing_date(home, reader):
    report = home.orders(HEAD + "A,C1,2024-03-05,\nB,C2,,2\nC,C1,2024-03-05,0\n")
    assert report.reasons == {"MISSING_AMOUNT": 1, "MISSING_DATE": 1}
    assert report.accepted == 1


def test_short_and_long_record(home, reader):
    report = home.orders(HEAD + "A,C1,2024-03-05\nB,C2,2024-03-06,2,x\nC,C3,2024-03-07,3\n")
    assert (report.read, report.accepted, report.rejected) == (3, 1, 2)
    assert report.reasons == {"LONG_RECORD": 1, "SHORT_RECORD": 1}
    assert home.quarantine("line, codes, text") == [
        (2, ["SHORT_RECORD"], "A,C1,2024-03-05"),
        (3, ["LONG_RECORD"], "B,C2,2024-03-06,2,x"),
    ]
    assert report.amounts_unreadable == 2


def test_unclosed_quote_costs_its_own_line_only(home, reader):
    report = home.orders(HEAD + 'A,"C1,2024-03-05,1\nB,C2,2024-03-06,2\nC,C3,2024-03-07,3\n')
    assert (report.read, report.accepted, report.reasons) == (3, 2, {"UNCLOSED_QUOTE": 1})
    assert home.quarantine("line, text") == [(2, 'A,"C1,2024-03-05,1')]


def test_unclosed_quote_before_a_quoted_cell(home, reader):
    report = home.orders(HEAD + 'A,"C1,2024-03-05,1\nB,"C2",2024-03-06,2\nC,C3,2024-03-07,3\n')
    assert (report.read, report.accepted, report.reasons) == (3, 2, {"UNCLOSED_QUOTE": 1})


def test_quoted_newline_is_one_record_and_lines_stay_physical(home, reader):
    text = 'order_id,customer_id,order_date,net_amount,status\nA,C1,2024-03-05,1,"two\nlines"\nB,C2,never,2,\n'
    report = home.orders(text)
    assert (report.read, report.accepted, report.reasons) == (2, 1, {"BAD_DATE": 1})
    assert home.rows("orders", "status") == [("two\nlines",)]
    assert home.quarantine("line, text") == [(4, "B,C2,never,2,")]


def test_blank_lines_are_no_records_but_count_as_lines(home, reader):
    report = home.orders("\n" + HEAD + "\nA,C1,2024-03-05,1\n\n\nB,C2,never,2\n\n")
    assert (report.read, report.accepted) == (2, 1)
    assert home.quarantine("line") == [(7,)]


def test_windows_line_ends(home, reader):
    report = home.orders((HEAD + "A,C1,2024-03-05,1\nB,C2,never,2\nC,C3\n").replace("\n", "\r\n"))
    assert (report.read, report.accepted, report.reasons) == (3, 1, {"BAD_DATE": 1, "SHORT_RECORD": 1})
    assert home.quarantine("line, text") == [(3, "B,C2,never,2"), (4, "C,C3")]


def test_cut_off_tail_is_rejected(home, reader):
    report = home.orders(HEAD + "A,C1,2024-03-05,1\nB,C2,2024-0")
    assert (report.read, report.accepted, report.reasons) == (2, 1, {"CUT_OFF_RECORD": 1})
    assert home.quarantine("line, text") == [(3, "B,C2,2024-0")]


def test_last_record_without_line_end_is_whole(home, reader):
    assert home.orders(HEAD + "A,C1,2024-03-05,1\nB,C2,2024-03-06,2").accepted == 2


def test_character_cut_in_half_at_the_end(home):
    report = home.orders((HEAD + "A,C1,2024-03-05,1\nB,客户").encode()[:-1])
    assert (report.read, report.accepted, report.reasons) == (2, 1, {"CUT_OFF_RECORD": 1})


def test_empty_file_is_refused_in_one_sentence(home):
    with pytest.raises(Problem, match=r"File orders\.csv is empty"):
        home.orders("")
    assert home.state() == {}


def test_header_only_reads_nothing_and_writes_nothing(home, reader):
    report = home.orders(HEAD)
    assert (report.read, report.accepted, report.rejected, report.rows_written) == (0, 0, 0, 0)
    assert home.state() == {}


def test_header_only_never_replaces_what_is_there(home):
    home.orders(HEAD + "A,C1,2024-03-05,1\n")
    with pytest.raises(Problem, match="would leave it empty"):
        home.orders(HEAD, name="later.csv", mode="replace")


def test_repeated_header_that_means_a_column_is_refused(home):
    with pytest.raises(Problem, match=r"net_amount and net_amount \(2\) both stand for net_amount of orders"):
        home.orders("order_id,customer_id,order_date,net_amount,net_amount\nA,C1,2024-03-05,1,2\n")


def test_two_headers_for_one_column_are_refused(home):
    with pytest.raises(Problem, match="both stand for order_date"):
        home.orders("order_id,customer_id,order_date,下单日期,net_amount\nA,C1,2024-03-05,2024-03-05,2\n")


def test_wrong_encoding_named_by_the_operator_gives_line_and_byte(home):
    with pytest.raises(Problem, match=r"orders\.csv, line 3, byte 61: not readable as utf-8"):
        home.orders((HEAD + "A,C1,2024-03-05,1\n客,C1,2024-03-05,1\n").encode("gb18030"), encoding="utf-8")
    assert home.state() == {}


def test_quote_where_none_belongs(home, reader):
    report = home.orders(HEAD + 'A,"C"1,2024-03-05,1\nB,C2,2024-03-06,2\n')
    assert (report.read, report.accepted, report.reasons) == (2, 1, {"BAD_QUOTE": 1})


def test_nul_character_rejects_its_record(home):
    report = home.orders(HEAD + "A,C\x001,2024-03-05,1\nB,C2,2024-03-06,2\n")
    assert (report.read, report.accepted, report.reasons) == (2, 1, {"BAD_CHARACTER": 1})


def test_more_than_four_decimals_are_rounded_away_from_zero_and_counted(home, reader):
    report = home.orders(HEAD + "A,C1,2024-03-05,1.00005\nB,C1,2024-03-05,-1.00005\nC,C1,2024-03-05,1.500000\n")
    assert report.warnings == {"ROUNDED": 2}
    assert home.rows("orders", "net_amount") == [(Decimal("1.0001"),), (Decimal("-1.0001"),), (Decimal("1.5000"),)]


def test_gross_without_tax_is_a_warning(home, reader):
    report = home.orders("order_id,customer_id,order_date,amount\nA,C1,2024-03-05,1\n")
    assert report.warnings == {"TAX_UNKNOWN": 1}
    assert home.rows("orders", "net_amount, gross_amount") == [(None, Decimal("1.0000"))]


def test_corrected_rejects_file_is_imported_again(home):
    report = home.orders(HEAD + "A,C1,2024-02-30,10\nB,C2,2024-03-06,2\nC,C3\n")
    rows = list(csv.DictReader(report.rejects_file.read_text("utf-8-sig").splitlines()))
    assert [row["_line"] for row in rows] == ["2", "4"]
    assert rows[0] == {
        "order_id": "A", "customer_id": "C1", "order_date": "2024-02-30", "net_amount": "10", "_file": "orders.csv",
        "_line": "2", "_codes": "BAD_DATE", "_reasons": "not a date that exists, such as 2024-03-05",
        "_columns": "order_date", "_values": "order_date=2024-02-30",
    }  # fmt: skip
    mended = (
        report.rejects_file.read_text("utf-8-sig")
        .replace(",2024-02-30,", ",2024-02-29,")
        .replace("C,C3,,", "C,C3,2024-03-07,4")
    )
    again = home.orders(mended, name="mended.csv")
    assert (again.read, again.accepted) == (2, 2)


def test_files_of_an_import_are_for_the_owner_only(home):
    home.orders(HEAD + "A,C1,2024-02-30,10\nB,C2,2024-03-06,2\n")
    modes = {path.name: path.stat().st_mode & 0o777 for path in home.home.imports.glob("*/*")}
    assert set(modes) == {
        "manifest.json",
        "orders.parquet",
        "origins-orders.parquet",
        "quarantine.parquet",
        "rejects-orders.csv",
    }
    assert set(modes.values()) == {0o600}


def test_strict_refuses_and_names_the_first_fault(home):
    with pytest.raises(Problem, match=r"File orders\.csv, line 2: not a date.*1 of 2 records of orders"):
        home.orders(HEAD + "A,C1,2024-02-30,10\nB,C2,2024-03-06,2\n", strict=True)
    assert home.state() == {}


def test_dry_run_reports_and_changes_nothing(home):
    report = home.orders(HEAD + "A,C1,2024-02-30,10\nB,C2,2024-03-06,2\n", dry_run=True)
    assert (report.read, report.accepted, report.rejects_file) == (2, 1, None)
    assert home.state() == {}
    assert list(home.home.scratch.iterdir()) == []


def test_counts_are_kept_per_file_of_a_folder(home):
    home.file("in/b.csv", HEAD + "B,C1,2024-03-05,1\nX,C1,never,1\n")
    home.file("in/a.csv", HEAD + "A,C1,2024-03-05,1\n")
    home.file("in/empty.csv", "")
    report = home.run(home.files / "in").batches[0]
    assert [(file.name, file.read, file.accepted, file.rejected) for file in report.files] == [
        ("a.csv", 1, 1, 0), ("b.csv", 2, 1, 1), ("empty.csv", 0, 0, 0),
    ]  # fmt: skip
    assert home.quarantine("file, line") == [("b.csv", 3)]
    assert home.rows("orders", "order_id") == [("A",), ("B",)]
