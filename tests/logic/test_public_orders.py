"""The logic on 541,909 real records against figures made independently in plain Python (expected.json)."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import numpy as np
import pytest

from dashboard.logic.concentration import concentration
from dashboard.logic.facts import PeriodFacts, population
from dashboard.logic.layers import decide_layers
from dashboard.logic.money import to_decimal
from dashboard.logic.periods import MonthSpan, check_as_of, month_no
from dashboard.logic.pyramid import pyramid_table
from dashboard.logic.schemes import CURRY
from dashboard.logic.value_bases import REVENUE

pytestmark = pytest.mark.public_data

PER_CUSTOMER = """
with lines as (
    select
        CustomerID as customer_id,
        strptime(left(cast(InvoiceDate as varchar), 10), '%Y-%m-%d')::date as day,
        InvoiceNo as invoice,
        cast(Quantity as bigint) * cast(cast(UnitPrice as decimal(18,4)) * 10000 as bigint) as net
    from read_parquet($file)
    where CustomerID is not null
      and ($keep_returns or (InvoiceNo not like 'C%'
           and cast(Quantity as bigint) > 0 and cast(UnitPrice as decimal(18,4)) > 0))
)
select
    coalesce(sum(net) filter (where day between $first and $last), 0)::bigint as revenue,
    min(day) as first_order,
    max(day) as last_order,
from lines
where day <= $last
group by customer_id
"""


@pytest.mark.parametrize("variant", ["sales_only", "net_of_returns"])
@pytest.mark.parametrize("case", ["as_of 2011-11-30", "as_of 2011-08-31, 9 months"])
def test_layers_of_real_orders_equal_the_expected_figures(public_data: Path, variant: str, case: str):
    folder = public_data / "online_retail"
    expected = json.loads((folder / "expected.json").read_text("utf-8"))[variant][case]
    facts = facts_of_file(folder / "online_retail.parquet", expected["window"], variant == "net_of_returns")
    layering = decide_layers(facts, CURRY, REVENUE)
    table = pyramid_table(facts, layering).set_index("layer")

    assert len(facts) == expected["customers_ever"]
    assert [str(to_decimal(cut)) for cut in layering.cuts if cut] == list(expected["cuts"].values())
    for layer, figures in expected["layers"].items():
        assert table.loc[layer, "customers"] == figures["customers"]
        if "revenue" in figures:
            assert str(to_decimal(table.loc[layer, "revenue"])) == figures["revenue"]
    assert str(to_decimal(sum(table["revenue"]))) == expected["revenue_all_in_window"]
    share = concentration(layering.ranked.values).top_20pct_share.value
    assert round(Decimal(share), 6) == Decimal(expected["top20_share"])


def facts_of_file(file: Path, window: list[str], keep_returns: bool) -> PeriodFacts:
    first, last = (date.fromisoformat(day) for day in window)
    rows = (
        duckdb.connect()
        .execute(PER_CUSTOMER, {"file": str(file), "first": first, "last": last, "keep_returns": keep_returns})
        .fetchnumpy()
    )
    n = len(rows["revenue"])
    first_order, last_order = (rows[name].astype("datetime64[D]") for name in ("first_order", "last_order"))
    nothing = np.zeros(n, dtype=np.int64)
    return PeriodFacts(
        as_of=check_as_of(last, month_no(first), month_no(last)),
        span=MonthSpan(month_no(first), month_no(last)),
        revenue=rows["revenue"],
        profit=nothing,
        costed_abs=nothing,
        net_abs=np.abs(rows["revenue"]),
        has_cost=np.zeros(n, dtype=bool),
        orders=nothing,
        first_order=first_order,
        last_order=last_order,
        in_population=population(
            first_order, np.zeros(n, dtype=bool), np.full(n, np.datetime64("NaT", "D")), as_of=month_no(last)
        ),
    )
