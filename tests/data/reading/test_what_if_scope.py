"""A scoped viewer's what-if: own customers under company cuts, and nothing exact of the company, whatever is asked."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.data.exporting.exports import export_bytes
from dashboard.data.exporting.views import view
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.money import round_significant, to_decimal
from dashboard.logic.periods import Period
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.viewer import Scope, Viewer, account_manager, operator
from dashboard.logic.what_if.proposal import Proposal, proposal_of
from tests.data.hand_made_build import Customer, Order, hand_made_build

OWN = (3, 9, 14, 27)
# Falling values whose digits no sum or average of others shares.
VALUES = {place: round((9_987.13 - 211.37 * place) * 10_000) + place * 7919 % 1009 * 100 for place in range(40)}
ASKED = Question(2023 * 12 + 11)


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory) -> Marts:
    customers = [
        Customer(f"K{place:02}", manager="m1" if place in OWN else "m2", name=f"Secret {place:02}!")
        for place in range(40)
    ]
    orders = [
        Order(f"K{place:02}", date(2023, 1 + place % 12, 3), str(to_decimal(VALUES[place]))) for place in range(40)
    ]
    orders += [Order(f"K{place:02}", date(2022, 2, 3), f"{313.07 + 31.31 * place:.2f}") for place in range(40)]
    return hand_made_build(tmp_path_factory.mktemp("home"), customers, orders, data_through=date(2023, 12, 31))


@pytest.fixture
def theirs(marts: Marts) -> Reader:
    return Reader(marts, account_manager("m1", ""), SHIPPED)


@pytest.fixture
def whole(marts: Marts) -> Reader:
    return Reader(marts, operator(), SHIPPED)


@st.composite
def tried_rules(draw: st.DrawFn) -> Proposal:
    mode = draw(st.sampled_from(("rank", "share")))
    limits = tuple(sorted(draw(st.lists(st.integers(1, 9999), min_size=3, max_size=3))))
    return Proposal(mode, limits, "revenue", Period(), draw(st.sampled_from((0, 1000, 3000))), 12)


def numbers_in(value: Any) -> Iterator[int]:
    """Every whole number anywhere inside an answer, also where floats hold it."""
    if isinstance(value, pd.DataFrame):
        for name in value.columns:
            yield from numbers_in(value[name].dropna().tolist())
    elif isinstance(value, np.ndarray):
        yield from numbers_in(value.tolist())
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from numbers_in(getattr(value, field.name))
        yield from numbers_in([getattr(value, name) for name in ("before", "after", "moves") if hasattr(value, name)])
    elif isinstance(value, tuple | list):
        for entry in value:
            yield from numbers_in(entry)
    elif isinstance(value, dict):
        yield from numbers_in(list(value.values()))
    elif isinstance(value, int | float):
        yield int(value)


def everything_answered(reader: Reader, question: Question, proposal: Proposal) -> list[Any]:
    return [
        reader.what_if(question, proposal),
        reader.movers(question, proposal, "up"),
        reader.movers(question, proposal, "down"),
        *reader.top_movers(question, proposal),
        *reader.mover_batches(question, proposal),
        reader.manager_load(question, proposal, {"Top": 1}),
        reader.loss(question, ["K09", "K00"]),
        reader.largest_losses(question),
        *(reader.to_each_layer(question, proposal, f"K{place:02}") for place in (9, 27, 0, 1)),
        *(reader.cut_for(question, proposal, layer, customers=7) for layer in ("Top", "Big", "Medium")),
        *(reader.cut_for(question, proposal, layer, share_bp=3_333) for layer in ("Top", "Big", "Medium")),
        reader.find_customers("secret"),
    ]


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(proposal=tried_rules())
def test_no_answer_holds_an_exact_cut_edge_or_foreign_value(marts: Marts, proposal: Proposal) -> None:
    theirs, whole = Reader(marts, account_manager("m1", ""), SHIPPED), Reader(marts, operator(), SHIPPED)
    own = {VALUES[place] for place in OWN}
    # Cuts and edges are values of customers. One's own is no secret; distances to others' must not tell them either.
    foreign = set(VALUES.values()) - own
    assert set(whole.what_if(ASKED, proposal).cuts_after) <= set(VALUES.values())
    exact_distances = {value - mine for value in foreign for mine in own if value > mine}
    for answer in everything_answered(theirs, ASKED, proposal):
        told = set(numbers_in(answer))
        assert not told & foreign
        assert not told & exact_distances
        # customers of the company, and of the others; what the viewer typed comes back as it was typed
        assert not (told - set(proposal.limits)) & {40, 36}
    told = theirs.what_if(ASKED, proposal)
    assert not told.cuts_are_exact
    exact = whole.what_if(ASKED, proposal)
    assert told.cuts_after == tuple(None if cut is None else round_significant(cut) for cut in exact.cuts_after)
    assert told.cuts_before == tuple(round_significant(cut) for cut in exact.cuts_before if cut is not None)


@settings(max_examples=12, deadline=None)
@given(proposal=tried_rules())
def test_own_customers_move_as_they_do_for_the_company(marts: Marts, proposal: Proposal) -> None:
    theirs, whole = Reader(marts, account_manager("m1", ""), SHIPPED), Reader(marts, operator(), SHIPPED)
    for direction in ("up", "down"):
        everybody = whole.movers(ASKED, proposal, direction, limit=50)
        mine = everybody[everybody["account_manager_id"] == "m1"].reset_index(drop=True)
        told = theirs.movers(ASKED, proposal, direction)
        shown = [column for column in told.columns if column != "to_next"]
        pd.testing.assert_frame_equal(told[shown], mine[shown])
        assert all(value == round_significant(value) for value in told["to_next"].dropna())
        assert told["to_next"].isna().tolist() == mine["to_next"].isna().tolist()


def test_own_amounts_stay_as_typed_and_distances_to_them_are_exact(theirs: Reader) -> None:
    typed = Proposal("absolute", (95_123_457, 80_000_001, 12_345), "revenue", Period())
    answer = theirs.what_if(ASKED, typed)
    assert answer.cuts_after == typed.limits
    assert (answer.cuts_after_are_exact, answer.cuts_before_are_exact, answer.cuts_are_exact) == (True, False, False)
    lacking = theirs.to_each_layer(ASKED, typed, "K03")
    assert lacking is not None
    assert lacking["missing"].tolist() == [95_123_457 - VALUES[3], 0, 0]
    # With a buffer, others' ranks decide from which value on an amount counts: that is rounded.
    buffered = theirs.to_each_layer(ASKED, replace(typed, limits=(80_000_000, 9, 8), buffer_bp=2000), "K14")
    assert buffered is not None
    assert all(lack == round_significant(lack) for lack in buffered["missing"].dropna())


def test_amounts_moved_to_and_fro_find_no_value_of_others(theirs: Reader) -> None:
    # Each pair of amounts lies on both sides of a foreign value, and of no own one: any other answer would tell it.
    for value in sorted(set(VALUES.values()) - {VALUES[place] for place in OWN}):
        at, beyond = (Proposal("absolute", (limit, 9, 8), "revenue", Period()) for limit in (value, value + 1))
        assert theirs.cut_for(ASKED, at, "Big", customers=1) == theirs.cut_for(ASKED, beyond, "Big", customers=1)
        assert theirs.cut_for(ASKED, at, "Big", share_bp=1) == theirs.cut_for(ASKED, beyond, "Big", share_bp=1)
        for buffer_bp in (1000, 2500, 5000):
            near, far = (theirs.what_if(ASKED, replace(one, buffer_bp=buffer_bp)) for one in (at, beyond))
            assert np.array_equal(near.counts, far.counts)
            assert near.cuts_after == far.cuts_after == (round_significant(value), 9, 8)
            assert not near.cuts_after_are_exact


def test_amounts_of_a_masked_base_are_not_tried(marts: Marts) -> None:
    hidden = Reader(marts, Viewer("staff", scope=Scope(all=True), masks=frozenset({"revenue"})), SHIPPED)
    with pytest.raises(Problem, match="revenue is hidden"):
        hidden.what_if(ASKED, Proposal("absolute", (3, 2, 1), "revenue", Period()))
    assert hidden.what_if(ASKED, Proposal("rank", (1, 2, 3), "revenue", Period())).layers[0] == "Top"
    in_force = replace(ASKED, scheme="amount")
    assert hidden.what_if(in_force, proposal_of(SHIPPED["amount"], in_force)).up == 0


def test_a_few_orders_are_not_told_as_a_cut(theirs: Reader, whole: Reader) -> None:
    tried = Proposal("rank", (100, 500, 2000), "orders", Period("months", 24))
    assert whole.what_if(ASKED, tried).cuts_after == (2, 2, 2)
    assert theirs.what_if(ASKED, tried).cuts_after == (None, None, None)
    assert theirs.cut_for(ASKED, tried, "Top", customers=3).cut is None
    assert whole.cut_for(ASKED, tried, "Top", customers=3).cut == 2


@pytest.mark.parametrize("name", ["what-if", "movers"])
@pytest.mark.parametrize("buffer_bp", [0, 2000])
def test_no_export_holds_an_exact_cut_or_a_foreign_name(theirs: Reader, name: str, buffer_bp: int) -> None:
    proposal = Proposal("rank", (1000, 3000, 9000), "revenue", Period(), buffer_bp, 12)
    result = view(name, theirs, ASKED, proposal=proposal)
    for file_format in ("csv", "json"):
        text = export_bytes(result, file_format).decode()
        for place in set(VALUES) - set(OWN):
            assert str(to_decimal(VALUES[place])) not in text
            assert f"K{place:02}" not in text
            assert f"Secret {place:02}" not in text
    assert dict(result.about)["Cut values"] == "rounded to two significant digits"


def test_an_id_out_of_scope_answers_like_an_unknown_one(theirs: Reader) -> None:
    proposal = Proposal("rank", (1000, 3000, 9000), "revenue", Period())
    foreign, unknown = (theirs.loss(ASKED, ["K09", one]) for one in ("K00", "nobody"))
    assert (foreign.not_found, unknown.not_found) == (("K00",), ("nobody",))
    assert foreign.loss.customers == unknown.loss.customers == 1
    pd.testing.assert_frame_equal(foreign.customers, unknown.customers)
    pd.testing.assert_frame_equal(foreign.before, unknown.before)
    pd.testing.assert_frame_equal(foreign.after, unknown.after)
    assert (foreign.loss.revenue, foreign.loss.profit) == (unknown.loss.revenue, unknown.loss.profit)
    assert np.array_equal(foreign.loss.moves, unknown.loss.moves)
    assert theirs.to_each_layer(ASKED, proposal, "K00") is None
    assert theirs.to_each_layer(ASKED, proposal, "nobody") is None
    pd.testing.assert_frame_equal(theirs.find_customers("K00"), theirs.find_customers("nobody"))
    filtered = replace(ASKED, filters=(("region", ("East",)),))
    assert theirs.loss(filtered, ["K09"]).not_found == ("K09",)


def test_a_viewer_without_scope_gets_nothing(marts: Marts) -> None:
    nobody = Reader(marts, account_manager("", ""), SHIPPED)
    proposal = Proposal("rank", (1000, 3000, 9000), "revenue", Period())
    answer = nobody.what_if(ASKED, proposal)
    assert answer.after["customers"].sum() == answer.before["customers"].sum() == answer.up + answer.down == 0
    assert len(nobody.movers(ASKED, proposal, "up")) == len(nobody.manager_load(ASKED, proposal, {})) == 0
    assert len(nobody.find_customers("K")) == len(nobody.largest_losses(ASKED)) == 0
    assert nobody.loss(ASKED, ["K09"]).not_found == ("K09",)
