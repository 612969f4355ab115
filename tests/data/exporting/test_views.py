"""Views have the contract's columns and exact values; their files are safe to open and keep every digit."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.data.exporting.exports import FORMATS, export_bytes, export_file, safe_cell, write
from dashboard.data.exporting.service_views import SERVICE_VIEWS
from dashboard.data.exporting.views import VIEWS, ViewResult, _at_most, view
from dashboard.data.reading import customer_lists
from dashboard.data.reading.customer_choices import Chosen
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.masking import MASK
from dashboard.data.reading.reader import Reader
from dashboard.logic.periods import MonthSpan, Period, month_no
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.viewer import Scope, Viewer, account_manager, operator
from dashboard.logic.what_if.proposal import Proposal
from tests.data.hand_made_build import Contact, Customer, Order, hand_made_build

CONTRACT = {
    "survey-items": "survey_id, item_id, canonical_id, service, item_type, question_text, segment, is_rest, "
    "is_suppressed, is_thin, scale_min, scale_max, n, dont_know, outside, mean, mean_low, mean_high, top2, top2_low, "
    "top2_high, bottom2, distribution, survey_before, n_before, mean_before, change, change_low, change_high, "
    "adjusted_p, verdict, wording_changed, scale_changed",
    "coverage": "survey_id, cut, segment, invited, delivered, delivered_share, answered, contact_share, "
    "contact_share_low, contact_share_high, responses, accounts_invited, accounts_answered, account_share, "
    "account_share_low, account_share_high, customers, customers_heard, customer_share, customer_share_low, "
    "customer_share_high, revenue, revenue_heard, revenue_share",
    "surveys": "survey_id, title, series, kind, field_from, field_to, is_anonymous, withheld, responses, "
    "outside_scale, compared_with, overall, overall_low, overall_high, overall_n, overall_verdict, top2, top2_low, "
    "top2_high, top2_n, top2_verdict, bottom2, index, index_low, index_high, index_n, index_verdict, index_weights, "
    "promoters, passives, detractors, nps, nps_low, nps_high, nps_n, nps_verdict, ces, ces_low, ces_high, "
    "ces_n, ces_verdict, agree",
    "nps": "survey_id, segment, n, promoters, passives, detractors, nps, nps_low, nps_high, is_thin",
    "findings": "finding_id, state, title, department, source, source_id, source_item, owner, owner_department, "
    "measure, published_on, assigned_on, due_on, effective_on, replied_on, evaluated_on, closed_on, overdue, in_time, "
    "target, target_series, target_item, target_department, smallest_change, verdict, reason, before, after, change, "
    "low, high, adjusted_p, earlier, later, known_from, recorded_verdict, recorded_build",
    "recusal": "case_id, kind, quarter, ground, role, person, step, at, override",
    "quality": "table, column, rows, empty, empty_share, revenue, revenue_share, figures, metrics",
    "pyramid": "layer, customers, customer_share, revenue, revenue_share, average_revenue, profit, profit_share, "
    "profit_known_share, cut_value, complaints, orders, complaints_per_100_orders, csi, csi_n, nps, nps_n, survey_id",
    "customers": "customer_id, customer_name, layer, revenue, profit, orders, first_order_on, last_order_on, "
    "service_tier, account_manager_id, region, industry, rank",
    "what-if": "layer, customers_before, customers_after, revenue_before, revenue_after, profit_before, profit_after, "
    "cut_before, cut_after",
    "movers": "customer_id, customer_name, account_manager_id, service_tier, layer_before, layer_after, direction, "
    "value_before, value_after, to_next",
    "concentration": "metric, value",
    "migration": "from_layer, to_layer, customers, revenue_before, revenue_after",
    "layer-months": "month, layer, customers, revenue",
    "portfolio": "customer_id, customer_name, layer, layer_before, direction, service_tier, revenue, revenue_before, "
    "revenue_change, revenue_change_share, profit, orders, to_next, last_order_on, days_since_order, "
    "region, industry, account_manager_id, account_manager_name",
    "contacts": "customer_id, contact_id, contact_name, position, level, phone, mobile, email, wechat, birthday_mmdd, "
    "is_primary",
    "trend": "month, active_customers, new_customers, orders, revenue, profit, complete",
    "complaints": "segment, received, orders, per_hundred_orders, accepted_in_time, "
    "accept_due, accepted_in_time_share, closed, closed_share, in_time, late, open_past_due, not_yet_due, "
    "on_time_share, overdue_open, closed_in_window, called_back, called_back_share, satisfied, answered, "
    "satisfied_share, not_reached, justified, assessed, justified_share, repeat, repeat_known, repeat_share, reopened, "
    "reopened_share, first_contact, first_contact_known, first_contact_share, compensation, compensated",
    "cases": "case_id, kind, customer_id, customer_name, order_id, channel, received_at, respondent_department, "
    "receiving_department, cause_l1, cause_l2, justified, state, due_at, due_state, accept_due_at, "
    "age_minutes, left_minutes, paused_minutes, pauses, pauses_without_reason, hand_offs, reopenings, "
    "reopened_from, acknowledged_at, acknowledged_minutes, assessed_at, assessed_minutes, diagnosed_at, "
    "diagnosed_minutes, analysed_at, analysed_minutes, approved_at, approved_minutes, agreed_at, "
    "agreed_minutes, replied_at, replied_minutes, called_back_at, called_back_minutes, closed_at, "
    "closed_minutes, compensation, rework_cost, callback_result, outcome, description, remedy_requested, "
    "respondent_id, first_receiver_id, operator_id, approver_id",
    "drivers": "survey_id, item_id, question_text, service, importance, importance_low, importance_high, rank, "
    "rank_correlation, n, performance, performance_low, performance_high, rated, quadrant, penalty, "
    "penalty_low, penalty_high, reward, reward_low, reward_high, low_n, middle_n, high_n, factor, stated, "
    "stated_n, responses, explained, not_told",
    "complaint-months": "month, complete, received, orders, per_100_orders, customers, due, in_time, on_time_share, "
    "assessed, justified, justified_share, answered, satisfied, satisfied_share, closed, called_back, "
    "called_back_share",
    "causes": "cause, cause_name, cause_name_zh, sub_cause, sub_cause_name, sub_cause_name_zh, is_ours, cases, share, "
    "cumulative_share, cost, costed, customers, value",
    "spc": "month, complete, count, exposure, rate, centre, lower, upper, signals, is_baseline, change_point, event",
    "silent-sufferers": "customer_id, customer_name, layer, value, value_base, late_orders, worst_days, bad_tickets, "
    "repeat_tickets, damaged_orders, last_case_on, last_visit_on, account_manager_id, account_manager_name, region, "
    "industry",
    "standards": "service_code, service_name, level, tier, rule_type, limit, unit, calendar, cutoff_time, "
    "target_share, is_default, tickets, finished, within, over, open_past_limit, not_yet_due, changed_with_notice, "
    "not_recorded, past_limit_now, share_kept, mean_hours, mean_hours_with_open, median_hours, p90_hours, "
    "longest_hours, actual, headroom, is_met",
    "tickets": "ticket_id, customer_id, customer_name, service_code, service_name, reported, finished, hours, "
    "working_hours, department, customer_class, is_repeat, level, rule_type, limit_hours, state",
    "otif": "segment, due, delivered, on_time_first, on_time_first_share, due_last, on_time_last, on_time_last_share, "
    "re_promised, re_promised_days, quantity_known, in_full, objected, otif, otif_share, not_yet_due",
}
DECEMBER = month_no(date(2023, 12, 1))
EVIL = '=HYPERLINK("http://x","y")'


TODAY = date(2024, 1, 2)
CONTACTS = [
    Contact("P1", "007", name="王小明", mobile="13812345678", is_primary=True),
    Contact("P2", "007", name="=cmd()", email="left@x.cn", valid_to=date(2024, 1, 1)),
    Contact("P3", "A,1", name="@Ann Lee", phone="010-6234 5678", valid_to=TODAY),
    Contact("P4", "unknown", name="of nobody"),
]


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory) -> Marts:
    customers = [
        Customer("007", manager="m1", region="@east", name=EVIL),
        Customer("A,1", manager="m2", name='Quo"te\nd'),
        Customer("Z9", name="-5 degrees", tier="+key"),
    ]
    orders = [
        Order("007", date(2023, 5, 5), "1234567890.4567", "0.0001"),
        Order("A,1", date(2023, 5, 6), "10.10"),
        Order("A,1", date(2023, 12, 6), "-12.35"),
    ]
    return hand_made_build(
        tmp_path_factory.mktemp("home"), customers, orders, data_through=date(2023, 12, 31), contacts=CONTACTS
    )


@pytest.fixture
def reader(marts: Marts) -> Reader:
    return Reader(marts, operator(), SHIPPED)


TRIED = Proposal("absolute", (2_000_000_000 * 10_000, 10_000_005_000, 10_000), "revenue", Period())
"""The one active customer falls from Top to Big."""


def result_of(reader: Reader, name: str) -> ViewResult:
    compare_to = DECEMBER - 2 if name == "migration" else None
    return view(name, reader, Question(DECEMBER), compare_to=compare_to, proposal=TRIED, contacts_of=TODAY)


def csv_rows(result: ViewResult) -> list[list[str]]:
    text = export_bytes(result, "csv").decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("name", VIEWS)
def test_every_format_has_the_columns_of_the_contract(reader: Reader, name: str) -> None:
    promised = CONTRACT[name].split(", ")
    result = result_of(reader, name)
    assert list(result.frame.columns) == promised
    assert csv_rows(result)[0] == promised
    # a company without complaints has no rows about them: the columns stand all the same
    assert [list(row) for row in json.loads(export_bytes(result, "json"))[:1]] == [promised][: result.rows]
    assert pq.read_table(io.BytesIO(export_bytes(result, "parquet"))).column_names == promised
    sheet = openpyxl.load_workbook(io.BytesIO(export_bytes(result, "xlsx"))).worksheets[0]
    assert [cell.value for cell in sheet[1]] == promised


def test_money_keeps_every_digit(reader: Reader) -> None:
    result = result_of(reader, "customers")
    first = json.loads(export_bytes(result, "json"))[0]
    assert (first["revenue"], first["profit"]) == ("1234567890.4567", "1234567890.4566")
    assert csv_rows(result)[1][3:5] == ["1234567890.4567", "1234567890.4566"]
    table = pq.read_table(io.BytesIO(export_bytes(result, "parquet")))
    assert table.schema.field("revenue").type == pa.decimal128(38, 4)
    assert table["revenue"][0].as_py() == Decimal("1234567890.4567")


def test_unknown_is_null_and_dates_are_iso(reader: Reader) -> None:
    rows = {row["customer_id"]: row for row in json.loads(export_bytes(result_of(reader, "customers"), "json"))}
    assert rows["A,1"]["profit"] is None
    assert (rows["A,1"]["layer"], rows["A,1"]["rank"]) == ("Inactive", None)
    assert (rows["A,1"]["first_order_on"], rows["A,1"]["last_order_on"]) == ("2023-05-06", "2023-12-06")
    assert rows["Z9"]["first_order_on"] is None
    assert rows["007"]["rank"] == 1
    layers = {row["layer"]: row for row in json.loads(export_bytes(result_of(reader, "pyramid"), "json"))}
    assert layers["Top"]["customer_share"] == 1.0
    assert layers["Inactive"]["revenue"] == "-2.2500"
    assert layers["Inactive"]["revenue_share"] is None


def test_csv_has_a_byte_order_mark_and_no_formula(reader: Reader) -> None:
    data = export_bytes(result_of(reader, "customers"), "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = csv_rows(result_of(reader, "customers"))
    by_id = {row[0]: row for row in rows}
    assert by_id["007"][1] == "'" + EVIL
    assert by_id["007"][10] == "'@east"
    assert by_id["Z9"][1] == "'-5 degrees"
    assert by_id["Z9"][8] == "'+key"
    assert by_id["A,1"][1] == 'Quo"te\nd'
    assert by_id["A,1"][3] == "-2.2500"  # a number keeps its minus


@given(st.text())
def test_no_text_can_start_a_formula(text: str) -> None:
    safe = safe_cell(text)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    assert safe.removeprefix("'") == text.removeprefix("'") or safe == text


def test_workbook_keeps_texts_as_texts_and_says_what_it_holds(reader: Reader) -> None:
    result = view("customers", reader, Question(DECEMBER, filters=(("account_manager_id", ("m1",)),)))
    book = openpyxl.load_workbook(io.BytesIO(export_bytes(result, "xlsx", translate=str.upper)))
    rows, about = book.worksheets
    assert rows["B2"].value == EVIL
    assert rows["B2"].data_type == "s"
    assert rows["A2"].value == "007"
    assert rows["G2"].value.date() == date(2023, 5, 5)
    texts = [str(cell.value) for line in about.iter_rows() for cell in line if cell.value is not None]
    assert "account_manager_id = m1" in texts
    assert reader.build.build_id in texts
    assert "2023-01 – 2023-12" in texts
    assert "NET REVENUE (M1)" in texts


def test_long_lists_are_written_piece_by_piece(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {name: export_bytes(result_of(reader, "customers"), name) for name in ("csv", "json")}
    monkeypatch.setattr(customer_lists, "ROWS_PER_BATCH", 1)
    assert len(list(result_of(reader, "customers").batches())) == 3
    for name, content in whole.items():
        assert export_bytes(result_of(reader, "customers"), name) == content
    assert pq.read_table(io.BytesIO(export_bytes(result_of(reader, "customers"), "parquet"))).num_rows == 3


@pytest.mark.parametrize("file_format", FORMATS)
def test_an_empty_list_is_a_valid_file(reader: Reader, file_format: str) -> None:
    nothing = view("customers", reader, Question(DECEMBER), chosen=Chosen(layer="Lost"))
    content = export_bytes(nothing, file_format)
    assert content
    assert len(nothing.frame) == 0
    if file_format == "json":
        assert json.loads(content) == []


@pytest.mark.parametrize("file_format", FORMATS)
def test_masked_columns_are_masked_in_every_file(marts: Marts, file_format: str) -> None:
    masks = frozenset({"customer_name", "revenue", "rank"})
    reader = Reader(marts, Viewer("v", scope=Scope(all=True), masks=masks), SHIPPED)
    for name in ("customers", "pyramid"):
        result = view(name, reader, Question(DECEMBER), sort="customer_id")
        assert set(result.frame["revenue"]) == {"•••"}
        content = export_bytes(result, file_format)
        assert b"HYPERLINK" not in content
        assert b"1234567890.4567" not in content or name == "pyramid"  # there as an average, which is not masked


def test_cut_of_a_pyramid_by_orders_is_a_count(reader: Reader) -> None:
    result = view("pyramid", reader, Question(DECEMBER, base="orders"))
    rows = {row["layer"]: row for row in json.loads(export_bytes(result, "json"))}
    assert rows["Top"]["cut_value"] == 1
    assert rows["Top"]["revenue"] == "1234567888.2067"


def test_a_failed_write_leaves_the_old_file(reader: Reader, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")
    with pytest.raises(Problem, match="format"):
        export_file(result_of(reader, "pyramid"), "odt", target)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]
    with pytest.raises(Problem, match="cannot be written"):
        export_file(result_of(reader, "pyramid"), "csv", tmp_path / "no folder" / "out.csv")


def test_wrong_views_are_refused_in_a_sentence(reader: Reader) -> None:
    with pytest.raises(Problem, match="staircase"):
        view("staircase", reader, Question(DECEMBER))
    with pytest.raises(Problem, match="earlier month end"):
        view("migration", reader, Question(DECEMBER))
    with pytest.raises(Problem, match="Gold"):
        view("customers", reader, Question(DECEMBER), chosen=Chosen(layer="Gold"))


def test_file_name_says_view_and_as_of(reader: Reader) -> None:
    assert result_of(reader, "trend").file_name("xlsx") == "trend-2023-12-31.xlsx"


def test_standard_output_gets_no_byte_order_mark(reader: Reader) -> None:
    stream = io.BytesIO()
    write(result_of(reader, "pyramid"), "csv", stream, bom=False)
    assert stream.getvalue().startswith(b"layer,customers,")


def test_a_file_says_which_customers_its_list_holds(marts: Marts) -> None:
    reader, earlier = Reader(marts, operator(), SHIPPED), DECEMBER - 1
    chosen = Chosen(layer="Top", moved=("New", "Top", earlier), tier="key", mismatch=1)
    about = dict(view("customers", reader, Question(DECEMBER), chosen=chosen).about)
    assert about["Value layer"] == "Top"
    assert about["Layer before and now"] == "New → Top"
    assert about["Compared with the end of"] == "2023-11"
    assert about["Decided tier"] == "key"
    assert about["Decided tier against value layer"] == "decided higher than earned"
    assert "Value layer" not in dict(view("customers", reader, Question(DECEMBER)).about)


def test_a_trend_says_the_months_it_holds(marts: Marts) -> None:
    reader = Reader(marts, operator(), SHIPPED)
    result = view("trend", reader, Question(DECEMBER))
    months = result.frame["month"].tolist()
    assert dict(result.about)["Period"] == f"{months[0]} – {months[-1]}"


def test_a_trend_by_a_column_has_a_row_per_month_and_segment(marts: Marts) -> None:
    reader = Reader(marts, operator(), SHIPPED)
    result = view(
        "trend", reader, Question(DECEMBER), months=MonthSpan(DECEMBER - 1, DECEMBER), by="account_manager_id"
    )
    assert [column.name for column in result.columns] == [
        "month", "segment", *CONTRACT["trend"].split(", ")[1:],
    ]  # fmt: skip
    assert json.loads(export_bytes(result, "json")) == [
        {"month": month, "segment": "m2", "active_customers": count, "new_customers": 0, "orders": 0,
         "revenue": revenue, "profit": None, "complete": complete}
        for month, count, revenue, complete in [("2023-11", 0, "0.0000", True), ("2023-12", 1, "-12.3500", True)]
    ]  # fmt: skip
    assert dict(result.about)["Segments by"] == "account_manager_id"
    whole = view("trend", reader, Question(DECEMBER), by="layer").frame
    assert whole["revenue"].sum() == view("trend", reader, Question(DECEMBER)).frame["revenue"].sum()
    assert whole["month"].nunique() * whole["segment"].nunique() == len(whole)


def test_a_what_if_puts_both_pyramids_side_by_side(reader: Reader) -> None:
    rows = {row["layer"]: row for row in json.loads(export_bytes(result_of(reader, "what-if"), "json"))}
    assert list(rows) == ["Top", "Big", "Medium", "Small", "Inactive", "Lost", "Prospect", "Suspect"]
    assert rows["Big"] == {
        "layer": "Big", "customers_before": 0, "customers_after": 1, "revenue_before": "0.0000",
        "revenue_after": "1234567890.4567", "profit_before": "0.0000", "profit_after": "1234567890.4566",
        "cut_before": "1234567890.4567", "cut_after": "1000000.5000",
    }  # fmt: skip
    assert (rows["Top"]["customers_before"], rows["Top"]["customers_after"]) == (1, 0)
    assert rows["Top"]["cut_after"] == "2000000000.0000"
    assert (rows["Small"]["cut_before"], rows["Small"]["cut_after"]) == (None, None)
    assert rows["Inactive"]["revenue_before"] == rows["Inactive"]["revenue_after"] == "-2.2500"


def test_a_what_if_without_a_proposal_is_the_pyramid_twice(reader: Reader) -> None:
    rows = view("what-if", reader, Question(DECEMBER)).frame
    pyramid = view("pyramid", reader, Question(DECEMBER)).frame
    for side in ("before", "after"):
        for figure, name in (
            ("customers", "customers"),
            ("revenue", "revenue"),
            ("profit", "profit"),
            ("cut", "cut_value"),
        ):
            assert rows[f"{figure}_{side}"].tolist() == pyramid[name].tolist()
    assert len(view("movers", reader, Question(DECEMBER)).frame) == 0


def test_movers_are_named_with_what_they_lack_and_no_name_is_a_formula(reader: Reader) -> None:
    (row,) = json.loads(export_bytes(result_of(reader, "movers"), "json"))
    assert row == {
        "customer_id": "007", "customer_name": EVIL, "account_manager_id": "m1", "service_tier": None,
        "layer_before": "Top", "layer_after": "Big", "direction": "down", "value_before": "1234567890.4567",
        "value_after": "1234567890.4567", "to_next": "765432109.5433",
    }  # fmt: skip
    assert csv_rows(result_of(reader, "movers"))[1][1] == "'" + EVIL


def test_a_what_if_by_profit_and_by_orders_keeps_its_units(reader: Reader) -> None:
    asked = Question(DECEMBER, base="orders")
    result = view("what-if", reader, asked, proposal=Proposal("rank", (100, 500, 2000), "profit", Period()))
    rows = {row["layer"]: row for row in json.loads(export_bytes(result, "json"))}
    assert list(rows)[-1] == "Unknown"
    assert (rows["Top"]["cut_before"], rows["Top"]["cut_after"]) == (1, "1234567890.4566")
    assert (rows["Unknown"]["customers_before"], rows["Unknown"]["revenue_before"]) == (0, "0.0000")
    assert rows["Unknown"]["profit_before"] is None


def test_a_what_if_says_what_was_tried(reader: Reader, marts: Marts) -> None:
    for name in ("what-if", "movers"):
        buffered = replace(TRIED, buffer_bp=550, review_months=6)
        about = dict(view(name, reader, Question(DECEMBER), proposal=buffered).about)
        assert about["Tried: kind of cut"] == "absolute"
        assert about["Tried: limits"] == "2000000000,1000000.5,1"
        assert (about["Tried: value base"], about["Tried: period"]) == ("revenue", "12")
        assert about["Tried: buffer in percent of the cut rank"] == "5.5"
        assert about["Tried: months since the last review"] == "6"
        assert "Cut values" not in about
        theirs = Reader(marts, account_manager("m1", ""), SHIPPED)
        told = dict(view(name, theirs, Question(DECEMBER), proposal=buffered).about)
        assert told["Cut values"] == "rounded to two significant digits"
    assert "Tried: limits" not in dict(result_of(reader, "pyramid").about)


def test_what_is_masked_stays_so_under_every_name(marts: Marts) -> None:
    masks = frozenset({"customer_name", "revenue", "layer", "cut_value"})
    reader = Reader(marts, Viewer("v", scope=Scope(all=True), masks=masks), SHIPPED)
    by_orders = Proposal("absolute", (30, 20, 10), "orders", Period())
    table = view("what-if", reader, Question(DECEMBER), proposal=by_orders).frame
    for column in ("layer", "revenue_before", "revenue_after", "cut_before", "cut_after"):
        assert set(table[column]) == {"•••"}
    row, _ = view("movers", reader, Question(DECEMBER), proposal=by_orders).frame.to_dict("records")
    assert {row[name] for name in ("customer_name", "layer_before", "layer_after", "value_before")} == {"•••"}
    assert row["value_after"] == 1
    with pytest.raises(Problem, match="hidden"):
        view("movers", reader, Question(DECEMBER), proposal=TRIED)
    moved = view("migration", reader, Question(DECEMBER), compare_to=DECEMBER - 2).frame
    assert set(moved["revenue_before"]) == set(moved["revenue_after"]) == {"•••"}


def rows_of(reader: Reader, name: str, **asked: object) -> list[dict[str, object]]:
    return json.loads(export_bytes(view(name, reader, Question(DECEMBER), **asked), "json"))


def test_contacts_are_exported_only_where_the_settings_allow_it(reader: Reader) -> None:
    with pytest.raises(Problem, match="contacts_may_be_exported"):
        view("contacts", reader, Question(DECEMBER))
    rows = rows_of(reader, "contacts", contacts_of=TODAY)
    assert [(row["customer_id"], row["contact_id"], row["contact_name"]) for row in rows] == [
        ("007", "P1", "王小明"),
        ("A,1", "P3", "@Ann Lee"),
    ]
    assert rows[0]["mobile"] == "13812345678"  # the operator's masks hide nothing
    assert view("contacts", reader, Question(DECEMBER), contacts_of=TODAY).rows == 2
    assert "'@Ann Lee" in export_bytes(view("contacts", reader, Question(DECEMBER), contacts_of=TODAY), "csv").decode()


def test_a_file_hides_what_the_page_shows_in_part(marts: Marts) -> None:
    theirs = Reader(marts, account_manager("m1", ""), SHIPPED)
    (row,) = rows_of(theirs, "contacts", contacts_of=TODAY)
    assert (row["contact_id"], row["contact_name"], row["mobile"], row["email"]) == ("P1", "王小明", MASK, MASK)
    in_part = replace(operator(), partial=frozenset({"customer_name"}))
    on_screen = Reader(marts, in_part, SHIPPED)
    assert on_screen.customers(Question(DECEMBER)).frame["customer_name"].tolist()[0] == "=**"
    files = Reader(marts, in_part.for_files(), SHIPPED)
    assert {row["customer_name"] for row in rows_of(files, "customers")} == {MASK}


@pytest.mark.parametrize("name", VIEWS)
def test_rows_are_known_before_they_are_made(reader: Reader, name: str) -> None:
    result = result_of(reader, name)
    assert result.rows == len(result.frame)
    assert result.rows > 0 or name in SERVICE_VIEWS


def test_a_view_that_has_more_rows_than_it_said_makes_no_file(reader: Reader) -> None:
    honest = result_of(reader, "customers")
    small = replace(honest, batches=lambda: _at_most(honest.rows - 1, honest.batches()))
    with pytest.raises(RuntimeError, match="more rows"):
        export_bytes(small, "csv")


def test_a_file_says_who_took_it_out(reader: Reader) -> None:
    line = "# Pyramidion: exported by 王 & co at 2024-01-02 03:04:05 (UTC); 3 rows; trail no. 7"
    result = result_of(reader, "customers")
    text = export_bytes(result, "csv", watermark=line).decode("utf-8-sig")
    assert text.splitlines()[-1] == line
    assert len(list(csv.reader(io.StringIO(text, newline="")))[-1]) == 1
    book = openpyxl.load_workbook(io.BytesIO(export_bytes(result, "xlsx", watermark=line)))
    assert book.worksheets[0].oddFooter.left.text == line.replace("&", "&&")
    assert line in [cell.value for cell in book.worksheets[1]["B"]]
    assert "Pyramidion" not in export_bytes(result, "csv").decode()
