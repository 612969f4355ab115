"""Whole and part, on random companies: the managers' layers add up to the company's, and nothing else gets through."""

import tempfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.data.exporting.exports import export_bytes
from dashboard.data.exporting.views import VIEWS, view
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.money import round_significant, to_decimal
from dashboard.logic.periods import Period
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.viewer import Scope, Viewer, account_manager, operator
from tests.data.hand_made_build import Customer, Order, hand_made_build

MANAGERS = ("m1", "m2", "m3")
ADDITIVE = ["customers", "revenue"]


@st.composite
def companies(draw: st.DrawFn) -> tuple[list[Customer], list[Order]]:
    size = draw(st.integers(1, 14))
    customers = [
        Customer(
            f"C{place:02}",
            manager=draw(st.sampled_from((*MANAGERS, None))),
            region=draw(st.sampled_from(("East", "West", None))),
            tier=draw(st.sampled_from(("战略", "重点", None))),
            is_on_file=draw(st.booleans()),
            first_contact=draw(st.sampled_from((None, date(2020, 1, 1), date(2023, 6, 1)))),
        )
        for place in range(size)
    ]
    orders = draw(
        st.lists(
            st.builds(
                lambda customer, day, cents, cost: Order(
                    f"C{customer:02}", date(2021, 1, 1) + timedelta(day), f"{cents / 100:.2f}", cost
                ),
                st.integers(0, size - 1),
                st.integers(0, 1100),
                st.integers(-500_000, 2_000_000),
                st.sampled_from((None, "12.34")),
            ),
            min_size=1,
            max_size=40,
        )
    )
    return customers, orders


questions = st.builds(
    lambda scheme, period, base, cuts: Question(0, Period.parse(period), scheme=scheme, base=base, cuts=cuts),
    st.sampled_from(("curry", "abc")),
    st.sampled_from(("12", "3", "quarter", "ytd", "60")),
    st.sampled_from(("revenue", "profit", "orders")),
    st.just("company"),
)


def at(question: Question, as_of: int) -> Question:
    return Question(as_of, question.period, scheme=question.scheme, base=question.base, cuts=question.cuts)


def opened(folder: str, company: tuple[list[Customer], list[Order]]) -> Marts:
    return hand_made_build(Path(folder), *company)


@pytest.mark.slow
@settings(max_examples=6, deadline=None)
@given(company=companies(), asked=questions)
def test_layers_of_all_managers_and_the_unassigned_add_up_to_the_company(company: Any, asked: Question) -> None:
    managers_add_up(company, asked)


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(company=companies(), asked=questions)
def test_managers_and_the_unassigned_add_up_in_a_wide_sweep(company: Any, asked: Question) -> None:
    managers_add_up(company, asked)


def managers_add_up(company: Any, asked: Question) -> None:
    with tempfile.TemporaryDirectory() as folder:
        marts = opened(folder, company)
        whole = Reader(marts, operator(), SHIPPED)
        question = at(asked, marts.build.last_month)
        earlier = max(marts.build.first_month, question.as_of - 6)
        parts = [Reader(marts, account_manager(manager, ""), SHIPPED) for manager in MANAGERS]
        nobodys = Question(**{**vars(question), "filters": (("account_manager_id", ("",)),)})
        has_unassigned = any(customer.manager is None for customer in company[0])
        for name, extra, columns in (
            ("pyramid", (), ADDITIVE),
            ("migration", (earlier,), ["customers", "revenue_before", "revenue_after"]),
            ("tier_crosstab", (), ["customers"]),
            ("trend", (), ["active_customers", "new_customers", "orders", "revenue"]),
        ):
            total = getattr(whole, name)(question, *extra)[columns]
            tables = [getattr(part, name)(question, *extra)[columns] for part in parts]
            if has_unassigned:
                tables.append(getattr(whole, name)(nobodys, *extra)[columns])
            pd.testing.assert_frame_equal(sum(tables[1:], start=tables[0]), total)
        customers = [part.customers(question, limit=100).total for part in parts]
        rest = whole.customers(nobodys, limit=100).total if has_unassigned else 0
        assert sum(customers) + rest == whole.customers(question, limit=100).total


@pytest.mark.slow
@settings(max_examples=6, deadline=None)
@given(company=companies(), asked=questions)
def test_a_scoped_viewer_gets_own_rows_in_the_company_layers_and_no_company_figure(
    company: Any, asked: Question
) -> None:
    own_rows_and_no_company_figure(company, asked)


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(company=companies(), asked=questions)
def test_a_scoped_viewer_gets_own_rows_in_a_wide_sweep(company: Any, asked: Question) -> None:
    own_rows_and_no_company_figure(company, asked)


