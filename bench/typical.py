"""A company of the usual size, cold: from a server that has just said it is ready to a visitor's first picture."""

import asyncio
import statistics
from pathlib import Path

from bench.generated import generated_files
from bench.homes import imported_home
from bench.pages import PYRAMID, TRENDS, WHAT_IF
from bench.rows import Options, Row, spread
from bench.servers import our_server
from bench.websocket import ScriptRun, Session

CUSTOMERS, LINES, LINES_PER_ORDER = 5_000, 500_000, 4
FIRST_PICTURE_S = 2

_CUSTOMERS = """
    select
        'C' || lpad(cast(i as varchar), 5, '0') as customer_id, '客户' || i as customer_name,
        ['华东', '华南', '华北', '西南'][1 + i % 4] as region_code,
        ['机械', '建材', '食品', '电子', '环境'][1 + (i // 4) % 5] as industry,
        'E' || lpad(cast(i % 12 as varchar), 2, '0') as account_manager_id
    from range($customers) as r(i)
"""
# An order is drawn from its number alone, so that its head and its lines agree.
_ORDERS = """
    select
        'O' || lpad(cast(i as varchar), 7, '0') as order_id,
        'C' || lpad(cast(least(cast(floor(power((i * 7919 % 100003) / 100003.0, 2.2) * $customers) as bigint),
            $customers - 1) as varchar), 5, '0') as customer_id,
        date '2023-01-01' + cast(i * 104729 % 1095 as integer) as order_date
    from range($lines // $lines_per_order) as r(i)
"""
_LINES = """
    select
        'O' || lpad(cast(i // $lines_per_order as varchar), 7, '0') as order_id,
        i % $lines_per_order + 1 as line_no,
        'P' || cast(i * 31 % 40 as varchar) as product_id,
        cast(exp(3.6 + (i * 15485863 % 100019) / 25000.0) as decimal(18,2)) as net_amount,
        cast(exp(3.2 + (i * 15485863 % 100019) / 25000.0) as decimal(18,2)) as direct_cost
    from range($lines) as r(i)
"""


def measure_typical(options: Options) -> list[Row]:
    """Per page and repeat a fresh server: seconds until it was up, and from there to the end of the first visit."""
    home = imported_home(options.folder / "typical" / "home", typical_files(options.folder / "typical"))
    rows = []
    for name, page in (("Pyramid", PYRAMID), ("What-if", WHAT_IF), ("Trends", TRENDS)):
        up, runs = [], []
        for _ in range(min(options.repeats, 3)):
            with our_server(home) as server:
                up.append(server.up_seconds)
                runs.append(asyncio.run(_first_visit(server.port, page)))
        figures = {
            **spread("first_picture_s", [run.seconds for run in runs], 2),
            "first_bytes": max(run.bytes for run in runs),
            "up_s": round(statistics.median(up), 1),
        }
        bar = {"first_picture_s": FIRST_PICTURE_S}
        rows.append(Row(f"{name}, first visit of a fresh server", figures, at_most=bar))
    return rows


async def _first_visit(port: int, page: str) -> ScriptRun:
    async with Session(port, page) as session:
        run = await session.visit()
    assert not run.errors, run.errors
    return run


def typical_files(folder: Path) -> list[Path]:
    """customers.csv, orders.csv and order_lines.csv, unless they are there already."""
    numbers = {"$customers": CUSTOMERS, "$lines_per_order": LINES_PER_ORDER, "$lines": LINES}
    return generated_files(folder, {"customers": _CUSTOMERS, "orders": _ORDERS, "order_lines": _LINES}, numbers)
