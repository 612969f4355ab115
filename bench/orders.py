"""The order data that is measured: seeded, skewed, made by DuckDB in seconds."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from bench.generated import copy_whole

TYPES = {
    "order_id": "varchar",
    "customer_id": "varchar",
    "order_date": "date",
    "promised_date": "date",
    "completed_date": "date",
    "net_amount": "decimal(18,4)",
    "direct_cost": "decimal(18,4)",
    "product_line": "varchar",
    "region": "varchar",
}

# 36 months; customers by a power law (few buy much), amounts lognormal; a customer's region is its own.
_ORDERS = """
    with rolled as (
        select
            i,
            least(cast(floor(power(random(), 2.2) * $customers) as bigint), $customers - 1) as customer,
            date '2023-01-01' + cast(floor(random() * 1095) as integer) as order_date,
            sqrt(-2 * ln(greatest(random(), 1e-12))) * cos(6.283185307 * random()) as normal,
            random() as chance
        from range($orders) as r(i)
    ),
    drawn as (
        select *, cast(exp(3.6 + 1.1 * normal) as decimal(18,2)) as amount
        from rolled
    )
    select
        'O' || lpad(cast(i as varchar), 9, '0') as order_id,
        'C' || lpad(cast(customer as varchar), 8, '0') as customer_id,
        order_date,
        order_date + 10 as promised_date,
        order_date + cast(floor(chance * 14) as integer) as completed_date,
        amount as net_amount,
        cast(amount * 0.7 as decimal(18,2)) as direct_cost,
        ['检测', '校准', '认证', '培训'][1 + i % 4] as product_line,
        ['华东', '华南', '华北', '西南', '东北', '西北', '华中', '海外'][1 + customer % 8] as region
    from drawn
"""
_CUSTOMERS = """
    select
        'C' || lpad(cast(i as varchar), 8, '0') as customer_id,
        '客户' || i as customer_name,
        ['华东', '华南', '华北', '西南', '东北', '西北', '华中', '海外'][1 + i % 8] as region_code,
        ['机械', '建材', '食品', '电子', '纺织', '环境', '化工', '医药'][1 + (i // 8) % 8] as industry,
        'E' || lpad(cast(i % 40 as varchar), 2, '0') as account_manager_id
    from range($customers) as r(i)
"""
# One record in a hundred, five kinds of mistake: wrong date, words for a number, a short record, a long one, no key.
_BAD = """
    with lines as (
        select line, row_number() over () - 1 as i
        from read_csv(
            '$file', delim='\t', header=false, quote='', escape='', auto_detect=false, columns={'line': 'varchar'}
        )
    )
    select case
        when i % 100 <> 50 then line
        when i % 500 = 50 then regexp_replace(line, '^([^,]*,[^,]*),[^,]*', '\\1,2023-02-31')
        when i % 500 = 150 then regexp_replace(line, '^((?:[^,]*,){5})[^,]*', '\\1N/A')
        when i % 500 = 250 then regexp_replace(line, ',[^,]*$', '')
        when i % 500 = 350 then line || ',extra'
        else regexp_replace(line, '^[^,]*', '')
    end as line
    from lines
"""


@dataclass(frozen=True)
class OrderFiles:
    """Paths of one generated size."""

    folder: Path
    orders: int
    customers: int

    @property
    def clean(self) -> Path:
        return self.folder / "orders.csv"

    @property
    def bad(self) -> Path:
        return self.folder / "orders_bad.csv"

    @property
    def gb18030(self) -> Path:
        return self.folder / "orders_gb18030.csv"

    @property
    def customers_file(self) -> Path:
        return self.folder / "customers.csv"


def make_order_files(folder: Path, orders: int, customers: int) -> OrderFiles:
    """Write the plain files of this size, orders and customers, unless they are there already."""
    files = OrderFiles(folder / f"{orders}", orders, customers)
    files.folder.mkdir(parents=True, exist_ok=True)
    con = duckdb.connect(config={"threads": 1})  # one thread: the seed then gives the same rows every time
    if not files.clean.exists():
        con.execute("select setseed(0.7)")
        select = _ORDERS.replace("$customers", str(customers)).replace("$orders", str(orders))
        copy_whole(con, select, files.clean)
    if not files.customers_file.exists():
        copy_whole(con, _CUSTOMERS.replace("$customers", str(customers)), files.customers_file)
    return files


def make_bad_variant(files: OrderFiles) -> Path:
    """The same orders, one record in a hundred with a mistake in it."""
    if not files.bad.exists():
        con = duckdb.connect(config={"threads": 1})
        select = _BAD.replace("$file", str(files.clean))
        copy_whole(con, select, files.bad, "header false, quote '', escape '', delimiter '\t'")
    return files.bad


def make_gb18030_variant(files: OrderFiles) -> Path:
    """The same orders, byte for byte, in the national encoding."""
    if not files.gb18030.exists():
        unfinished = files.gb18030.with_suffix(".part")
        with files.clean.open(encoding="utf-8") as source, unfinished.open("w", encoding="gb18030") as target:
            while block := source.read(1 << 20):
                target.write(block)
        unfinished.rename(files.gb18030)
    return files.gb18030
