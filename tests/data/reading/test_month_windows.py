"""The running window over months gives what one question per month gives (``load_facts``)."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

import numpy as np
import pytest

from dashboard.data.reading import month_series
from dashboard.data.reading.company_facts import load_facts
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.layers import decide_layers
from dashboard.logic.periods import MonthSpan, Period, month_no
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.value_bases import PROFIT, VALUE_BASES
from dashboard.logic.viewer import operator
from tests.data.hand_made_build import Customer, Order, hand_made_build

FIRST_DAY = date(2018, 3, 1)
MONTHS = 70
"""Long enough that somebody ordered last before the months that are read, and is Lost."""


def _some_company(folder: Path) -> Marts:
    random = Random(20)
    customers = [
        Customer(
            f"C{number:02d}",
            region=random.choice(("East", "West", None)),
            is_on_file=number % 5 > 0,
            first_contact=FIRST_DAY + timedelta(days=random.randrange(2000)) if number % 3 else None,
        )
        for number in range(60)
    ]
    orders = [Order("C01", FIRST_DAY, "10")]
    for customer in customers[:50]:
        begins, lasts = random.randrange(1500), random.choice((30, 300, 2100))
        for _ in range(random.randrange(12)):
            day = FIRST_DAY + timedelta(days=min(begins + random.randrange(lasts), MONTHS * 30))
            net = random.choice((-40, 0, 5, 5, 80, 1_000, 2_000_000, 20_000_000))
            cost = random.choice((None, str(net // 2)))
            orders.append(Order(customer.customer_id, day, str(net), cost))
    return hand_made_build(folder, customers, orders)


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory) -> Marts:
    return _some_company(tmp_path_factory.mktemp("home"))


@pytest.mark.slow
@pytest.mark.parametrize("base", VALUE_BASES)
@pytest.mark.parametrize("period", ["1", "3", "12", "36", "quarter", "half", "ytd"])
def test_running_window_equals_one_question_per_month(marts: Marts, base: str, period: str) -> None:
    question = Question(marts.build.last_month, Period.parse(period), base=base)
    value_base = VALUE_BASES[base]
    scheme = SHIPPED["curry"]
    compared = 0
    for found in month_series._facts_by_month(marts, question, value_base):
        wanted = load_facts(marts, question.period.span(found.as_of))
        assert found.span == wanted.span
        assert np.array_equal(found.revenue, wanted.revenue)
        assert np.array_equal(found.values(value_base), wanted.values(value_base))
        assert np.array_equal(found.first_order, wanted.first_order, equal_nan=True)
        assert np.array_equal(np.isnat(found.last_order), np.isnat(wanted.last_order))
        assert np.array_equal(found.in_population, wanted.in_population)
        if value_base == PROFIT:
            assert np.array_equal(found.has_cost, wanted.has_cost)
        ours, theirs = decide_layers(found, scheme, value_base), decide_layers(wanted, scheme, value_base)
        assert np.array_equal(ours.codes, theirs.codes)
        assert ours.cuts == theirs.cuts
        compared += 1
    assert compared == month_series.MONTHS_COMPUTED


def test_company_has_customers_in_every_kind_of_layer(marts: Marts) -> None:
    """Else the test above would prove little."""
    layering = decide_layers(
        load_facts(marts, MonthSpan(marts.build.last_month - 11, marts.build.last_month)), SHIPPED["curry"], PROFIT
    )
    found = {layering.layers[code] for code in layering.codes if code >= 0}
    assert {"Top", "Small", "Inactive", "Lost", "Suspect", "Unknown"} <= found


@pytest.mark.slow
@pytest.mark.parametrize("cuts", ["company", "selection"])
@pytest.mark.parametrize("base", ["revenue", "profit"])
def test_months_of_a_selection_equal_its_pyramid_at_each_month(marts: Marts, cuts: str, base: str) -> None:
    reader = Reader(marts, operator(), SHIPPED)
    filters = (("region", ("East",)),)
    question = Question(marts.build.last_month, Period("months", 6), base=base, cuts=cuts, filters=filters)
    months = reader.layer_months(question)
    assert sorted(set(months["month_no"])) == list(range(marts.build.last_month - 23, marts.build.last_month + 1))
    for month, rows in months.groupby("month_no"):
        then = Question(int(month), question.period, base=base, cuts=cuts, filters=filters)
        pyramid = reader.pyramid(then).set_index("layer")
        assert rows.set_index("layer")["customers"].to_dict() == pyramid["customers"].to_dict()
        assert rows.set_index("layer")["revenue"].to_dict() == pyramid["revenue"].to_dict()


def test_months_before_the_first_are_left_out_of_a_short_history(tmp_path: Path) -> None:
    marts = hand_made_build(
        tmp_path,
        [Customer("A"), Customer("B")],
        [Order("A", date(2024, 1, 5), "10"), Order("B", date(2024, 2, 5), "20")],
    )
    question = Question(month_no(date(2024, 2, 1)), Period("months", 3))
    months = Reader(marts, operator(), SHIPPED).layer_months(question)
    assert sorted(set(months["month_no"])) == [question.as_of - 1, question.as_of]
