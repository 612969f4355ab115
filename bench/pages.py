"""Page runs over the real websocket: ours beside a page that only says hello, our server beside ``streamlit run``."""

from contextlib import ExitStack

from bench.homes import imported_home
from bench.moving import Visited, move_in_turn
from bench.orders import make_order_files
from bench.rows import Options, Row
from bench.servers import APP, HELLO, our_server, our_server_saying_hello, streamlit_run

THINK_S = 0.3
WHAT_IF, PYRAMID, TRENDS = "what-if", "", "trends"
OVER_HELLO_MS = {WHAT_IF: 25, PYRAMID: 100}
BYTES = {WHAT_IF: 12_000, PYRAMID: 100_000}


def measure_pages(options: Options) -> list[Row]:
    """Milliseconds and bytes per move or rerun with think time and in bursts, first visit, memory."""
    files = make_order_files(options.folder, options.orders, options.customers)
    home = imported_home(files.folder / "home", [files.customers_file, files.clean])
    with ExitStack() as stack:
        servers = {
            "hello": stack.enter_context(our_server_saying_hello(home)),
            "ours": stack.enter_context(our_server(home)),
            "stock hello": stack.enter_context(streamlit_run(HELLO, home)),
            "stock ours": stack.enter_context(streamlit_run(APP, home)),
        }
        pages = [
            Visited("hello, slider move", servers["hello"]),
            Visited("What-if, slider move", servers["ours"], WHAT_IF),
            Visited("What-if, whole page", servers["ours"], WHAT_IF, None),
            Visited("Pyramid, whole page", servers["ours"], PYRAMID, None),
            Visited("Trends, whole page", servers["ours"], TRENDS, None),
            Visited("hello on streamlit run, slider move", servers["stock hello"]),
            Visited("What-if on streamlit run, slider move", servers["stock ours"], WHAT_IF),
        ]
        # As few as the options nearby, so that none is asked for twice: the Reader keeps its last outcomes.
        move_in_turn(pages, moves=2 * options.repeats + 1, think=THINK_S, burst=options.repeats)
        return [_row(page, pages[0]) for page in pages]


def _row(page: Visited, hello: Visited) -> Row:
    figures = page.figures()
    if page is hello:
        return Row(page.name, figures)
    figures["over_hello_ms"] = round(figures["ms"] - hello.figures()["ms"], 1)
    bars = {}
    if page.name == "What-if, slider move" or page.name.startswith("Pyramid"):
        bars = {"over_hello_ms": OVER_HELLO_MS[page.page], "bytes": BYTES[page.page]}
    return Row(page.name, figures, at_most=bars)
