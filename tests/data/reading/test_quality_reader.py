"""Gaps and files through the Reader: scope before sums, parts that add up, no look-ahead."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.data.building.build import build
from dashboard.data.exporting.views import view
from dashboard.data.home import Home
from dashboard.data.reading.marts import open_marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.periods import Period
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.roles import ROLES
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.viewer import Scope, operator, viewer_of
from dashboard.settings import Settings
from tests.data.building.imported import imported

CUSTOMERS = [
    {"customer_id": "A", "customer_name": "Alpha", "account_manager_id": "E1", "region_code": "East",
     "service_tier": "key", "kyc_confirmed_at": "2024-02-01"},
    {"customer_id": "B", "customer_name": "Beta", "account_manager_id": "E2", "kyc_confirmed_at": "2024-03-05"},
    {"customer_id": "C", "customer_name": "Gamma"},
]  # fmt: skip
ORDERS = [
    {"order_id": "o1", "customer_id": "A", "order_date": "2024-02-01", "net_amount": 100, "direct_cost": 40,
     "promised_date": "2024-02-09"},
    {"order_id": "o2", "customer_id": "A", "order_date": "2024-02-02", "net_amount": -30, "direct_cost": 10},
    {"order_id": "o3", "customer_id": "B", "order_date": "2024-02-03", "net_amount": 50,
     "promised_date": "2024-02-09"},
    {"order_id": "o4", "customer_id": "C", "order_date": "2024-02-29", "net_amount": 20},
    {"order_id": "o5", "customer_id": "A", "order_date": "2024-03-01", "net_amount": 7000},
]  # fmt: skip


@pytest.fixture(scope="module")
def marts(tmp_path_factory):
    """The default as-of is February; March has begun."""
    home = Home(tmp_path_factory.mktemp("quality"))
    imported(home, {"customers": CUSTOMERS, "orders": ORDERS}, data_through=date(2024, 3, 10))
    build(home, Settings(threads=1))
    return open_marts(home)


def reader(marts, scope=None, **viewer):
    seen = operator() if scope is None else replace(operator(), scope=scope)
    return Reader(marts, replace(seen, **viewer), SHIPPED)


def of(found, column):
    gap = next(one for one in (*found.gaps, *found.unfilled) if one.column == column)
    return gap.empty, gap.rows, gap.revenue // 10_000, gap.all_revenue // 10_000


def test_gaps_count_returns_as_amounts_and_nothing_after_the_period(marts):
    found = reader(marts).data_gaps()
    assert of(found, "promised_date") == (2, 4, 50, 200)
    assert of(found, "direct_cost") == (2, 4, 70, 200)
    assert of(found, "region_code") == (2, 3, 70, 200)
    assert of(found, "account_manager_id") == (1, 3, 20, 200)
    assert [gap.column for gap in found.gaps][:2] == ["direct_cost", "region_code"], "three figures, then one each"
    assert "completed_date" in {gap.column for gap in found.unfilled}
    assert "completed_date" not in {gap.column for gap in found.gaps}


def test_a_viewer_sees_the_gaps_of_their_own_customers_only(marts):
    found = reader(marts, Scope(account_managers=frozenset({"E2"}))).data_gaps()
    assert of(found, "region_code") == (1, 1, 50, 50)
    assert "promised_date" not in {gap.column for gap in found.gaps}
    assert (found.customers, found.orders) == (1, 1)


def test_managers_and_the_unassigned_add_up_to_the_company(marts):
    scopes = [Scope(account_managers=frozenset({one})) for one in ("E1", "E2")]
    parts = [reader(marts, one).data_gaps() for one in (*scopes, Scope(customers=frozenset({"C"})))]
    whole = reader(marts).data_gaps()
    for gap in (*whole.gaps, *whole.unfilled):
        own = [
            one
            for part in parts
            for one in (*part.gaps, *part.unfilled)
            if (one.table, one.column) == (gap.table, gap.column)
        ]
        assert sum(one.empty for one in own) == gap.empty
        assert sum(one.revenue for one in own) == gap.revenue
    assert sum(part.revenue for part in parts) == whole.revenue


def test_nobodys_scope_has_no_gaps(marts):
    found = reader(marts, Scope()).data_gaps()
    assert (found.gaps, found.unfilled, found.revenue) == ((), (), 0)
    _, facts = reader(marts, Scope()).files()
    assert facts.completeness.value is None


@pytest.mark.parametrize(
    "ask",
    [lambda r: r.field_quality(), lambda r: r.field_batches("orders", "order_id"), lambda r: r.missing_tables()],
)
def test_figures_of_whole_tables_are_for_those_who_see_everybody(marts, ask):
    ask(reader(marts))
    with pytest.raises(Problem, match="shown to those who see all customers"):
        ask(reader(marts, Scope(account_managers=frozenset({"E1"}))))


def test_columns_and_their_imports_are_told(marts):
    found = reader(marts).field_quality()
    row = found[(found["table_name"] == "orders") & (found["column_name"] == "promised_date")].iloc[0]
    assert (row["count_rows"], row["filled"], row["newest_on"]) == (5, 2, date(2024, 2, 9))
    assert reader(marts).field_batches("orders", "promised_date")["filled"].tolist() == [2]
    missing = [one.table for one in reader(marts).missing_tables()]
    assert "cases" in missing
    assert "orders" not in missing


def test_files_of_those_who_bring_most_come_first_and_fields_are_named(marts):
    frame, total = reader(marts).incomplete_files()
    assert frame["customer_id"].tolist() == ["A", "B", "C"]
    assert (total, frame["revenue"].tolist()) == (3, [1_300_000, 500_000, 200_000])
    assert "region" in frame["missing"][1].split(", ")
    assert "region" not in frame["missing"][0].split(", ")
    assert reader(marts).incomplete_files(tier="key")[1] == 1
    assert reader(marts).incomplete_files(section="finance")[1] == 1, "of a key customer the terms are asked for"
    assert reader(marts).incomplete_files(offset=2, limit=5)[0]["customer_id"].tolist() == ["C"]


def test_files_of_managers_add_up(marts):
    shares = reader(marts).file_shares("account_manager_id")
    whole = shares[shares["section"].isna()]
    _, facts = reader(marts).files()
    assert whole["group"].tolist() == [None, "E1", "E2"]
    assert whole["good"].sum() == facts.completeness.numerator
    assert whole["fresh"].sum() == facts.freshness.numerator > 0


def test_an_analyst_sees_no_names_and_nothing_by_manager(marts):
    analyst = viewer_of("Ana", "ana", [(ROLES["analyst"], Scope(all=True))])
    one = Reader(marts, analyst, SHIPPED)
    frame, _ = one.incomplete_files()
    assert set(frame["customer_id"]) | set(frame["customer_name"]) | set(frame["account_manager_name"]) == {"•••"}
    with pytest.raises(Problem, match="is hidden for this viewer"):
        one.file_shares("account_manager_id")
    with pytest.raises(Problem, match="told apart by"):
        one.file_shares("colour")


def test_the_export_is_the_list_of_gaps(marts):
    question = Question(as_of=marts.build.default_as_of, period=Period.parse("12"))
    found = view("quality", reader(marts), question).frame
    first = found.iloc[0]
    assert (first["table"], first["column"], first["rows"], first["empty"]) == ("orders", "direct_cost", 4, 2)
    assert (str(first["revenue"]), first["empty_share"], first["figures"]) == ("70.0000", 0.5, 3)
    assert first["metrics"] == "M2; M5; M13"
    assert len(found) == len(reader(marts).data_gaps().gaps)
