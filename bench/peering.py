"""What somebody would write instead, on the same data: one slider move beside ours, in turn in one run."""

import os
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import duckdb

from bench.homes import imported_home
from bench.moving import Visited, move_in_turn
from bench.orders import OrderFiles, make_order_files
from bench.pages import THINK_S, WHAT_IF
from bench.rows import Options, Row
from bench.servers import HERE, Server, our_server, our_server_saying_hello, streamlit_run

PEERS = {name: HERE / "peers" / f"{name}.py" for name in ("bare_duckdb", "careful", "usual")}
NAMES = {
    "bare_duckdb": "Streamlit and DuckDB on totals, slider move",
    "careful": "careful pandas page, slider move",
    "usual": "usual pandas page, slider move",
}
TIMES_FASTER = {"careful": 15, "usual": 50}
OURS, HELLO = "What-if, slider move", "hello, slider move"


def measure_peers(options: Options) -> list[Row]:
    """Milliseconds and bytes per slider move of each, and how many times faster ours is."""
    files = make_order_files(options.folder, options.orders, options.customers)
    home = imported_home(files.folder / "home", [files.customers_file, files.clean])
    with ExitStack() as stack:
        pages = [
            Visited(HELLO, stack.enter_context(our_server_saying_hello(home))),
            Visited(OURS, stack.enter_context(our_server(home)), WHAT_IF),
        ]
        pages += [Visited(NAMES[name], stack.enter_context(peer_server(PEERS[name], files))) for name in PEERS]
        move_in_turn(pages, moves=2 * options.repeats + 1, think=THINK_S)
        ours = pages[1].figures()
        return [Row(page.name, page.figures()) for page in pages[:2]] + [
            _row(name, page.figures(), ours) for name, page in zip(PEERS, pages[2:], strict=True)
        ]


def _row(name: str, figures: dict[str, float], ours: dict[str, float]) -> Row:
    figures = {**figures, "times_faster_is_ours": round(figures["ms"] / ours["ms"], 1)}
    bar = {"times_faster_is_ours": TIMES_FASTER[name]} if name in TIMES_FASTER else {}
    return Row(NAMES[name], figures, at_least=bar)


@contextmanager
def peer_server(script: Path, files: OrderFiles) -> Generator[Server]:
    """``streamlit run`` of one peer, as its user would. It finds the files through BENCH_FILES."""
    _totals(files)
    os.environ["BENCH_FILES"] = str(files.folder)
    with streamlit_run(script, files.folder) as server:
        yield server


def _totals(files: OrderFiles) -> None:
    """Per customer the last twelve whole months, as a data team would lay them down for bare_duckdb.py."""
    target = files.folder / "totals.parquet"
    if target.exists():
        return
    with duckdb.connect() as con:
        con.execute(
            f"""
            copy (
                select customer_id, customer_name, account_manager_id, sum(net_amount) as revenue,
                    sum(net_amount - direct_cost) as profit
                from '{files.clean}' join '{files.customers_file}' using (customer_id)
                where order_date between date '2024-12-01' and date '2025-11-30'
                group by all
            ) to '{target}' (format parquet)"""
        )
