"""Orders in other currencies: which rate is known, and what they come to in the reporting one (metrics.md, Money)."""

from decimal import Decimal
from pathlib import Path

import pytest

from dashboard.data.building.build import build
from dashboard.data.importing.running import import_files
from dashboard.data.reading.marts import open_marts
from dashboard.settings import Settings

SETTINGS = Settings(threads=2, reporting_currency="CNY")
RATES = "currency,month,rate\nUSD,2024-01,7.12345678\nUSD,2024-02,7.2\njpy,2024-01,0.05\n"
HEAD = "order_id,customer_id,order_date,currency,fx_rate,direct_cost,net_amount\n"


@pytest.fixture
def given(home, tmp_path):
    """Import texts as files of one folder, by name."""

    def run(settings: Settings = SETTINGS, **texts: str) -> dict:
        folder = Path(tmp_path / f"in-{len(list(tmp_path.iterdir()))}")
        folder.mkdir()
        for name, text in texts.items():
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        return {batch.table: batch for batch in import_files(home, [folder], settings=settings).batches}

    return run


def values(home, columns: str = "order_id, net_amount::varchar, profit::varchar") -> list[tuple]:
    with open_marts(home).cursor() as cursor:
        return cursor.execute(f"select {columns} from order_value order by order_id").fetchall()  # noqa: S608


def test_orders_are_converted_by_the_rate_of_their_month_or_their_own(home, given):
    orders = given(
        rates=RATES,
        orders=HEAD + "A,C1,2024-01-31,usd,,50,100.01\nB,C1,2024-02-01,USD,,,10\nC,C1,2024-02-01,USD,8.5,,10\n"
        "D,C1,2024-01-05,CNY,9,,3\nE,C1,2024-01-05,,,,4\nF,C1,2024-01-05,JPY,,,1001\n",
    )["orders"]
    assert (orders.reasons, orders.warnings) == ({}, {"OWN_RATE": 1})
    assert orders.amount_accepted == Decimal("1128.0100"), (
        "the report adds up what the file says, in its own currencies"
    )
    facts = build(home, SETTINGS)
    # 100.01 x 7.12345678 = 712.4169..., less the cost 50 x 7.12345678 = 356.1728 (each rounded)
    assert values(home) == [
        ("A", "712.4169", "356.2441"), ("B", "72.0000", None), ("C", "85.0000", None), ("D", "3.0000", None),
        ("E", "4.0000", None), ("F", "50.0500", None),
    ]  # fmt: skip
    assert (facts.reporting_currency, facts.notes["ORDERS_CONVERTED"], facts.notes["ORDERS_WITHOUT_RATE"]) == (
        "CNY",
        4,
        0,
    )


@pytest.mark.slow
def test_lines_are_converted_one_by_one_with_their_costs_and_returns(home, given):
    given(
        rates=RATES,
        orders=HEAD + "A,C1,2024-01-31,USD,,,5\n",
        lines="order_id,line_no,product_id,qty,unit_price,net_amount,direct_cost,is_return\n"
        "A,1,P1,,,1.00005,0.5,\nA,2,P1,3,1.5,,,\nA,3,P1,,,0.5,,true\n",
    )
    facts = build(home, SETTINGS)
    # 1.0001 -> 7.1242 (cost 3.5617), 4.5 -> 32.0556, -0.5 -> -3.5617
    assert values(home, "net_amount::varchar, profit::varchar, costed_abs::varchar, net_abs::varchar") == [
        ("35.6181", "3.5625", "7.1242", "42.7415")
    ]
    assert facts.notes["HEADER_SUM_MISMATCH"] == 0


def test_rates_that_are_on_file_serve_later_orders_and_others_are_refused(home, given):
    given(rates=RATES)
    report = given(orders=HEAD + "A,C1,2024-02-10,USD,,,1\nB,C1,2024-03-10,USD,,,1\nC,C1,2024-01-10,EUR,0,,1\n")[
        "orders"
    ]
    assert report.reasons == {"NO_RATE": 2}
    assert report.accepted == 1


@pytest.mark.slow
def test_an_order_whose_rate_is_no_longer_known_is_kept_without_an_amount(home, given):
    given(orders=HEAD + "A,C1,2024-01-10,CNY,,,1\nB,C1,2024-01-10,USD,7,,1\n")
    facts = build(home, Settings(threads=2, reporting_currency="USD"))
    assert values(home, "order_id, net_amount::varchar") == [("A", None), ("B", "1.0000")]
    assert (facts.notes["ORDERS_CONVERTED"], facts.notes["ORDERS_WITHOUT_RATE"]) == (0, 1)


@pytest.mark.slow
def test_one_currency_needs_no_rates(home, given):
    """The only currency of the first orders is the reporting one."""
    plain = Settings(threads=2)
    given(plain, orders=HEAD + "A,C1,2024-01-10,GBP,,,12.34\n")
    facts = build(home, plain)
    assert (facts.reporting_currency, values(home)) == ("GBP", [("A", "12.3400", None)])
    assert facts.notes["ORDERS_CONVERTED"] == 0


@pytest.mark.slow
def test_millions_are_converted_and_compared_with_their_lines(home, given):
    """Two numbers of 18 digits each are multiplied in 18 by DuckDB, and a million times a rate has more."""
    given(
        rates=RATES,
        orders=HEAD + "A,C1,2024-01-31,USD,,250000000,98765432101.25\nB,C1,2024-01-31,,,,88888888888.50\n",
        order_lines="order_id,line_no,product_id,net_amount,direct_cost\nB,1,P,88888888888.50,7000000000\n",
    )
    facts = build(home, SETTINGS)
    # 98,765,432,101.25 x 7.12345678 = 703,551,286,931.27895…; profit of A less 1,780,864,195
    assert values(home)[0] == ("A", "703551286931.2790", "701770422736.2790")
    assert values(home)[1] == ("B", "88888888888.5000", "81888888888.5000")
    assert facts.notes["HEADER_SUM_MISMATCH"] == 0
