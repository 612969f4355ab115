"""Schemes check themselves, resolve into cut values, and come from schemes.toml."""

import numpy as np
import pytest

from dashboard.logic.labels import Labels
from dashboard.logic.money import UNITS
from dashboard.logic.problems import Problem
from dashboard.logic.ranked_values import RankedValues
from dashboard.logic.schemes import ABC, AMOUNT, CURRY, SHIPPED, Band, Scheme, parse_schemes, scheme_named
from dashboard.logic.value_bases import ORDERS, PROFIT, REVENUE, value_base

OWN = """
[our_amounts]
mode  = "absolute"
value = "revenue"
label = { en = "Our amounts", zh_Hans = "本公司金额线" }
bands = [
  { id = "Gold",   from = 5000000.5, label = { en = "Gold", zh_Hans = "金牌客户" } },
  { id = "Silver", from = 200000,  label = { en = "Silver", zh_Hans = "银牌客户" } },
  { id = "Small" },
]
[fine]
mode  = "rank"
label = { en = "Fine", zh_Hans = "细分" }
bands = [
  { id = "Top",   up_to = 0.25 },
  { id = "Small", up_to = 100 },
]
"""


def test_shipped_schemes_are_those_of_the_issue():
    assert [band.limit for band in CURRY.bands] == [100, 500, 2000, 10_000]
    assert [band.limit for band in ABC.bands] == [8000, 9500, 10_000]
    assert [band.limit for band in AMOUNT.bands] == [10_000_000 * UNITS, 1_000_000 * UNITS, None]
    assert [AMOUNT.is_example, CURRY.is_example, ABC.is_example] == [True, False, False]
    assert AMOUNT.bands[0].labels.text("zh_Hans") == "大额客户"
    assert AMOUNT.bands[0].labels.text("en") == "Big"


def test_own_schemes_follow_the_shipped_ones():
    schemes = parse_schemes(OWN)
    assert list(schemes) == ["curry", "abc", "amount", "our_amounts", "fine"]
    own = schemes["our_amounts"]
    assert [(band.id, band.limit) for band in own.bands] == [
        ("Gold", 50_000_005_000),
        ("Silver", 2_000_000_000),
        ("Small", None),
    ]
    assert own.labels == Labels("Our amounts", "本公司金额线")
    assert own.bands[2].labels.zh_Hans == "小额客户"
    assert schemes["fine"].bands[0].limit == 25


def test_order_counts_are_cuts_in_whole_orders():
    text = OWN.replace('"revenue"', '"orders"').replace("5000000.5", "12").replace("200000", "3")
    assert [band.limit for band in parse_schemes(text)["our_amounts"].bands] == [12, 3, None]


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ('mode  = "absolute"', 'mode = "score"', ["our_amounts", "mode", "score", "rank"]),
        ('value = "revenue"', 'value = "turnover"', ["our_amounts", "value", "turnover", "revenue"]),
        ('value = "revenue"\n', "", ["our_amounts", "value", "revenue"]),
        ("from = 200000", "from = 5000001", ["our_amounts", "Silver", "from", "highest"]),
        ("from = 200000", "from = -1", ["our_amounts", "Silver", "from"]),
        ("from = 200000", "from = nan", ["our_amounts", "Silver.from", "NaN"]),
        ("from = 200000", 'from = "much"', ["our_amounts", "Silver.from", "much", "number"]),
        ("from = 200000", "from = 0.00001", ["our_amounts", "Silver.from", "4 decimals"]),
        ("from = 200000", "from = 1e30", ["our_amounts", "Silver.from"]),
        ("from = 200000,", "from = true,", ["our_amounts", "Silver.from", "True"]),
        ("from = 200000", "up_to = 5", ["our_amounts", "up_to", "from"]),
        ('id = "Silver"', 'id = "Lost"', ["our_amounts", "Lost"]),
        ('id = "Silver"', 'id = "gold"', ["our_amounts", "gold", "twice"]),
        ('id = "Silver"', 'id = "Sil ver"', ["our_amounts", "Sil ver"]),
        ('{ id = "Small" }', '{ id = "Tin" }', ["our_amounts", "Tin.label", "zh_Hans"]),
        ('{ id = "Small" }', '{ id = "Small", from = 1 }', ["our_amounts", "Small", "from", "out"]),
        ('zh_Hans = "细分"', 'zh = "细分"', ["fine", "label", "zh_Hans"]),
        ("up_to = 0.25", "up_to = 0.001", ["fine", "Top.up_to", "2 decimals"]),
        ("up_to = 0.25", "up_to = 101", ["fine", "Top", "up_to", "101"]),
        ("up_to = 100", "up_to = 99", ["fine", "Small", "up_to", "99", "100"]),
        ("[fine]", "[curry]", ["curry", "taken"]),
        ("[fine]", "[Fine]", ["Fine", "name"]),
        ("[fine]", "fine = 3\n[other]", ["fine"]),
        ('mode  = "rank"', 'mode = "rank"\ncolour = "red"', ["fine", "colour", "label"]),
        ('mode  = "rank"', 'mode = "rank"\nvalue = "profit"', ["fine", "value", "profit"]),
        ('mode  = "rank"', "mode = rank", ["schemes.toml"]),
    ],
)
def test_every_mistake_names_scheme_key_value_and_remedy(old, new, names):
    assert old in OWN
    with pytest.raises(Problem) as problem:
        parse_schemes(OWN.replace(old, new, 1))
    for name in names:
        assert name in str(problem.value)


