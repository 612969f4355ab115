"""The reader's answers on hand-made rows, worked out by hand."""

from datetime import date
from pathlib import Path

import pytest

from dashboard.data.reading.marts import Marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.periods import MonthSpan, Period, month_no
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.viewer import Scope, Viewer, account_manager, operator
from tests.data.hand_made_build import Customer, Order, hand_made_build

DECEMBER = month_no(date(2023, 12, 1))
CUSTOMERS = [
    Customer("A1", manager="m1", region="East", tier="战略", name="Zhou"),
    Customer("A2", manager="m1", region="West", industry="Steel", tier="D"),
    Customer("B1", manager="m2", region="East", name="An"),
    Customer("B2", manager="m2", region=None),
    Customer("U1", region="West"),
    Customer("P1", manager="m1", first_contact=date(2023, 6, 1)),
    Customer("F1", manager="m1", first_contact=date(2024, 2, 1)),
    Customer("N1", is_on_file=False),
]
ORDERS = [
    Order("A1", date(2023, 3, 1), "1234.56", "1000"),
    Order("A1", date(2023, 9, 1), "1000.00"),
    Order("A2", date(2022, 5, 1), "800", "100"),
    Order("A2", date(2023, 5, 1), "77.70", "7.70"),
    Order("B1", date(2023, 12, 31), "5000"),
    Order("B2", date(2023, 1, 1), "300"),
    Order("B2", date(2023, 2, 1), "-300"),
    Order("U1", date(2022, 11, 30), "999"),
    Order("U1", date(2024, 1, 5), "1"),
    Order("N1", date(2023, 7, 7), "77.70"),
]


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory) -> Marts:
    return hand_made_build(tmp_path_factory.mktemp("home"), CUSTOMERS, ORDERS, data_through=date(2024, 1, 10))


@pytest.fixture
def everything(marts: Marts) -> Reader:
    return Reader(marts, operator(), SHIPPED)


@pytest.fixture
def question() -> Question:
    return Question(DECEMBER)


def test_pyramid_of_the_company(everything: Reader, question: Question) -> None:
    table = everything.pyramid(question).set_index("layer")
    # Active: B1 5000, A1 2234.56, A2 77.70, N1 77.70. B2 is zero in the window, U1 ordered before it, P1 never.
    assert table["customers"].to_dict() == {
        "Top": 1, "Big": 0, "Medium": 0, "Small": 3, "Inactive": 2, "Lost": 0, "Prospect": 0, "Suspect": 1,
    }  # fmt: skip
    assert table.loc["Top", "revenue"] == 50_000_000
    assert table.loc["Small", "revenue"] == 22_345_600 + 777_000 + 777_000
    assert table.loc["Small", "profit"] == 2_345_600 + 700_000
    assert table.loc["Top", "cut_value"] == 50_000_000
    assert table["profit"].isna()["Top"]


def test_a_customer_first_met_after_as_of_is_not_in_the_population(everything: Reader, question: Question) -> None:
    assert "F1" not in set(everything.customers(question, limit=100).frame["customer_id"])
    later = Question(DECEMBER + 1)
    assert "F1" not in set(everything.customers(later, limit=100).frame["customer_id"])
    assert everything.customers(question, limit=100).total == 7


def test_orders_after_as_of_are_not_looked_at(everything: Reader, question: Question) -> None:
    row = everything.customers(question, limit=100).frame.set_index("customer_id").loc["U1"]
    assert row["layer"] == "Inactive"
    assert str(row["last_order_on"].date()) == "2022-11-30"


def test_list_is_sorted_paged_and_summed(everything: Reader, question: Question) -> None:
    first = everything.customers(question, limit=2)
    second = everything.customers(question, offset=2, limit=2)
    assert list(first.frame["customer_id"]) == ["B1", "A1"]
    assert list(second.frame["customer_id"]) == ["A2", "N1"]  # equal values: by id
    assert list(second.frame["rank"]) == [3, 3]
    assert (first.total, first.sums.revenue, first.sums.orders) == (7, 50_000_000 + 22_345_600 + 1_554_000, 6)
    assert first.sums.profit == 2_345_600 + 700_000
    assert list(first.frame["to_next"].isna()) == [True, False]
    assert first.frame["to_next"][1] == 50_000_000 - 22_345_600


