"""One customer at a time: direction, change, distance and last order; each filter by itself and several together."""

from datetime import date

import numpy as np
import pytest

from dashboard.logic.decided_tiers import TIER_ROWS
from dashboard.logic.facts import PeriodFacts
from dashboard.logic.layers import decide_layers, to_next_layer
from dashboard.logic.migration import MOVEMENTS
from dashboard.logic.money import UNITS
from dashboard.logic.periods import MonthSpan, month_no
from dashboard.logic.portfolio import (
    BEST_FIRST,
    DIRECTIONS,
    NEVER,
    change_shares,
    days_since,
    portfolio_figures,
    portfolio_summary,
)
from dashboard.logic.portfolio_filter import (
    CHANGES,
    EVERY_ROW,
    PortfolioFilter,
    parse_portfolio_filters,
    portfolio_rows,
)
from dashboard.logic.problems import Problem
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.value_bases import REVENUE

DECEMBER = month_no(date(2023, 12, 1))
BEFORE, NOW = MonthSpan(DECEMBER - 23, DECEMBER - 12), MonthSpan(DECEMBER - 11, DECEMBER)
# Cuts of the scheme "amount": 10 million and 1 million.
#            name        before        now           first order   last order
CUSTOMERS = (
    ("up", 500_000, 12_000_000, "2022-03-01", "2023-12-01"),
    ("down", 1_500_000, 950_000, "2022-03-01", "2023-10-02"),
    ("same", 2_000_000, 2_000_000, "2022-03-01", "2023-12-31"),
    ("new", 0, 100_000, "2023-06-01", "2023-06-01"),
    ("stopped", 300_000, 0, "2022-03-01", "2022-05-05"),
    ("back", 0, 40_000, "2020-01-01", "2023-09-02"),
    ("lost", 0, 0, "2018-01-01", "2018-01-01"),
    ("prospect", 0, 0, None, None),
    ("returns", -5_000, 9_500_000, "2022-01-01", "2023-12-30"),
)
NAMES = [name for name, *_ in CUSTOMERS]
TIERS = np.array([TIER_ROWS.index("strategic")] * 2 + [TIER_ROWS.index("none")] * 7, np.int8)


def _facts(span: MonthSpan, place: int) -> PeriodFacts:
    amounts = [row[place] for row in CUSTOMERS]
    revenue = np.array([amount * UNITS for amount in amounts], np.int64)
    last = np.array([row[4] or "NaT" for row in CUSTOMERS], "datetime64[D]")
    first = np.array([row[3] or "NaT" for row in CUSTOMERS], "datetime64[D]")
    end = np.datetime64(span.ends_on, "D")
    earlier = np.where(
        last > end, np.where(revenue != 0, end, np.where(first <= end, first, np.datetime64("NaT"))), last
    )
    known = first <= end
    return PeriodFacts(
        as_of=span.last,
        span=span,
        revenue=revenue,
        profit=np.zeros(len(revenue), np.int64),
        costed_abs=np.zeros(len(revenue), np.int64),
        net_abs=np.abs(revenue),
        has_cost=np.zeros(len(revenue), bool),
        orders=(revenue > 0).astype(np.int32),
        first_order=np.where(known, first, np.datetime64("NaT")),
        last_order=earlier,
        in_population=known | np.array([name == "prospect" for name in NAMES]),
    )


@pytest.fixture(scope="module")
def parts():
    scheme = SHIPPED["amount"]
    before, now = _facts(BEFORE, 1), _facts(NOW, 2)
    layers = decide_layers(before, scheme, REVENUE), decide_layers(now, scheme, REVENUE)
    figures = portfolio_figures(
        layers[1], now, to_next_layer(layers[1]), until=date(2023, 12, 31), before=(layers[0], before)
    )
    return figures, layers[1], now


def _found(parts, **asked) -> list[str]:
    figures, layering, facts = parts
    rows = portfolio_rows(figures, layering, facts, TIERS, PortfolioFilter(**asked))
    return [name for name, is_in in zip(NAMES, rows, strict=True) if is_in]


def test_each_customer_goes_its_own_way(parts):
    ways = [DIRECTIONS[code] for code in parts[0].direction]
    assert dict(zip(NAMES, ways, strict=True)) == {
        "up": "moved_up",
        "down": "moved_down",
        "same": "stayed",
        "new": "new",
        "stopped": "stopped",
        "back": "won_back",
        "lost": "not_active",
        "prospect": "not_active",
        "returns": "resumed",
    }


def test_directions_are_the_movements_and_nobody_is_without_one():
    assert (*MOVEMENTS, "not_active") == DIRECTIONS
    assert sorted(BEST_FIRST) == sorted(DIRECTIONS)


def test_days_count_to_the_day_that_is_given_and_never_is_no_number(parts):
    days = dict(zip(NAMES, parts[0].days.tolist(), strict=True))
    assert (days["same"], days["up"], days["down"], days["prospect"]) == (0, 30, 90, NEVER)
    assert days_since(np.array(["2023-12-30", "NaT"], "datetime64[D]"), date(2024, 1, 1)).tolist() == [2, NEVER]


