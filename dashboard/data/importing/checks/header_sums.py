"""Orders and lines that come in one import: does the header say what its lines add up to? (metrics.md, Orders)"""

import duckdb
import pyarrow.parquet as pq

from dashboard.data.batches import Batch, current_relation
from dashboard.data.importing.checks.notes import EXAMPLES
from dashboard.data.importing.checks.outcomes import Outcome
from dashboard.data.importing.sql_text import literal

HEADER_SUM_MISMATCH = "HEADER_SUM_MISMATCH"


def note_header_sums(
    connection: duckdb.DuckDBPyConnection, outcomes: dict[str, Outcome], live: dict[str, tuple[Batch, ...]]
) -> None:
    """Note the orders written by this import whose amount differs from the sum of their lines by more than the
    rounding (half a cent per figure); a header known only with tax is not compared. ``live`` holds this import too."""
    orders, lines = outcomes.get("orders"), outcomes.get("order_lines")
    if orders is None or lines is None or orders.written is None or lines.written is None:
        return
    columns = set(pq.read_schema(orders.written).names)
    if "net_amount" not in columns and not {"gross_amount", "tax_amount"} <= columns:
        return
    connection.execute(
        f"""create or replace temp view differing as
        select o.order_id, coalesce(o.net_amount, o.gross_amount - o.tax_amount) as header, l.total
        from ({current_relation("orders", live["orders"])}) as o
        join (select order_id, sum(net_amount) as total, count(*) as lines
              from ({current_relation("order_lines", live["order_lines"])}) as stored_lines group by order_id) as l
          on l.order_id = o.order_id
        where o.batch_id = {literal(_batch_id(live))}
          and abs(coalesce(o.net_amount, o.gross_amount - o.tax_amount) - l.total) > 0.005 * (l.lines + 1)"""  # noqa: S608
    )
    count = connection.execute("select count(*) from differing").fetchall()[0][0]
    if not count:
        return
    orders.warnings = dict(sorted({**orders.warnings, HEADER_SUM_MISMATCH: count}.items()))
    rows = connection.execute(f"select order_id, header, total from differing order by 1 limit {EXAMPLES}").fetchall()  # noqa: S608
    texts = tuple(f"order_id={order}, net_amount={header}, lines={total}" for order, header, total in rows)
    orders.examples = {**orders.examples, HEADER_SUM_MISMATCH: texts}


def _batch_id(live: dict[str, tuple[Batch, ...]]) -> str:
    return live["orders"][-1].batch_id
