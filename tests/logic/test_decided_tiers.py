"""The decided tier beside the computed layer: spellings, cross-tab, mismatches and their direction."""

import numpy as np
import pandas as pd
import pytest
from order_books import dates, simple_facts, whole

from dashboard.logic.decided_tiers import (
    DECIDED_HIGHER,
    EARNED_HIGHER,
    TIER_ROWS,
    decided_tier,
    tier_codes,
    tier_crosstab,
    tier_mismatches,
)
from dashboard.logic.labels import Labels
from dashboard.logic.layers import decide_layers
from dashboard.logic.schemes import ABC, AMOUNT, CURRY, Band, Scheme
from dashboard.logic.value_bases import PROFIT, REVENUE

B = Labels("b", "b")


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("strategic", "strategic"),
        (" Strategic ", "strategic"),
        ("战略用户", "strategic"),
        ("战略", "strategic"),
        ("戰略客戶", "strategic"),
        ("VIP", "strategic"),
        ("VIP客户", "strategic"),
        ("Ａ类", "strategic"),
        ("A类客户", "strategic"),
        ("重点客户", "key"),
        ("B", "key"),
        ("Key account", "key"),
        ("一般用户", "general"),
        ("C级", "general"),
        ("潜在用户", "potential"),
        ("d", "potential"),
        ("gold", "other"),
        ("客户", "other"),
        ("", "none"),
        ("  ", "none"),
        (None, "none"),
    ],
)
def test_spelling_of_a_tier(text, tier):
    assert decided_tier(text) == tier


def test_codes_of_a_column_with_gaps():
    column = pd.Series(["A", None, "重点", "gold", np.nan, "A"], dtype=object)
    assert [TIER_ROWS[code] for code in tier_codes(column)] == [
        "strategic",
        "none",
        "key",
        "other",
        "none",
        "strategic",
    ]
    assert tier_codes(pd.Series([], dtype=object)).tolist() == []


def curry_by_ten() -> object:
    """Values 100 .. 1 and one Inactive: Top 100; Big 99-96; Medium 95-81; Small the rest."""
    return decide_layers(simple_facts([*range(100, 0, -1), 0]), CURRY, REVENUE)


def test_crosstab_counts_every_pair_and_keeps_customers_without_a_tier():
    layering = curry_by_ten()
    tiers = tier_codes(pd.Series(["A", "B", *[None] * 97, "odd", "D"], dtype=object))
    table = tier_crosstab(layering, tiers)
    assert list(table.columns) == ["tier", "layer", "customers"]
    filled = table[table["customers"] > 0]
    assert [tuple(row) for row in filled.itertuples(index=False)] == [
        ("strategic", "Top", 1),
        ("key", "Big", 1),
        ("potential", "Inactive", 1),
        ("other", "Small", 1),
        ("none", "Big", 3),
        ("none", "Medium", 15),
        ("none", "Small", 79),
    ]
    assert len(table) == len(TIER_ROWS) * 8
    some = tier_crosstab(layering, tiers, layering.codes == 0)
    assert some["customers"].sum() == 1


@pytest.mark.parametrize(
    ("tier", "verdicts"),
    [
        # Top, Big, Medium, Small, Inactive
        ("strategic", [0, DECIDED_HIGHER, DECIDED_HIGHER, DECIDED_HIGHER, DECIDED_HIGHER]),
        ("key", [EARNED_HIGHER, 0, DECIDED_HIGHER, DECIDED_HIGHER, DECIDED_HIGHER]),
        ("general", [EARNED_HIGHER, EARNED_HIGHER, 0, 0, DECIDED_HIGHER]),
        ("potential", [EARNED_HIGHER, EARNED_HIGHER, EARNED_HIGHER, EARNED_HIGHER, 0]),
        ("gold", [0, 0, 0, 0, 0]),
        (None, [0, 0, 0, 0, 0]),
    ],
)
def test_direction_of_a_mismatch(tier, verdicts):
    layering = curry_by_ten()
    found = tier_mismatches(layering, tier_codes(pd.Series([tier] * 101, dtype=object)))
    assert found[[0, 1, 5, 50, 100]].tolist() == verdicts


def test_schemes_with_fewer_bands_are_judged_from_the_top():
    abc = decide_layers(simple_facts([80, 15, 5]), ABC, REVENUE)
    assert tier_mismatches(abc, tier_codes(pd.Series(["A", "B", "C"]))).tolist() == [0, 0, 0]
    amount = decide_layers(simple_facts([10**12, 10**10, 1]), AMOUNT, REVENUE)
    assert tier_mismatches(amount, tier_codes(pd.Series(["A", "B", "C"]))).tolist() == [0, 0, 0]
    assert tier_mismatches(amount, tier_codes(pd.Series(["C", "A", "B"]))).tolist() == [-1, 1, 1]


def test_the_last_of_two_bands_spans_key_and_general():
    halves = Scheme("halves", "share", (Band("X", 5000, B), Band("Y", 10_000, B)), B)
    layering = decide_layers(simple_facts([80, 15, 5, 4]), halves, REVENUE)
    assert tier_mismatches(layering, tier_codes(pd.Series(["A", "B", "C", "A"]))).tolist() == [0, 0, 0, 1]


def test_never_ordered_agrees_with_potential():
    never = dates([None])
    layering = decide_layers(simple_facts([0], first_order=never, last_order=never), CURRY, REVENUE)
    assert tier_mismatches(layering, tier_codes(pd.Series(["potential"]))).tolist() == [0]
    assert tier_mismatches(layering, tier_codes(pd.Series(["key"]))).tolist() == [DECIDED_HIGHER]


def test_no_verdict_for_an_unknown_profit_or_outside_the_population():
    facts = simple_facts([9, 9], profit=whole([0, 0]), in_population=np.array([True, False]))
    layering = decide_layers(facts, CURRY, PROFIT)
    assert layering.codes.tolist() == [8, -1]
    assert tier_mismatches(layering, tier_codes(pd.Series(["A", "D"]))).tolist() == [0, 0]