def test_a_change_from_nothing_or_from_returns_has_no_percentage():
    shares = change_shares(np.array([5, 5, 5, -5]), np.array([10, 0, -10, 5]))
    assert shares[[0, 3]].tolist() == [0.5, -1.0]
    assert np.isnan(shares[[1, 2]]).all()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, NAMES),
        ({"layers": ("Big",)}, ["up"]),
        ({"layers": ("Big", "Lost")}, ["up", "lost"]),
        ({"directions": ("moved_up", "new")}, ["up", "new"]),
        ({"tiers": ("strategic",)}, ["up", "down"]),
        ({"tiers": ("key",)}, []),
        ({"change": "grew"}, ["up", "new", "back", "returns"]),
        ({"change": "shrank"}, ["down", "stopped"]),
        ({"change": "grew20"}, ["up"]),
        ({"change": "shrank20"}, ["down", "stopped"]),
        ({"change": "unchanged"}, ["same", "lost", "prospect"]),
        ({"change": "no-base"}, ["new", "back", "lost", "prospect", "returns"]),
        ({"near": "5"}, ["down", "returns"]),  # 950,000 of 1,000,000 and 9.5 of 10 million: exactly 5 %
        ({"near": "4"}, []),
        ({"missing": "50000"}, ["down"]),
        ({"missing": "49999.99"}, []),
        ({"least": "950000", "most": "2000000"}, ["down", "same"]),
        ({"least": "950000.01"}, ["up", "same", "returns"]),
        ({"most": "0"}, ["stopped", "lost", "prospect"]),
        ({"quiet": "90"}, ["down", "new", "stopped", "back", "lost"]),
        ({"quiet": "91"}, ["new", "stopped", "back", "lost"]),
        ({"quiet": "never"}, ["prospect"]),
        ({"change": "grew", "quiet": "90"}, ["new", "back"]),
        ({"layers": ("Big",), "change": "shrank"}, []),
    ],
)
def test_filters_one_by_one_and_together(parts, asked, found):
    assert _found(parts, **asked) == found


def test_without_a_comparison_no_direction_and_no_change_holds(parts):
    _, layering, facts = parts
    alone = portfolio_figures(layering, facts, to_next_layer(layering), until=date(2023, 12, 31), before=None)
    assert _found((alone, layering, facts), directions=("moved_up",)) == []
    assert all(_found((alone, layering, facts), change=change) == [] for change in CHANGES)
    assert _found((alone, layering, facts), least="10000000") == ["up"]


def test_summary_counts_everybody_once(parts):
    figures, layering, facts = parts
    summary = portfolio_summary(layering, facts, figures, TIERS, TIER_ROWS)
    assert (summary.customers, summary.active) == (9, 6)
    assert summary.revenue == sum(row[2] for row in CUSTOMERS) * UNITS
    assert summary.revenue_before == sum(row[1] for row in CUSTOMERS) * UNITS
    assert summary.tiers == {"strategic": 2, "none": 7}
    for counts in (summary.layers, summary.directions, summary.tiers):
        assert sum(counts.values()) == 9
    assert summary.directions["not_active"] == 2
    alone = portfolio_figures(layering, facts, to_next_layer(layering), until=date(2023, 12, 31), before=None)
    assert portfolio_summary(layering, facts, alone, TIERS, TIER_ROWS).revenue_before is None


@pytest.mark.parametrize(
    ("name", "value"),
    [("change", "rose"), ("near", "ten"), ("missing", "1e9"), ("least", "abc"), ("most", "1,000"), ("quiet", "-3")],
)
def test_a_value_that_is_not_understood_is_a_problem(name, value):
    with pytest.raises(Problem, match=f"{name}={value}"):
        PortfolioFilter(**{name: value})


def test_an_unknown_layer_or_direction_is_a_problem(parts):
    with pytest.raises(Problem, match="Huge"):
        _found(parts, layers=("Huge",))
    with pytest.raises(Problem, match="sideways"):
        _found(parts, directions=("sideways",))


def test_typed_filters_are_parted_into_the_questions_and_the_portfolios_own():
    others, wanted = parse_portfolio_filters(
        ["region=East", "layer=Top", "layer=Big", "direction=new", "no_order_for=90", "to_next=500", "text= 王 "]
    )
    assert others == ["region=East"]
    assert wanted == PortfolioFilter(layers=("Top", "Big"), directions=("new",), quiet="90", missing="500", text="王")
    assert "text" not in wanted.codes()
    assert wanted.codes() == {"layers": "Top,Big", "directions": "new", "missing": "500", "quiet": "90"}
    assert parse_portfolio_filters([]) == ([], EVERY_ROW)


@pytest.mark.parametrize("texts", [["colour=red"], ["change=grew", "change=shrank"], ["quiet=90"]])
def test_typed_filters_that_are_none_are_problems(texts):
    with pytest.raises(Problem):
        parse_portfolio_filters(texts)