def test_bands_are_needed_and_not_too_many():
    with pytest.raises(Problem, match="bands"):
        parse_schemes('[x]\nmode = "rank"\nlabel = { en = "x", zh_Hans = "x" }')
    with pytest.raises(Problem, match="0 bands"):
        Scheme("x", "rank", (), Labels("x", "x"))
    with pytest.raises(Problem, match="13 bands"):
        Scheme("x", "rank", tuple(Band(f"B{i}", 100 * i, Labels("b", "b")) for i in range(13)), Labels("x", "x"))


def test_absolute_scheme_locks_its_value_base():
    assert AMOUNT.base() == REVENUE
    assert AMOUNT.base(REVENUE) == REVENUE
    with pytest.raises(Problem, match="amount has its cuts in revenue"):
        AMOUNT.base(PROFIT)
    assert CURRY.base() == REVENUE
    assert CURRY.base(ORDERS) == ORDERS


def test_unknown_scheme_and_base_name_the_choices():
    with pytest.raises(Problem, match="curry, abc, amount"):
        scheme_named("pareto")
    assert scheme_named("abc") is SHIPPED["abc"]
    with pytest.raises(Problem, match="revenue, profit or orders"):
        value_base("sales")
    with pytest.raises(Problem, match="service_costs"):
        value_base("contribution")
    assert value_base("orders") is ORDERS


def test_cut_of_each_mode_on_hand_made_values():
    values = RankedValues(np.array([1, 1, 3, 5, 10, 30, 50], dtype=np.int64))  # sum 100
    assert CURRY.cut_values(values) == (50, 50, 30)  # k = 1, 1, 2
    assert ABC.cut_values(values) == (30, 5)  # 80 is reached exactly by the second, 95 by the fourth
    assert AMOUNT.cut_values(values) == (10_000_000 * UNITS, 1_000_000 * UNITS)


def test_no_active_customer_or_an_empty_share_has_no_cut():
    nobody = RankedValues(np.empty(0, dtype=np.int64))
    for scheme in SHIPPED.values():
        assert scheme.cut_values(nobody) == (None,) * (len(scheme.bands) - 1)
    b = Labels("b", "b")
    for mode in ("rank", "share"):
        scheme = Scheme("edge", mode, (Band("X", 0, b), Band("Y", 5000, b), Band("Z", 10_000, b)), b)
        assert scheme.cut_values(RankedValues(np.array([1, 2, 3, 4], dtype=np.int64)))[0] is None
