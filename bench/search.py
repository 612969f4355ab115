"""A text search over a million Chinese company names: what the build spends on it, and how long an answer takes."""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from bench.homes import imported_home
from bench.rows import Options, Row, percentile, spread
from dashboard.data.building.search_texts import write_customer_search
from dashboard.data.demo.catalogue import CITIES, INDUSTRIES
from dashboard.data.home import Home
from dashboard.data.reading.customer_search import find_customers, matching_customers
from dashboard.data.reading.marts import Marts, open_marts
from dashboard.logic.viewer import account_manager, operator

ANSWER_MS = 300
SHOWN = 20
MANAGERS = 2500
"""Of the million: 400 customers each."""
TEXTS = {
    "a city": "重庆",
    "first letters": "cqca",
    "pinyin in full": "chongqing",
    "pinyin, several ways": "xian",
    "a number": "0123456",
    "two words": "重庆 阀门",
    "what nearly every name holds": "有限公司",
    "a letter": "c",
    "nothing": "qqqq",
}
_CHARACTERS = "恒华瑞鑫盛宏嘉永德金天泰东新安佳凯博启锦长重行乐石传达源丰兴和顺祥辉腾捷明"
"""Of brands: some of several readings among them, as in life."""
_FORMS = ("有限公司", "股份有限公司", "集团有限公司", "厂")
_CUSTOMERS = """
    select
        lpad(cast(i as varchar), 7, '0') as customer_id,
        $cities[1 + i * 7919 % len($cities)] || $characters[1 + i * 104729 % len($characters)]
            || $characters[1 + (i // 7) * 15485863 % len($characters)] || $stems[1 + (i // 3) * 31 % len($stems)]
            || $forms[1 + i * 13 % len($forms)] as customer_name,
        'E' || cast(i % $managers as varchar) as account_manager_id
    from range($customers) as r(i)
"""
_ORDERS = """
    select 'O' || i as order_id, lpad(cast(i as varchar), 7, '0') as customer_id,
        date '2024-01-01' + cast(i * 104729 % 365 as integer) as order_date, 100 as net_amount
    from range($customers) as r(i)
"""


def measure_search(options: Options) -> list[Row]:
    """Seconds of the build's step, then milliseconds per kind of text: first the rows shown, then all that match."""
    folder = options.folder / f"search-{options.customers}"
    home = Home(imported_home(folder / "home", _files(folder, options.customers)))
    marts = open_marts(home)
    size = f"{options.customers:,} customers"
    rows = [Row(f"build step, {size}", spread("s", [_build_s(home, marts) for _ in range(min(options.repeats, 3))], 2))]
    own = account_manager("E7", "")
    every: list[float] = []
    for name, text in TEXTS.items():
        found = len(matching_customers(marts, operator(), text))
        ms = _ms(options.repeats, lambda text=text: find_customers(marts, operator(), text, SHOWN))
        every += ms
        matching = _ms(options.repeats, lambda text=text: matching_customers(marts, own, text))
        figures = spread("ms", ms) | {"matching_ms": round(statistics.median(matching), 1), "found": found}
        rows.append(Row(f"{name}: {text}", figures, at_most={"ms": ANSWER_MS}))
    rows.append(Row("all of them", {"p95_ms": round(percentile(every, 95), 1)}, at_most={"p95_ms": ANSWER_MS}))
    return rows


def _ms(repeats: int, ask: Callable[[], object]) -> list[float]:
    ask()  # a visitor's second search: the first one also reads the file
    found = []
    for _ in range(repeats):
        started = time.perf_counter()
        ask()
        found.append(1000 * (time.perf_counter() - started))
    return found


def _build_s(home: Home, marts: Marts) -> float:
    """The step alone, from the build's own customers."""
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "short.parquet"
        duckdb.connect().sql("select 0::integer as customer_no, '' as short_name where false").write_parquet(str(empty))
        files = [home.builds / part.path for part in marts.build.marts["customer"]]
        started = time.perf_counter()
        write_customer_search(files, [empty], Path(folder) / "made" / "part.parquet", threads=2)
        return time.perf_counter() - started


def _files(folder: Path, customers: int) -> list[Path]:
    """customers.csv and orders.csv, unless they are there already."""
    folder.mkdir(parents=True, exist_ok=True)
    lists = {
        "cities": [place.name for place in CITIES],
        "characters": list(_CHARACTERS),
        "stems": [stem for trade in INDUSTRIES for stem in trade.stems],
        "forms": list(_FORMS),
    }
    files = []
    with duckdb.connect() as con:
        for name, select in (("customers", _CUSTOMERS), ("orders", _ORDERS)):
            files.append(folder / f"{name}.csv")
            if not files[-1].exists():
                numbers = {"customers": customers, "managers": MANAGERS}
                wanted = {word: value for word, value in (lists | numbers).items() if f"${word}" in select}
                con.sql(select, params=wanted).write_csv(str(files[-1]), header=True)
    return files