@pytest.mark.parametrize(
    ("sort", "descending", "expected"),
    [
        ("customer_id", False, ["A1", "A2", "B1"]),
        ("customer_name", False, ["A2", "B1", "B2"]),
        ("revenue", False, ["B2", "P1", "U1"]),
        ("profit", True, ["A1", "A2", "P1"]),
        ("orders", True, ["A1", "A2", "B1"]),
        ("first_order_on", False, ["A2", "U1", "B2"]),
        ("last_order_on", True, ["B1", "A1", "N1"]),
        ("region", False, ["A1", "B1", "A2"]),
        ("rank", False, ["B1", "A1", "A2"]),
        ("layer", False, ["B1", "A1", "A2"]),
        ("service_tier", False, ["A2", "A1", "B1"]),
    ],
)
def test_sorting_puts_unknown_last(
    everything: Reader, question: Question, sort: str, descending: bool, expected: list[str]
) -> None:
    page = everything.customers(question, sort=sort, descending=descending, limit=3)
    assert list(page.frame["customer_id"]) == expected


def test_profit_is_unknown_where_nothing_is_costed_and_zero_without_orders(
    everything: Reader, question: Question
) -> None:
    profit = everything.customers(question, limit=100).frame.set_index("customer_id")["profit"]
    assert profit.isna()["B1"]
    assert profit["P1"] == 0


def test_list_of_a_layer_and_of_a_cell_of_the_matrix(everything: Reader, question: Question) -> None:
    assert set(everything.customers(question, layer="Inactive").frame["customer_id"]) == {"B2", "U1"}
    year_before = DECEMBER - 12
    new_on_top = everything.customers(question, moved=("New", "Top", year_before))
    assert list(new_on_top.frame["customer_id"]) == []  # B1 was on file before, so it moved from Suspect
    assert list(everything.customers(question, moved=("Suspect", "Top", year_before)).frame["customer_id"]) == ["B1"]
    matrix = everything.migration(question, year_before)
    for cell in matrix[matrix["customers"] > 0].itertuples():
        page = everything.customers(question, moved=(cell.from_layer, cell.to_layer, year_before), limit=100)
        assert page.total == cell.customers
        assert page.sums.revenue == cell.revenue_after


def test_change_of_revenue_is_made_of_what_each_customer_did(everything: Reader, question: Question) -> None:
    bridge = everything.bridge(question, DECEMBER - 12)
    # 2022: A2 800, U1 999. 2023: A1 2234.56, B1 5000 and N1 77.70 are new, A2 bought 77.70, U1 stopped.
    assert (bridge.before, bridge.after) == (1799_0000, 7389_9600)
    assert bridge.parts == {
        "new": 7312_2600,
        "won_back": 0,
        "expansion": 0,
        "contraction": -722_3000,
        "stopped": -999_0000,
    }


def test_filters_leave_layers_and_ranks_as_they_are(everything: Reader) -> None:
    east = Question(DECEMBER, filters=(("region", ("East",)), ("account_manager_id", ("m1", "m2"))))
    frame = everything.customers(east).frame
    assert list(zip(frame["customer_id"], frame["layer"], frame["rank"], strict=True)) == [
        ("B1", "Top", 1),
        ("A1", "Small", 2),
    ]
    west = everything.pyramid(Question(DECEMBER, filters=(("region", ("West",)),))).set_index("layer")
    assert west.loc["Small", "customers"] == 1
    assert west.loc["Top", "customers"] == 0


def test_rank_within_the_selection_is_decided_from_the_selection(everything: Reader) -> None:
    west = Question(DECEMBER, cuts="selection", filters=(("region", ("West",)),))
    frame = everything.customers(west).frame
    assert (frame["customer_id"][0], frame["layer"][0], frame["rank"][0]) == ("A2", "Top", 1)


def test_filter_for_customers_without_an_entry(everything: Reader) -> None:
    unassigned = Question(DECEMBER, filters=(("account_manager_id", ("",)),))
    assert set(everything.customers(unassigned).frame["customer_id"]) == {"U1", "N1"}


def test_unknown_filter_value_is_refused_by_name(everything: Reader) -> None:
    with pytest.raises(Problem, match="region = Nowhere"):
        everything.pyramid(Question(DECEMBER, filters=(("region", ("Nowhere", "East")),)))


def test_choices_count_the_customers_in_scope(everything: Reader, marts: Marts) -> None:
    assert [tuple(choice) for choice in everything.choices("region")] == [
        ("", None, 4),
        ("East", "East", 2),
        ("West", "West", 2),
    ]
    theirs = Reader(marts, account_manager("m2", "B"), SHIPPED)
    assert [tuple(choice) for choice in theirs.choices("region")] == [("", None, 1), ("East", "East", 1)]
    assert [choice.value for choice in theirs.choices("account_manager_id")] == ["m2"]


def test_comparison_that_begins_before_the_data_is_unknown(everything: Reader, question: Question) -> None:
    revenue = everything.kpis(question)[0]
    assert (revenue.value, revenue.previous, revenue.change) == (50_000_000 + 22_345_600 + 1_554_000, None, None)
    half = everything.kpis(Question(DECEMBER, Period("months", 6)))[0]
    assert (half.value, half.previous) == (60_777_000, 13_122_600)