def own_rows_and_no_company_figure(company: Any, asked: Question) -> None:
    with tempfile.TemporaryDirectory() as folder:
        marts = opened(folder, company)
        question = at(asked, marts.build.last_month)
        whole = Reader(marts, operator(), SHIPPED)
        layers = whole.customers(question, limit=100).frame.set_index("customer_id")["layer"].to_dict()
        exact = whole.layered(question).layering.cuts
        for manager in MANAGERS:
            theirs = Reader(marts, account_manager(manager, ""), SHIPPED)
            own = {customer.customer_id for customer in company[0] if customer.manager == manager}
            frame = theirs.customers(question, limit=100).frame
            assert set(frame["customer_id"]) <= own
            assert all(layers[row.customer_id] == row.layer for row in frame.itertuples())
            assert frame["rank"].isna().all()
            assert all(value == round_significant(value) for value in frame["to_next"].dropna())
            visible = theirs.layered(question)
            assert not visible.cuts_are_exact
            assert visible.layering.cuts == tuple(_may_be_told(cut, question.base) for cut in exact)
            assert theirs.concentration(question).customers == int(visible.layering.is_active.sum())
            assert _customer_numbers(theirs, question) <= _numbers_of(company[0], own)


def _may_be_told(cut: int | None, base: str) -> int | None:
    """Two significant digits; nothing of fewer than 100 orders, where these would be the cut itself."""
    return None if cut is None or (base == "orders" and cut < 100) else round_significant(cut)


def _customer_numbers(reader: Reader, question: Question) -> set[int]:
    return set(reader.layered(question).customer_no.tolist())


def _numbers_of(customers: list[Customer], own: set[str]) -> set[int]:
    ids = sorted(customer.customer_id for customer in customers)
    return {ids.index(customer_id) for customer_id in own}


# Sums that share no digits: m1 has two customers, the company's cuts lie in other people's customers.
COMPANY = (
    [
        Customer(f"K{place:02}", manager="m1" if place in (3, 9) else "m2", name=f"Secret {place}")
        for place in range(40)
    ],
    [Order(f"K{place:02}", date(2023, 1 + place % 12, 3), f"{9_987.13 - 231.37 * place:.2f}") for place in range(40)],
)


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory) -> Marts:
    return hand_made_build(tmp_path_factory.mktemp("home"), *COMPANY)


@pytest.fixture
def exact_cuts(marts: Marts) -> set[int]:
    question = Question(marts.build.last_month)
    cuts = {cut for cut in Reader(marts, operator(), SHIPPED).layered(question).layering.cuts if cut is not None}
    assert len(cuts) == 3
    assert all(cut != round_significant(cut) for cut in cuts)
    return cuts


def _everything_asked(reader: Reader) -> Question:
    question = Question(reader.build.last_month)
    earlier = question.as_of - 3
    for name in ("pyramid", "kpis", "headline", "concentration", "pareto", "tier_crosstab", "trend", "layer_months"):
        getattr(reader, name)(question)
    reader.migration(question, earlier)
    reader.movement(question, earlier)
    reader.bridge(question, earlier)
    reader.customers(question)
    reader.customers(question, moved=("Top", "Small", earlier))
    return question


def test_no_cached_answer_of_a_scoped_viewer_holds_a_company_cut_or_a_foreign_row(
    marts: Marts, exact_cuts: set[int]
) -> None:
    theirs = Reader(marts, account_manager("m1", ""), SHIPPED)
    _everything_asked(theirs)
    _everything_asked(Reader(marts, operator(), SHIPPED))
    foreign = {round((9_987.13 - 231.37 * place) * 10_000) for place in range(40) if place not in (3, 9)}
    seen = 0
    for slots in marts._memory._kinds.values():
        for key, slot in slots.items():
            if theirs.viewer.key in key:
                seen += 1
                numbers = set(_numbers_in(slot.value))
                assert not numbers & exact_cuts, key
                assert not numbers & foreign, key
    assert seen >= 10


