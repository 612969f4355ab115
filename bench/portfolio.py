"""My customers over the real websocket: an account manager of some 400 customers filters by text and by column, and
somebody who sees the whole company searches it."""

import asyncio
import random
import re
from collections.abc import Awaitable, Iterator
from pathlib import Path

from bench.generated import generated_files
from bench.homes import imported_home
from bench.orders import make_order_files
from bench.rows import Options, Row, percentile
from bench.servers import Server, our_server
from bench.websocket import ScriptRun, Session

PAGE = "portfolio"
OWN_CUSTOMERS = 400
MANAGERS = 10
"""So many account managers have so many customers each; the others' are shared by forty."""
THINK_S = 0.3
OWN_MS, COMPANY_MS = 150, 300
CHANGES = ("Growing", "Shrinking", "Growing by 20 % or more", "Shrinking by 20 % or more", "Unchanged")
# Names as Chinese companies have them, all different: a city, two characters, a trade, a legal form.
_CUSTOMERS = """
    select
        'C' || lpad(cast(i as varchar), 8, '0') as customer_id,
        ['苏州', '上海', '北京', '广州', '深圳', '杭州', '成都', '武汉', '重庆', '长沙'][1 + i % 10]
            || ['华', '永', '金', '盛', '恒', '瑞', '祥', '嘉', '德', '宏'][1 + i // 10 % 10]
            || ['达', '兴', '源', '泰', '隆', '顺', '昌', '益', '丰', '和'][1 + i // 100 % 10]
            || ['机械', '建材', '食品', '电子', '纺织', '环境', '化工', '医药'][1 + i // 1000 % 8]
            || i // 8000
            || ['有限公司', '集团', '厂'][1 + i % 3] as customer_name,
        ['华东', '华南', '华北', '西南', '东北', '西北', '华中', '海外'][1 + i % 8] as region_code,
        ['机械', '建材', '食品', '电子', '纺织', '环境', '化工', '医药'][1 + (i // 8) % 8] as industry,
        case
            when i % $share < $managers then 'M' || lpad(cast(i % $share as varchar), 2, '0')
            else 'E' || lpad(cast(i % 40 as varchar), 2, '0')
        end as account_manager_id
    from range($customers) as r(i)
"""
_EMPLOYEES = """
    select 'M' || lpad(cast(i as varchar), 2, '0') as employee_id, '经理' || i as name, '销售' || i % 3 as department,
        case when i > 0 then 'M00' end as manager_id
    from range($managers) as r(i)
"""
# Each manager helps with some customers of somebody else's.
_ASSIGNMENTS = """
    select 'C' || lpad(cast(i as varchar), 8, '0') as customer_id,
        'M' || lpad(cast(1 + i // $share % ($managers - 1) as varchar), 2, '0') as employee_id,
        'support' as role, date '2024-01-01' as valid_from
    from range($customers) as r(i)
    where i % $share = $managers
"""
_INITIALS = (("sz", "sh", "bj", "gz", "hz", "cd"), ("h", "y", "j", "s", "r"), ("d", "x", "y", "t", "l", "s"))


def measure_portfolio(options: Options) -> list[Row]:
    """p50 and p95 of a filter that is moved, from the wish to the word that the page is finished."""
    moves = 10 * options.repeats
    with our_server(portfolio_home(options)) as server:
        return asyncio.run(_measured(server, moves))


def portfolio_home(options: Options) -> Path:
    """The orders of ``make_order_files`` with names to search, portfolios of the usual size, and account teams."""
    files = make_order_files(options.folder, options.orders, options.customers)
    share = max(options.customers // OWN_CUSTOMERS, MANAGERS + 1)
    numbers = {"$customers": options.customers, "$share": share, "$managers": MANAGERS}
    statements = {"customers": _CUSTOMERS, "employees": _EMPLOYEES, "assignments": _ASSIGNMENTS}
    made = generated_files(files.folder / "portfolio", statements, numbers)
    return imported_home(files.folder / "portfolio-home", [*made, files.clean])


async def _measured(server: Server, moves: int) -> list[Row]:
    async with Session(server.port, PAGE) as session:
        first = _sound(await session.visit())
        company = await _texts(session, moves)
        await session.write("portfolio_text", "")
        seen = _sound(await session.write("view_as", "M00"))
        customers = next(int(found[1]) for text in seen.texts if (found := re.match(r"\*\*(\d+) customers\*\*", text)))
        own = {
            "text filter": await _texts(session, moves),
            "column filter": await _columns(session, moves),
            "sort": await _sorts(session, moves),
        }
    rows = [
        Row(f"My customers, {name}", {**_figures(runs), "in_scope": customers}, {"p95_ms": OWN_MS})
        for name, runs in own.items()
    ]
    whole = {
        **_figures(company),
        "first_visit_ms": round(1000 * first.seconds),
        "resident_mb": round(server.resident_mb()),
    }
    return [*rows, Row("My customers, text filter, the whole company", whole, {"p95_ms": COMPANY_MS})]


async def _texts(session: Session, moves: int) -> list[ScriptRun]:
    """Initials of company names: no text twice, so that no answer is one that was kept."""
    texts = _initials()
    await session.write("portfolio_text", next(texts))  # what is loaded once is not counted
    return [await _after_thought(session.write("portfolio_text", next(texts))) for _ in range(moves)]


def _initials() -> Iterator[str]:
    chance, told = random.Random(1), set()
    while True:
        text = "".join(chance.choice(part) for part in _INITIALS) + chance.choice(("", "j", "s", "d"))
        text += str(chance.randrange(10)) if len(told) > 80 else ""
        if text not in told:
            told.add(text)
            yield text


async def _columns(session: Session, moves: int) -> list[ScriptRun]:
    """Each pair of a layer and a change of revenue in turn, one of the two at a time: no pair twice."""
    await session.write("portfolio_text", "")
    runs = []
    for layer in session.options("layers"):
        runs.append(await _after_thought(session.choose("layers", [layer])))
        runs += [await _after_thought(session.write("change", change)) for change in CHANGES]
    await session.choose("layers", [])
    return runs[:moves]


async def _sorts(session: Session, moves: int) -> list[ScriptRun]:
    options = session.options("sort")
    return [await _after_thought(session.write("sort", options[place % len(options)])) for place in range(1, moves)]


async def _after_thought(move: Awaitable[ScriptRun]) -> ScriptRun:
    await asyncio.sleep(THINK_S)
    return _sound(await move)


def _sound(run: ScriptRun) -> ScriptRun:
    if run.errors:
        raise RuntimeError(f"My customers: {run.errors[0]}")
    return run


def _figures(runs: list[ScriptRun]) -> dict[str, float]:
    ms = [1000 * run.seconds for run in runs]
    return {
        "p50_ms": round(percentile(ms, 50), 1),
        "p95_ms": round(percentile(ms, 95), 1),
        "worst_ms": round(max(ms), 1),
        "bytes": max(run.bytes for run in runs),
        "moves": len(runs),
    }