def test_trend_fills_months_without_orders_and_marks_the_part_month(everything: Reader, question: Question) -> None:
    trend = everything.trend(question, months=MonthSpan(DECEMBER - 1, DECEMBER + 1))
    assert list(trend["month"]) == ["2023-11", "2023-12", "2024-01"]
    assert list(trend["active_customers"]) == [0, 1, 1]
    assert list(trend["new_customers"]) == [0, 1, 0]
    assert list(trend["revenue"]) == [0, 50_000_000, 10_000]
    assert list(trend["complete"]) == [True, True, False]
    assert everything.trend(question)["month"].iloc[[0, -1]].tolist() == ["2022-05", "2023-12"]


def test_layers_over_months_are_the_same_from_the_mart_and_computed(everything: Reader, question: Question) -> None:
    from_mart = everything.layer_months(question)
    computed = everything.layer_months(Question(DECEMBER, filters=(("region", ("", "East", "West")),)))
    assert from_mart.merge(computed, how="outer").shape == computed.shape
    december = from_mart[from_mart["month_no"] == DECEMBER].set_index("layer")
    assert december["customers"].to_dict() == everything.pyramid(question).set_index("layer")["customers"].to_dict()


def test_decided_tiers_beside_layers(everything: Reader, question: Question) -> None:
    table = everything.tier_crosstab(question).set_index(["tier", "layer"])["customers"]
    assert table["strategic", "Small"] == 1
    assert table["potential", "Small"] == 1
    assert everything.customers(question, tier="strategic").frame["customer_id"].tolist() == ["A1"]
    assert everything.customers(question, mismatch=1).frame["customer_id"].tolist() == ["A1"]
    assert everything.customers(question, mismatch=-1).frame["customer_id"].tolist() == ["A2"]
    assert everything.customers(question, mismatch=2).total == 2


def test_orders_of_one_customer_newest_first(everything: Reader) -> None:
    orders = everything.customer_orders("A1")
    assert list(orders["net_amount"]) == [10_000_000, 12_345_600]
    assert orders["profit"].isna().tolist() == [True, False]


def test_unknown_customer_and_one_out_of_scope_answer_alike(marts: Marts) -> None:
    theirs = Reader(marts, account_manager("m2", "B"), SHIPPED)
    unknown, foreign = theirs.customer_orders("nobody"), theirs.customer_orders("A1")
    assert len(unknown) == 0
    assert unknown.equals(foreign)
    assert (unknown.dtypes == foreign.dtypes).all()
    assert len(theirs.customer_orders("B1")) == 1


def test_masked_fields_are_replaced_and_cannot_be_sorted_or_filtered_by(marts: Marts) -> None:
    scope = Scope(all=True)
    masked = Reader(
        marts, Viewer("x", scope=scope, masks=frozenset({"customer_name", "region", "account_manager_name"})), SHIPPED
    )
    frame = masked.customers(Question(DECEMBER), limit=100).frame
    assert set(frame["customer_name"]) == {"•••"} == set(frame["region"])
    with pytest.raises(Problem, match="customer_name"):
        masked.customers(Question(DECEMBER), sort="customer_name")
    with pytest.raises(Problem, match="region"):
        masked.pyramid(Question(DECEMBER, filters=(("region", ("East",)),)))
    assert {choice.label for choice in masked.choices("account_manager_id")} == {None, "•••"}


def test_answers_given_twice_are_equal_and_not_shared(everything: Reader, question: Question) -> None:
    first = everything.pyramid(question)
    first["customers"] = 0
    assert everything.pyramid(question)["customers"].sum() == 7


def test_wrong_wishes_are_refused_in_a_sentence(everything: Reader, question: Question) -> None:
    for wrong in ({"sort": "password"}, {"layer": "Gold"}, {"tier": "gold"}, {"moved": ("Top", "Gold", DECEMBER - 1)}):
        with pytest.raises(Problem):
            everything.customers(question, **wrong)
    with pytest.raises(Problem, match="outside the data"):
        everything.migration(question, DECEMBER - 100)
    with pytest.raises(Problem, match="after"):
        everything.migration(question, DECEMBER + 1)
    with pytest.raises(Problem):
        everything.choices("customer_name")


def test_an_empty_company_has_empty_answers(tmp_path: Path) -> None:
    reader = Reader(hand_made_build(tmp_path, [], []), operator(), SHIPPED)
    question = Question(reader.build.default_as_of)
    assert reader.pyramid(question)["customers"].sum() == 0
    assert reader.customers(question).total == 0
    assert len(reader.pareto(question)) == 0
    assert reader.concentration(question).values()["gini"] is None
    assert reader.trend(question)["revenue"].tolist() == [0]
    assert reader.choices("region") == []