def _numbers_in(value: Any) -> Iterator[int]:
    """Every whole number anywhere inside an answer."""
    if isinstance(value, pd.DataFrame):
        for name in value.columns:
            yield from _numbers_in(value[name].dropna().to_numpy())
    elif isinstance(value, np.ndarray):
        if value.dtype.kind in "iu":
            yield from value.tolist()
        elif value.dtype.kind == "O":
            yield from (entry for entry in value.tolist() if isinstance(entry, int))
    elif is_dataclass(value):
        for field in fields(value):
            yield from _numbers_in(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for entry in value:
            yield from _numbers_in(entry)
    elif isinstance(value, dict):
        yield from _numbers_in(list(value.values()))
    elif isinstance(value, int):
        yield value


@pytest.mark.parametrize("name", VIEWS)
def test_no_export_of_a_scoped_viewer_holds_a_company_cut_or_a_foreign_name(
    marts: Marts, exact_cuts: set[int], name: str
) -> None:
    theirs = Reader(marts, account_manager("m1", ""), SHIPPED)
    question = Question(marts.build.last_month)
    result = view(
        name,
        theirs,
        question,
        compare_to=question.as_of - 3 if name == "migration" else None,
        contacts_of=date(2024, 1, 1),
    )
    for file_format in ("csv", "json"):
        text = export_bytes(result, file_format).decode()
        assert not [cut for cut in exact_cuts if str(to_decimal(cut)) in text]
        assert not [place for place in range(40) if place not in (3, 9) and f"K{place:02}" in text]
        assert not [place for place in range(40) if place not in (3, 9) and f"Secret {place}," in text]


def test_an_absolute_scheme_states_its_cuts_to_everybody_but_no_rank(marts: Marts) -> None:
    theirs = Reader(marts, account_manager("m1", ""), SHIPPED)
    question = Question(marts.build.last_month, scheme="amount")
    assert theirs.layered(question).cuts_are_exact
    assert theirs.customers(question).frame["rank"].isna().all()
    assert len(theirs.layered(question).layering.ranked) == 0


def test_within_the_own_selection_cuts_and_ranks_are_exact_and_own(marts: Marts) -> None:
    theirs = Reader(marts, account_manager("m1", ""), SHIPPED)
    question = Question(marts.build.last_month, cuts="selection")
    visible = theirs.layered(question)
    assert visible.cuts_are_exact
    assert set(visible.layering.ranked.values.tolist()) == set(visible.revenue.tolist())
    assert theirs.customers(question).frame["rank"].tolist() == [1, 2]


def test_filter_outside_the_scope_gives_nothing(marts: Marts) -> None:
    theirs = Reader(marts, account_manager("m1", ""), SHIPPED)
    question = Question(marts.build.last_month, filters=(("account_manager_id", ("m2",)),))
    assert theirs.pyramid(question)["customers"].sum() == 0
    assert theirs.customers(question).total == 0
    assert theirs.trend(question)["revenue"].sum() == 0


def test_a_viewer_without_scope_sees_nothing(marts: Marts) -> None:
    for scope in (Scope(), Scope(account_managers=frozenset({"", "nobody"}))):
        nobody = Reader(marts, Viewer("nobody", scope=scope), SHIPPED)
        question = Question(marts.build.last_month)
        assert nobody.pyramid(question)["customers"].sum() == 0
        assert nobody.trend(question)["revenue"].sum() == 0
        assert nobody.layer_months(question)["customers"].sum() == 0
        assert nobody.choices("region") == []


def test_arrays_are_closed_to_writing(marts: Marts) -> None:
    visible = Reader(marts, account_manager("m1", ""), SHIPPED).layered(Question(marts.build.last_month))
    for array in (visible.customer_no, visible.revenue, visible.codes, visible.layering.values, visible.last_order):
        assert not array.flags.writeable


@pytest.mark.slow
def test_distances_to_the_next_layer_do_not_hem_in_an_exact_cut(tmp_path: Path) -> None:
    """A manager of many customers right below a cut learns no more of it than its two digits."""
    cut = 4_283.17
    customers = [Customer(f"A{place:03}", manager="m2") for place in range(3)]
    customers += [Customer(f"B{place:03}", manager="m1") for place in range(200)]
    amounts = [cut + 100 * place for place in range(3)] + [cut - 0.05 - 0.9 * place for place in range(200)]
    orders = [
        Order(customer.customer_id, date(2023, 5, 1), f"{amount:.2f}")
        for customer, amount in zip(customers, amounts, strict=True)
    ]
    marts = hand_made_build(tmp_path, customers, orders)
    question = Question(marts.build.last_month)
    assert 42_831_700 in Reader(marts, operator(), SHIPPED).layered(question).layering.cuts
    frame = Reader(marts, account_manager("m1", ""), SHIPPED).customers(question, layer="Big", limit=500).frame
    assert len(frame) == 8
    # Told: cut = 4,300. Whatever it is between 4,250 and 4,350, these customers would read the same distances.
    assert frame["to_next"].tolist() == [
        round_significant(max(43_000_000 - revenue, 500_000)) for revenue in frame["revenue"].tolist()
    ]


def test_a_cut_of_a_few_orders_is_not_told(tmp_path: Path) -> None:
    customers = [Customer(f"K{place}", manager=f"m{place % 2}") for place in range(10)]
    orders = [Order(f"K{place}", date(2023, 1 + turn, 3), "10.00") for place in range(10) for turn in range(place + 1)]
    marts = hand_made_build(tmp_path, customers, orders)
    question = Question(marts.build.last_month, base="orders")
    theirs = Reader(marts, account_manager("m1", ""), SHIPPED)
    assert Reader(marts, operator(), SHIPPED).layered(question).layering.cuts[0] == 10
    assert theirs.layered(question).layering.cuts == (None, None, None)
    assert theirs.customers(question).frame["to_next"].isna().all()


def test_a_filter_value_out_of_scope_and_one_that_nobody_has_answer_alike(marts: Marts) -> None:
    theirs = Reader(marts, account_manager("m1", ""), SHIPPED)
    foreign, unknown = (
        Question(marts.build.last_month, filters=(("account_manager_id", (value,)),)) for value in ("m2", "nobody")
    )
    pd.testing.assert_frame_equal(theirs.pyramid(foreign), theirs.pyramid(unknown))
    pd.testing.assert_frame_equal(theirs.trend(foreign), theirs.trend(unknown))
    with pytest.raises(Problem, match="matches no customer"):
        Reader(marts, operator(), SHIPPED).pyramid(unknown)
