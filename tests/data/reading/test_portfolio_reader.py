"""My customers read from a build: exact rows, totals that are the company's, order, paging, scope and masks."""

import json
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings

from dashboard.commands.running import run
from dashboard.data.exporting.exports import export_bytes
from dashboard.data.exporting.views import view
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.portfolio import PORTFOLIO_SORTS
from dashboard.data.reading.reader import Reader
from dashboard.logic.migration import MOVED_DOWN, MOVED_UP
from dashboard.logic.money import UNITS, round_significant
from dashboard.logic.portfolio_filter import CHANGES, PortfolioFilter
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.viewer import Scope, Viewer, account_manager, operator
from tests.data.hand_made_build import Customer, Order, hand_made_build
from tests.data.reading.test_reader_scope import MANAGERS, at, companies, opened, questions

CUSTOMERS = [
    Customer("A", manager="m1", region="East", industry="Steel", tier="战略", name="华东钢铁"),
    Customer("B", manager="m1", region="West", industry="Food", name="Delta Foods"),
    Customer("C", manager="m1", region="East", name="上海食品"),
    Customer("D", manager="m2", region="East", name="Other"),
    Customer("E", name="Nobody's"),
    Customer("F", manager="m1", name="Never ordered"),
]
ORDERS = [
    Order("A", date(2022, 3, 1), "500000.00"),
    Order("A", date(2023, 12, 1), "12000000.00", "4000000"),
    Order("B", date(2022, 3, 1), "1500000.00"),
    Order("B", date(2023, 10, 2), "950000.00"),
    Order("C", date(2023, 6, 1), "100000.00"),
    Order("D", date(2022, 1, 5), "300000.00"),
    Order("E", date(2023, 5, 5), "70000.00"),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def marts(home: Path) -> Marts:
    return hand_made_build(home, CUSTOMERS, ORDERS, data_through=date(2023, 12, 31))


@pytest.fixture(scope="module")
def question(marts: Marts) -> Question:
    return Question(marts.build.default_as_of, scheme="amount")


def _reader(marts: Marts, manager: str | None = None) -> Reader:
    return Reader(marts, account_manager(manager, "") if manager else operator(), SHIPPED)


def test_a_row_says_all_that_is_known_of_a_customer(marts: Marts, question: Question) -> None:
    page = _reader(marts, "m1").portfolio_page(question)
    assert page.frame["customer_id"].tolist() == ["A", "B", "C", "F"]
    first = page.frame.iloc[0].to_dict()
    expected = {
        "customer_name": "华东钢铁",
        "layer": "Big",
        "layer_before": "Small",
        "direction": MOVED_UP,
        "service_tier": "战略",
        "revenue": 12_000_000 * UNITS,
        "revenue_before": 500_000 * UNITS,
        "revenue_change": 11_500_000 * UNITS,
        "revenue_change_share": 23.0,
        "profit": 8_000_000 * UNITS,
        "days_since_order": 30,
        "region": "East",
        "industry": "Steel",
    }
    assert {name: first[name] for name in expected} == expected
    assert pd.isna(first["to_next"])
    second, third, last = (page.frame.iloc[place] for place in (1, 2, 3))
    assert (second["direction"], second["to_next"]) == (MOVED_DOWN, 50_000 * UNITS)
    assert (third["direction"], third["revenue_change"]) == ("new", 100_000 * UNITS)
    assert pd.isna(third["revenue_change_share"])
    assert third["layer_before"] == "Suspect"  # on file since ever, and had not ordered yet
    assert (last["layer"], last["direction"]) == ("Suspect", "not_active")
    assert pd.isna(last["last_order_on"])
    assert pd.isna(last["days_since_order"])


def test_sums_are_of_the_whole_list_and_not_of_the_page(marts: Marts, question: Question) -> None:
    page = _reader(marts, "m1").portfolio_page(question, limit=1)
    assert len(page.frame) == 1
    assert (page.total, page.sums.revenue) == (4, 13_050_000 * UNITS)
    assert page.sums.revenue_before == 2_000_000 * UNITS
    found = _reader(marts, "m1").portfolio_page(question, PortfolioFilter(directions=(MOVED_DOWN,)))
    assert (found.total, found.sums.revenue, found.sums.revenue_before) == (1, 950_000 * UNITS, 1_500_000 * UNITS)


@pytest.mark.parametrize("sort", PORTFOLIO_SORTS)
def test_every_column_sorts_both_ways_and_unknown_is_last(marts: Marts, question: Question, sort: str) -> None:
    reader = _reader(marts)
    down = reader.portfolio_page(question, sort=sort).frame["customer_id"].tolist()
    up = reader.portfolio_page(question, sort=sort, descending=False).frame["customer_id"].tolist()
    assert sorted(down) == sorted(up) == list("ABCDEF")
    for found, first in zip((down, up), _FIRST[sort], strict=True):
        assert "".join(found).startswith(first)


_FIRST = {
    "customer_id": ("FEDCBA", "ABCDEF"),
    "customer_name": ("AC", "B"),
    "layer": ("A", "F"),
    "revenue": ("ABCE", "DFECBA"),
    "profit": ("A", "DF"),
    "orders": ("ABCE", "DFABCE"),
    "last_order_on": ("ABCED", "DECBA"),
    "service_tier": ("A", "A"),
    "account_manager_id": ("D", "ABCF"),
    "region": ("B", "ACD"),
    "industry": ("AB", "BA"),
    "direction": ("ACEBDF", "FDBCEA"),
    "revenue_before": ("BAD", "CEFDAB"),
    "revenue_change": ("ACEFDB", "BDFECA"),
    "revenue_change_share": ("ABD", "DBA"),
    "to_next": ("ECB", "BCE"),
    "days_since_order": ("DECBA", "ABCED"),
}
"""The customers that come first, largest and smallest first: by hand, as far as they are told apart."""


def test_pages_follow_each_other_without_gap_or_overlap(marts: Marts, question: Question) -> None:
    reader = _reader(marts)
    whole = reader.portfolio_page(question, limit=6).frame["customer_id"].tolist()
    parts = [reader.portfolio_page(question, offset=start, limit=2).frame["customer_id"] for start in (0, 2, 4)]
    assert [one for part in parts for one in part] == whole
    assert reader.portfolio_page(question, offset=6, limit=2).frame.empty


@pytest.mark.parametrize(
    ("text", "found"), [("食品", ["C"]), ("delta", ["B"]), ("zzz", []), ("other", []), ("  ", "ABCF")]
)
def test_a_text_finds_own_customers_only(marts: Marts, question: Question, text: str, found: list[str]) -> None:
    page = _reader(marts, "m1").portfolio_page(question, PortfolioFilter(text=text))
    assert sorted(page.frame["customer_id"]) == sorted(found)


def test_a_text_and_a_filter_hold_together(marts: Marts, question: Question) -> None:
    reader = _reader(marts)
    assert reader.portfolio_page(question, PortfolioFilter(text="食品", change="grew")).total == 1
    assert reader.portfolio_page(question, PortfolioFilter(text="食品", change="shrank")).total == 0


def test_nobodys_portfolio_is_empty_and_says_so(marts: Marts, question: Question) -> None:
    nobody = Reader(marts, Viewer("nobody", scope=Scope()), SHIPPED)
    page = nobody.portfolio_page(question)
    assert (page.total, page.sums.revenue, len(page.frame)) == (0, 0, 0)
    summary = nobody.portfolio_summary(question)
    assert (summary.customers, summary.revenue, summary.revenue_before, summary.directions) == (0, 0, 0, {})
    assert view("portfolio", nobody, question).frame.empty


def test_without_a_comparison_nothing_is_compared(marts: Marts) -> None:
    early = Question(marts.build.first_month + 11, scheme="amount")
    reader = _reader(marts)
    frame = reader.portfolio_page(early).frame
    assert frame[["direction", "layer_before", "revenue_before", "revenue_change"]].isna().all().all()
    assert reader.portfolio_summary(early).revenue_before is None
    for sort in PORTFOLIO_SORTS:
        assert reader.portfolio_page(early, sort=sort).total == len(frame)


def test_what_is_hidden_is_hidden_under_every_name_and_not_asked_by(marts: Marts, question: Question) -> None:
    masks = frozenset({"customer_name", "revenue", "layer", "last_order_on"})
    viewer = Viewer("x", scope=Scope(all=True), masks=masks)
    reader = Reader(marts, viewer, SHIPPED)
    frame = reader.portfolio_page(question, sort="customer_id", descending=False).frame
    hidden = [
        *masks,
        "revenue_before",
        "revenue_change",
        "revenue_change_share",
        "direction",
        "layer_before",
        "to_next",
    ]
    assert set(frame[[*hidden, "days_since_order"]].to_numpy().ravel()) == {"•••"}
    for wanted in ({"change": "grew"}, {"layers": ("Big",)}, {"near": "10"}, {"least": "1"}, {"quiet": "30"}):
        with pytest.raises(Problem, match="hidden for this viewer"):
            reader.portfolio_page(question, PortfolioFilter(**wanted), sort="customer_id")
    for sort in ("revenue_change", "direction", "days_since_order", "to_next"):
        with pytest.raises(Problem, match="hidden for this viewer"):
            reader.portfolio_page(question, sort=sort)
    assert reader.portfolio_page(question, PortfolioFilter(text="食品"), sort="customer_id").total == 0
    text = export_bytes(view("portfolio", reader, question, sort="customer_id"), "csv").decode()
    assert "12000000" not in text
    assert "moved_up" not in text


def test_the_view_is_the_list_as_filtered_and_sorted(marts: Marts, question: Question) -> None:
    wanted = PortfolioFilter(change="grew", text="食品")
    result = view("portfolio", _reader(marts, "m1"), question, portfolio=wanted, sort="revenue")
    assert result.frame["customer_id"].tolist() == ["C"]
    assert str(result.frame["revenue_change"][0]) == "100000.0000"
    about = [pair for pair in result.about if pair[0] == "Filter"]
    assert about == [("Filter", "change = grew"), ("Filter", "text = 食品")]
    assert ("Compared with", "2022-01 – 2022-12") in result.about


def test_a_scoped_viewer_is_told_rounded_distances_only(marts: Marts) -> None:
    asked = Question(marts.build.default_as_of)
    frame = _reader(marts, "m1").portfolio_page(asked).frame
    assert all(value == round_significant(value) for value in frame["to_next"].dropna())


def totals_are_the_companys(company: Any, asked: Question) -> None:
    with tempfile.TemporaryDirectory() as folder:
        marts = opened(folder, company)
        question = at(asked, marts.build.last_month)
        whole = _reader(marts)
        pyramid = whole.pyramid(question)
        page = whole.portfolio_page(question, limit=100)
        assert page.total == int(pyramid["customers"].sum())
        assert page.sums.revenue == sum(int(value) for value in pyramid["revenue"])
        assert page.frame["layer"].value_counts().to_dict() == {
            row.layer: row.customers for row in pyramid.itertuples() if row.customers
        }
        parts = [_reader(marts, manager).portfolio_page(question, limit=100) for manager in MANAGERS]
        if any(customer.manager is None for customer in company[0]):
            unassigned = Question(**{**vars(question), "filters": (("account_manager_id", ("",)),)})
            parts.append(whole.portfolio_page(unassigned, limit=100))
        if question.cuts == "company":
            assert sum(part.total for part in parts) == page.total
            assert sum(part.sums.revenue for part in parts) == page.sums.revenue
            assert sum(part.sums.revenue_before or 0 for part in parts) == (page.sums.revenue_before or 0)
            rows = pd.concat([part.frame for part in parts]).set_index("customer_id")["direction"].to_dict()
            assert rows == page.frame.set_index("customer_id")["direction"].to_dict()
        _filters_part_the_list(whole, question, page.total)


def _filters_part_the_list(reader: Reader, question: Question, total: int) -> None:
    """Layers, and the kinds of change that exclude each other, are all of the list."""
    layers = reader.portfolio_layers(question)
    assert sum(reader.portfolio_page(question, PortfolioFilter(layers=(one,))).total for one in layers) == total
    changes = {one: reader.portfolio_page(question, PortfolioFilter(change=one)).total for one in CHANGES}
    if reader.portfolio_summary(question).revenue_before is None:
        assert set(changes.values()) == {0}
    else:
        assert changes["grew"] + changes["shrank"] + changes["unchanged"] == total
        assert changes["grew20"] <= changes["grew"]
        assert changes["shrank20"] <= changes["shrank"]


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(company=companies(), asked=questions)
def test_totals_are_the_companys_and_managers_add_up(company: Any, asked: Question) -> None:
    totals_are_the_companys(company, asked)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(company=companies(), asked=questions)
def test_totals_are_the_companys_in_a_wide_sweep(company: Any, asked: Question) -> None:
    totals_are_the_companys(company, asked)


def test_the_command_line_writes_the_same(home: Path, marts: Marts, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    asked = ["--scheme", "amount", "--viewer", "m1", "--filter", "direction=new", "--filter", "region=East"]
    assert run(["--home", str(home), "export", "portfolio", *asked, "--format", "json"]) == 0
    rows = json.loads(capfdbinary.readouterr().out)
    assert [(row["customer_id"], row["revenue_change"], row["days_since_order"]) for row in rows] == [
        ("C", "100000.0000", 213)
    ]
    assert run(["--home", str(home), "export", "portfolio", "--filter", "colour=red"]) == 1
    assert b"colour" in capfdbinary.readouterr().err
