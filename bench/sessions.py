"""Many visitors at once: each moves the What-if slider once a second."""

import asyncio
import time
from contextlib import AsyncExitStack, ExitStack

from bench.homes import imported_home
from bench.moving import Hand, Visited
from bench.orders import make_order_files
from bench.pages import WHAT_IF
from bench.peering import PEERS, peer_server
from bench.rows import Options, Row, percentile
from bench.servers import APP, Server, our_server, our_server_saying_hello, streamlit_run
from bench.websocket import ScriptRun, Session

INTERVAL_S = 1.0
MOVES = 8
CROWDS = (1, 20, 50)
CROWD = 20
"""The size that is held against bars, and at which others are measured."""
P95_MS = 150
MB_PER_SESSION = 1.0


def measure_sessions(options: Options) -> list[Row]:
    """p50 and p95 of a move, server CPU per move, and resident memory per session beyond the first."""
    files = make_order_files(options.folder, options.orders, options.customers)
    home = imported_home(files.folder / "home", [files.customers_file, files.clean])
    rows = []
    with ExitStack() as stack:
        hello, ours = stack.enter_context(our_server_saying_hello(home)), stack.enter_context(our_server(home))
        for size in CROWDS:
            rows.append(_row("hello", hello, "", size))
            rows.append(_row("What-if", ours, WHAT_IF, size))
    beside = next(row.figures for row in rows if row.what == f"What-if, {CROWD} sessions")
    with streamlit_run(APP, home) as stock:
        rows.append(_row("What-if on streamlit run", stock, WHAT_IF, CROWD, beside))
    with peer_server(PEERS["careful"], files) as careful:
        rows.append(_row("careful pandas page", careful, "", CROWD, beside))
    return rows


def _row(name: str, server: Server, page: str, size: int, beside: dict[str, float] | None = None) -> Row:
    """``beside``: the figures of ours at the same size, for the ratio."""
    what = f"{name}, {size} sessions"
    figures = asyncio.run(_crowd(Visited(what, server, page), size))
    if beside:
        figures["times_faster_is_ours"] = round(figures["p50_ms"] / beside["p50_ms"], 1)
    is_judged = name == "What-if" and size == CROWD
    return Row(what, figures, at_most={"p95_ms": P95_MS, "mb_per_session": MB_PER_SESSION} if is_judged else {})


async def _crowd(page: Visited, size: int) -> dict[str, float]:
    """One visitor comes first, so that what the server loads once is not counted for the others."""
    async with AsyncExitStack() as stack:
        await _arrived(stack, page, seed=size)
        memory = page.server.resident_mb()
        hands = [await _arrived(stack, page, seed) for seed in range(size)]
        cpu, begin = page.server.cpu_seconds(), time.perf_counter()
        beats = (_moves(hand, begin + INTERVAL_S * (1 + place / size)) for place, hand in enumerate(hands))
        runs = [run for of_one in await asyncio.gather(*beats) for run in of_one]
        cpu, grown = page.server.cpu_seconds() - cpu, page.server.resident_mb() - memory
    errors = [error for run in runs for error in run.errors]
    if errors:
        raise RuntimeError(f"{page.name}: {errors[0]}")
    ms = [1000 * run.seconds for run in runs]
    return {
        "p50_ms": round(percentile(ms, 50), 1),
        "p95_ms": round(percentile(ms, 95), 1),
        "worst_ms": round(max(ms), 1),
        "moves": len(runs),
        "cpu_ms_per_move": round(1000 * cpu / len(runs), 1),
        "resident_mb": round(memory + grown),
        # One session's part is smaller than what the memory varies by.
        **({"mb_per_session": round(grown / size, 2)} if size > 1 else {}),
    }


async def _arrived(stack: AsyncExitStack, page: Visited, seed: int) -> Hand:
    """A visitor who has opened the page and made a first move. Each has another second boundary on the What-if page, so
    that no answer kept for one helps the others."""
    query = f"at=1,{5 + seed / 100:.2f},20" if page.page == WHAT_IF else ""
    session = await stack.enter_async_context(Session(page.server.port, page.page, query))
    await session.visit()
    hand = Hand(session, page.slider, seed)
    await hand.move()
    return hand


async def _moves(hand: Hand, first: float) -> list[ScriptRun]:
    """A move per beat; one whose answer took longer than the beat is followed at once by the next."""
    runs = []
    for beat in range(MOVES):
        await asyncio.sleep(max(first + beat * INTERVAL_S - time.perf_counter(), 0))
        runs.append(await hand.move())
    return runs
