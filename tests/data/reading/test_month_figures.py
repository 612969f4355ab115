"""Months told apart by a column, and the customers behind each of them: by hand, and as sums that must agree."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.data.building.build import build
from dashboard.data.home import Home
from dashboard.data.reading.customer_lists import CustomerPage
from dashboard.data.reading.marts import Marts, Memory, open_marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.periods import MonthSpan, Period, month_no
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.trend import TREND_COLUMNS
from dashboard.logic.viewer import Scope, Viewer, account_manager, operator
from dashboard.settings import Settings
from tests.data.hand_made_build import Customer, Order, hand_made_build
from tests.data.line_company import import_line_company

NOV = month_no(date(2023, 11, 1))
DEC, JAN = NOV + 1, NOV + 2
CUSTOMERS = [
    Customer("A", manager="m1", region="East"),
    Customer("B", manager="m2"),
    Customer("L", manager="m1", region="East", is_on_file=False),
]
ORDERS = [
    Order("A", date(2023, 11, 3), "100", "60", line="Test"),
    Order("A", date(2023, 12, 3), "50", line="Audit"),
    Order("A", date(2023, 12, 4), "-20", line="Test"),
    Order("B", date(2023, 12, 5), "7", "2"),
    Order("L", date(2024, 1, 9), "1", "0.5", line="Test"),
]
TARGETS = [
    ("company", "", "revenue", NOV, "1000"),
    ("company", "", "orders", NOV, "12"),
    ("company", "", "revenue", JAN, "1100.5"),
    ("employee", "m1", "revenue", NOV, "10"),
    ("employee", "m1", "revenue", DEC, "20"),
    ("employee", "m2", "revenue", DEC, "30"),
]
MONTHS = MonthSpan(NOV, JAN)


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory) -> Marts:
    return hand_made_build(
        tmp_path_factory.mktemp("home"), CUSTOMERS, ORDERS, data_through=date(2024, 1, 10), targets=TARGETS
    )


@pytest.fixture
def everything(marts: Marts) -> Reader:
    return Reader(marts, operator(), SHIPPED)


def page_behind(
    reader: Reader,
    question: Question,
    month: int,
    by: str | None = None,
    segment=None,
    *,
    only_new: bool = False,
    sort: str = "revenue",
    descending: bool = True,
    limit: int = 25,
) -> CustomerPage:
    """The first page of the customers behind a mark."""
    behind = reader.month_customer_list(question, month, by, segment, only_new=only_new)
    return behind.page(sort, descending, 0, limit)


def cells(frame: pd.DataFrame, column: str) -> dict[tuple[int, str | None], int | None]:
    found = zip(frame["month_no"], frame["segment"], frame[column].astype(object), strict=True)
    return {(month, segment): None if value is pd.NA else value for month, segment, value in found}


def test_every_segment_has_every_month(everything: Reader) -> None:
    frame = everything.month_figures(Question(DEC), "region", MONTHS)
    assert list(frame.columns) == [
        "month_no", "segment", "active_customers", "new_customers", "orders", "revenue", "profit", "complete",
    ]  # fmt: skip
    assert cells(frame, "revenue") == {
        (NOV, "East"): 1_000_000, (NOV, None): 0,
        (DEC, "East"): 300_000, (DEC, None): 70_000,
        (JAN, "East"): 10_000, (JAN, None): 0,
    }  # fmt: skip
    assert cells(frame, "new_customers")[DEC, None] == 1
    assert cells(frame, "orders")[DEC, "East"] == 1  # the other one is not positive
    assert cells(frame, "profit") == {
        (NOV, "East"): 400_000, (NOV, None): None,
        (DEC, "East"): None, (DEC, None): 50_000,
        (JAN, "East"): 5_000, (JAN, None): None,
    }  # fmt: skip
    assert frame["complete"].tolist() == [True] * 4 + [False] * 2


def test_by_product_line_a_customer_counts_in_each_of_them(everything: Reader) -> None:
    frame = everything.month_figures(Question(DEC), "product_line", MonthSpan(DEC, DEC))
    assert frame["segment"].tolist() == ["Audit", "Test", None]
    assert frame["active_customers"].tolist() == [1, 1, 1]
    assert frame["orders"].tolist() == [1, 0, 1]
    assert frame["revenue"].tolist() == [500_000, -200_000, 70_000]
    assert everything.product_lines()


def test_by_layer_it_is_the_layer_of_the_as_of(everything: Reader) -> None:
    """December: A 130 is Top, B 7 Small. L came in January: in no layer yet."""
    frame = everything.month_figures(Question(DEC), "layer", MONTHS)
    assert cells(frame, "revenue") == {
        (NOV, "Top"): 1_000_000, (NOV, "Small"): 0, (NOV, None): 0,
        (DEC, "Top"): 300_000, (DEC, "Small"): 70_000, (DEC, None): 0,
        (JAN, "Top"): 0, (JAN, "Small"): 0, (JAN, None): 10_000,
    }  # fmt: skip
    behind = page_behind(everything, Question(DEC), JAN, "layer", None)
    assert list(behind.frame["customer_id"]) == ["L"]
    assert behind.frame["layer"][0] is None


def test_without_a_column_there_is_one_segment(everything: Reader) -> None:
    frame = everything.month_figures(Question(DEC), None, MONTHS)
    assert frame["segment"].tolist() == [None] * 3
    assert frame["revenue"].tolist() == everything.trend(Question(DEC), months=MONTHS)["revenue"].tolist()


def test_the_list_behind_a_month_has_that_months_figures_and_the_layer_of_the_as_of(everything: Reader) -> None:
    page = page_behind(everything, Question(DEC), DEC)
    assert list(page.frame["customer_id"]) == ["A", "B"]
    assert list(page.frame["revenue"]) == [300_000, 70_000]
    assert list(page.frame["orders"]) == [1, 1]
    assert list(page.frame["layer"]) == ["Top", "Small"]
    assert page.frame["profit"].isna().tolist() == [True, False]
    assert str(page.frame["last_order_on"][0].date()) == "2023-12-04"
    assert (page.total, page.sums.revenue, page.sums.profit, page.sums.orders) == (2, 370_000, 50_000, 2)
    new = page_behind(everything, Question(DEC), DEC, only_new=True)
    assert list(new.frame["customer_id"]) == ["B"]
    line = page_behind(everything, Question(DEC), DEC, "product_line", "Audit")
    assert (list(line.frame["customer_id"]), line.sums.revenue) == (["A"], 500_000)
    both = page_behind(everything, Question(DEC), DEC, "product_line", ("Audit", "Test", None))
    assert (both.total, both.sums.revenue) == (2, 370_000)
    ordered = page_behind(everything, Question(DEC), DEC, sort="customer_name", descending=True, limit=1)
    assert list(ordered.frame["customer_id"]) == ["B"]


@pytest.mark.parametrize(("by", "segment"), [("region", "Nowhere"), ("layer", "Nothing"), ("product_line", "x")])
def test_a_segment_that_nobody_has_is_empty(everything: Reader, by: str, segment: str) -> None:
    page = page_behind(everything, Question(DEC), DEC, by, segment)
    assert (page.total, len(page.frame), page.sums.revenue) == (0, 0, 0)


def test_another_column_is_refused(everything: Reader) -> None:
    for ask in (
        lambda: everything.month_figures(Question(DEC), "city", MONTHS),
        lambda: page_behind(everything, Question(DEC), DEC, "city", "x"),
    ):
        with pytest.raises(Problem, match=r"told apart by city\. Use layer, region"):
            ask()


def test_a_masked_column_is_refused(marts: Marts) -> None:
    viewer = Viewer("x", scope=Scope(all=True), masks=frozenset({"region"}))
    with pytest.raises(Problem, match="region is hidden"):
        Reader(marts, viewer, SHIPPED).month_figures(Question(DEC), "region", MONTHS)


def test_a_build_of_an_earlier_version_answers_what_it_can(marts: Marts, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = ("line_month", "order_part", "target")
    older = {name: files for name, files in marts.build.marts.items() if name not in gone}
    monkeypatch.setattr(marts, "build", replace(marts.build, marts=older))
    monkeypatch.setattr(marts, "_memory", Memory())
    reader = Reader(marts, operator(), SHIPPED)
    assert not reader.product_lines()
    assert reader.targets(Question(DEC), "revenue", MONTHS) is None
    assert len(reader.month_figures(Question(DEC), "region", MONTHS)) == 6
    for ask in (
        lambda: reader.month_figures(Question(DEC), "product_line", MONTHS),
        lambda: page_behind(reader, Question(DEC), DEC, "product_line", "Test"),
    ):
        with pytest.raises(Problem, match=r"made by an earlier version.*python -m dashboard build"):
            ask()


def told(targets: pd.DataFrame | None) -> dict[int, int] | None:
    return None if targets is None else dict(zip(targets["month_no"], targets["value"], strict=True))


def test_targets_cover_exactly_what_is_looked_at(everything: Reader, marts: Marts) -> None:
    def of(*managers: str) -> Question:
        return Question(DEC, filters=(("account_manager_id", managers),))

    assert told(everything.targets(Question(DEC), "revenue", MONTHS)) == {NOV: 10_000_000, JAN: 11_005_000}
    assert told(everything.targets(Question(DEC), "orders", MONTHS)) == {NOV: 12}
    assert told(everything.targets(Question(DEC), "profit", MONTHS)) is None
    assert told(everything.targets(of("m1"), "revenue", MONTHS)) == {NOV: 100_000, DEC: 200_000}
    assert told(everything.targets(of("m1", "m2"), "revenue", MONTHS)) == {DEC: 500_000}  # November: m2 has none
    assert told(everything.targets(of("m1", ""), "revenue", MONTHS)) is None
    east = Question(DEC, filters=(("region", ("East",)),))
    assert told(everything.targets(east, "revenue", MONTHS)) is None
    mine = Reader(marts, account_manager("m1", ""), SHIPPED)
    assert told(mine.targets(Question(DEC), "revenue", MONTHS)) == {NOV: 100_000, DEC: 200_000}
    assert told(mine.targets(of("m2"), "revenue", MONTHS)) is None
    with pytest.raises(Problem, match="no targets of visits"):
        everything.targets(Question(DEC), "visits", MONTHS)


@pytest.fixture(scope="module")
def line_marts(tmp_path_factory: pytest.TempPathFactory) -> Marts:
    home = Home(Path(tmp_path_factory.mktemp("lines")) / "home")
    import_line_company(home, orders=300)
    build(home, Settings(threads=2))
    return open_marts(home)


FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "region": st.sampled_from([("R1",), ("",)]),
        "industry": st.sampled_from([("I1",), ("I1", ""), ("I2",)]),
        "account_manager_id": st.sampled_from([("E1",), ("E1", "E2"), ("",)]),
    },
)
QUESTIONS = st.builds(
    Question,
    as_of=st.integers(2024 * 12, 2024 * 12 + 5),
    period=st.sampled_from([Period("months", 12), Period("months", 2)]),
    base=st.sampled_from(["revenue", "profit"]),
    cuts=st.sampled_from(["company", "selection"]),
    filters=FILTERS.map(lambda found: tuple(found.items())),
)
VIEWERS = st.sampled_from([operator(), account_manager("E1", ""), account_manager("nobody", "")])
ALL_MONTHS = MonthSpan(2024 * 12, 2024 * 12 + 5)
MONEY, COUNTS = ["revenue", "profit"], ["active_customers", "new_customers", "orders"]


@settings(max_examples=15, deadline=None)
@given(asked=QUESTIONS, by=st.sampled_from(TREND_COLUMNS), viewer=VIEWERS)
def test_segments_add_up_to_the_months_whatever_is_asked(
    line_marts: Marts, asked: Question, by: str, viewer: Viewer
) -> None:
    reader = Reader(line_marts, viewer, SHIPPED)
    whole = reader.trend(asked, months=ALL_MONTHS).set_index("month_no")
    sums = reader.month_figures(asked, by, ALL_MONTHS).drop(columns=["segment", "complete"]).groupby("month_no")
    summed = MONEY if by == "product_line" else [*MONEY, *COUNTS]
    found = sums.sum(min_count=1).reindex(whole.index)
    for name in summed:
        assert found[name].fillna(0).tolist() == whole[name].fillna(0).tolist(), name
    assert found["profit"].isna().tolist() == (whole["profit"].isna() | (found["active_customers"].isna())).tolist()


@settings(max_examples=15, deadline=None)
@given(asked=QUESTIONS, by=st.sampled_from([None, *TREND_COLUMNS]), viewer=VIEWERS, pick=st.integers(0, 10**6))
def test_the_list_behind_a_mark_sums_to_the_mark(
    line_marts: Marts, asked: Question, by: str | None, viewer: Viewer, pick: int
) -> None:
    reader = Reader(line_marts, viewer, SHIPPED)
    figures = reader.month_figures(asked, by, ALL_MONTHS)
    if figures.empty:
        assert not viewer.scope.all or asked.filters
        return
    mark = figures.iloc[pick % len(figures)]
    page = page_behind(reader, asked, int(mark["month_no"]), by, mark["segment"], limit=100)
    assert (page.total, page.sums.revenue, page.sums.orders) == (
        mark["active_customers"],
        mark["revenue"],
        mark["orders"],
    )
    assert (page.sums.profit or 0) == (0 if pd.isna(mark["profit"]) else mark["profit"])
    assert page.frame["revenue"].sum() == mark["revenue"]
    new = page_behind(reader, asked, int(mark["month_no"]), by, mark["segment"], only_new=True)
    assert new.total == mark["new_customers"]
