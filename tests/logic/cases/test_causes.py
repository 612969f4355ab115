"""The tree of causes and the Pareto arithmetic."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.logic.cases.cause_pareto import MEASURES, cause_pareto
from dashboard.logic.cases.causes import CAUSE_TREE, case_causes, matched
from dashboard.logic.cases.quality_cost import ObjectionRates, QualityCost


def test_codes_and_names_of_the_tree_are_distinct():
    codes = [cause.code for cause in CAUSE_TREE] + [sub.code for cause in CAUSE_TREE for sub in cause.subs]
    assert len(set(codes)) == len(codes)
    assert [len(cause.subs) for cause in CAUSE_TREE] == [7, 3, 3, 1, 2, 4, 0, 0, 0]
    assert {cause.code for cause in CAUSE_TREE if not cause.is_ours} == {"CUSTOMER", "FORCE_MAJEURE"}


@pytest.mark.parametrize(
    ("main", "detail", "found"),
    [
        ("OWN_OPS", "OWN_LATE", ("OWN_OPS", "OWN_LATE")),
        ("业务人员操作有误", " 未按期运达 ", ("OWN_OPS", "OWN_LATE")),
        ("own  operations", "late arrival", ("OWN_OPS", "OWN_LATE")),
        ("业务人员操作有误", "货损丢失", ("OWN_OPS", "OWN_DAMAGE")),
        ("供方操作有误", "货损丢失", ("SUPPLIER", "SUPPLIER_DAMAGE")),
        ("SALES", "something else", ("SALES", "something else")),
        ("不可抗力", None, ("FORCE_MAJEURE", None)),
        (None, "天气", ("FORCE_MAJEURE", "WEATHER")),  # one root has it
        ("天气", None, ("FORCE_MAJEURE", "WEATHER")),
        (None, "货损丢失", ("货损丢失", None)),  # two roots have it
        (None, "产品质量", ("QUALITY", None)),  # a main cause in the column of details
        ("系统故障", "天气", ("系统故障", "天气")),  # another's tree
        (np.nan, np.nan, (None, None)),
        ("", "", (None, None)),
    ],
)
def test_a_cause_is_found_by_code_or_either_name_and_else_stays(main, detail, found):
    assert matched(main, detail) == found


def test_cases_find_their_places_and_what_has_no_cause_counts_as_ours():
    frame = pd.DataFrame(
        {
            "cause_l1": pd.Categorical(["客户自身失误", None, "OWN_OPS", "CUSTOMER"]),
            "cause_l2": pd.Categorical([None, None, "天气", None]),
        }
    )
    found = case_causes(frame)
    assert found.causes == ("OWN_OPS", "CUSTOMER")
    assert found.cause.tolist() == [1, -1, 0, 1]
    assert found.subs == (("OWN_OPS", "天气"), ("CUSTOMER", None))
    assert found.is_ours.tolist() == [False, True, True, False]


def test_no_case_and_no_cause_at_all():
    nothing = case_causes(pd.DataFrame({"cause_l1": pd.Categorical([]), "cause_l2": pd.Categorical([])}))
    assert (nothing.causes, nothing.is_ours.tolist()) == ((), [])
    none = case_causes(pd.DataFrame({"cause_l1": pd.Categorical([None]), "cause_l2": pd.Categorical([None])}))
    assert (none.causes, none.cause.tolist(), none.is_ours.tolist()) == ((), [-1], [True])


NAMES = (("a", None), ("b", None), ("c", None))
ROWS = st.lists(
    st.tuples(st.integers(-1, 2), st.integers(0, 10**12), st.booleans(), st.integers(-1, 4)), max_size=30
)  # fmt: skip


@given(ROWS, st.sampled_from(MEASURES))
def test_shares_add_up_to_one_heaviest_first_and_nothing_is_lost(rows, measure):
    place, cost, has_cost, customer = (
        (np.array(list(column), np.int64) for column in zip(*rows, strict=True))
        if (rows)
        else (np.zeros(0, np.int64),) * 4
    )
    worth = np.array([5, 0, -3, 10**12, 7, 0])  # the last one is the customer nobody knows
    found = cause_pareto(
        place, NAMES, cost=cost, has_cost=has_cost.astype(bool), customer=customer, value=worth[customer],
        measure=measure,
    )  # fmt: skip
    table = found.table
    assert found.cases + found.without == len(rows)
    amounts = table[measure].tolist()
    assert amounts == sorted(amounts, reverse=True)
    assert int(table["cost"].sum()) == sum(c for p, c, h, _ in rows if p >= 0 and h)
    if sum(amounts):
        assert table["cumulative"].iloc[-1] == 1
        assert table["share"].sum() == pytest.approx(1)
        assert 5 * sum(amounts[: found.making_80]) >= 4 * sum(amounts)
        assert 5 * sum(amounts[: found.making_80 - 1]) < 4 * sum(amounts)
    else:
        assert table["share"].isna().all()
        assert found.making_80 == 0


def test_unknown_cost_and_nothing_sold_are_not_zero():
    assert QualityCost(0, 0, 5, 0, 100).cost is None
    assert QualityCost(0, 0, 5, 0, 100).share is None
    assert QualityCost(3, 0, 5, 1, 0).share.value is None
    assert ObjectionRates(3, 0, 0).per_hundred_orders is None
    assert ObjectionRates(3, 0, -1).per_10k is None
    assert ObjectionRates(3, 200, 100_000_000).per_10k == 3
