"""The what-if against SQL with window functions, on data with ties, zeros, negatives and giants."""

import duckdb
import numpy as np
import pandas as pd
import pytest

from dashboard.logic.layers import decide_layers
from dashboard.logic.value_bases import REVENUE
from dashboard.logic.what_if.outcome import what_if
from tests.logic.order_books import simple_facts
from tests.logic.what_if.what_if_cases import Case, scheme_of

SQL = """
with company as (
    select *, case when value > 0 then rank() over (partition by value > 0 order by value desc) end as place
    from customers
),
lines as (
    select cut_no, count(value) filter (value >= cut) as k from company cross join cuts group by cut_no
),
buffered as (
    select cut_no, k, case when $bp = 0 or k = 0 then 0 else greatest(1, (k * $bp + 9999) // 10000) end as b from lines
),
placed as (
    select c.id, count(cut_no) filter (not case
        when c.place <= k - b then true
        when c.place > k + b then false
        when c.held between 0 and 3 then c.held <= cut_no
        else c.place <= k end) as code
    from company as c cross join buffered where c.value > 0 group by c.id
),
decided as (
    select c.*, coalesce(p.code, 4) as code from company as c left join placed as p using (id) where is_visible
)
select came, code, count(*)::bigint, sum(revenue)::hugeint, sum(profit)::hugeint, sum(has_cost::int)::bigint
from decided group by came, code order by came, code
"""


def sql_cells(case: Case, cuts, buffer_bp: int) -> list[tuple]:
    facts = case.after_facts
    customers = pd.DataFrame(
        {
            "id": np.arange(len(facts)),
            "value": facts.values(case.base),
            "revenue": facts.revenue,
            "profit": facts.profit,
            "has_cost": facts.has_cost,
            "came": case.before.codes,
            "held": case.held,
            "is_visible": case.visible,
        }
    )
    with duckdb.connect() as connection:
        connection.register("customers", customers)
        connection.register("cuts", pd.DataFrame({"cut_no": np.arange(len(cuts)), "cut": np.array(cuts, np.int64)}))
        return connection.execute(SQL, {"bp": buffer_bp}).fetchall()


def random_case(seed: int, size: int = 3000) -> Case:
    draw = np.random.default_rng(seed)
    # Ties (few distinct amounts), zeros, negatives and a few giants.
    revenue = np.where(draw.random(size) < 0.5, draw.integers(-20, 60, size), draw.integers(-(10**6), 10**9, size))
    revenue[draw.integers(0, size, 3)] = 10**15 + draw.integers(0, 3, 3)
    has_cost = draw.random(size) < 0.8
    facts = simple_facts(revenue.tolist(), profit=np.where(has_cost, revenue // 3, 0), has_cost=has_cost)
    return Case(
        facts,
        decide_layers(facts, scheme_of("rank", [100, 500, 2000]), REVENUE),
        facts,
        REVENUE,
        draw.integers(-1, 6, size).astype(np.int8),
        draw.random(size) < (1 if seed == 0 else 0.6),
    )


LIMITS = {"rank": [37, 800, 4500], "share": [2000, 9000, 9999], "absolute": [10**8, 10**6, 30]}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("mode", LIMITS)
@pytest.mark.parametrize("buffer_bp", [0, 1000])
def test_equals_the_sql_query_to_the_last_digit(seed, mode, buffer_bp):
    case = random_case(seed)
    outcome = what_if(case.index(), scheme_of(mode, LIMITS[mode]), buffer_bp)
    cells = sql_cells(case, outcome.cuts_after, buffer_bp)
    assert [(came, code, count) for came, code, count, *_ in cells] == [
        (came, code, int(outcome.moves[came, code])) for came, code in zip(*np.nonzero(outcome.moves), strict=True)
    ]
    for column, name in ((3, "revenue"), (4, "profit"), (5, "costed_customers")):
        sums = [sum(cell[column] for cell in cells if cell[1] == code) for code in range(5)]
        assert list(getattr(outcome.after, name)[:5]) == sums
