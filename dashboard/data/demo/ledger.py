"""委托单明细: the order lines as a typed Parquet file, exported by the laboratory system."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.data.demo.catalogue import ITEMS
from dashboard.data.demo.slips import Slips
from dashboard.data.demo.trade import Trade

_MONEY = pa.decimal128(18, 2)


def write_ledger(path: Path, order_ids: list[str], trade: Trade, slips: Slips) -> None:
    """One row per line of the orders that have lines; lines typed twice stand twice."""
    kept = np.flatnonzero(~trade.is_header_only[trade.order])
    copies = np.concatenate((slips.line_repeated, slips.line_contradicted))
    rows: np.ndarray = np.sort(np.concatenate((kept, copies)), kind="stable")
    second = np.concatenate(([False], rows[1:] == rows[:-1]))
    contradicted = second & np.isin(rows, slips.line_contradicted)
    no_amount = np.isin(rows, slips.line_no_amount)

    net = np.where(trade.is_sign_lost, -trade.net, trade.net)[rows]
    samples = np.where(trade.is_sign_lost, -trade.count_samples, trade.count_samples)[rows]
    net = np.where(contradicted, net + trade.unit_price[rows], net)
    samples = np.where(contradicted, samples + 1, samples)
    ids = pa.array(order_ids).take(pa.array(trade.order[rows]))
    items = pa.array([item.item_id for item in ITEMS]).take(pa.array(trade.item[rows]))
    table = pa.table(
        {
            "委托单号": pa.array(ids.to_pylist(), mask=np.isin(rows, slips.line_no_order)),
            "行号": pa.array(trade.line_no[rows].astype(np.int32)),
            "检测项目编号": items,
            "数量": pa.array(samples, mask=no_amount),
            "单位": pa.array(["样"] * rows.size),
            "单价": _money(trade.unit_price[rows], ~no_amount),
            "不含税金额": _money(net, ~no_amount),
            "直接成本": _money(trade.cost[rows], trade.cost[rows] >= 0),
            "退货": pa.array(trade.is_return[rows]),
        }
    )
    pq.write_table(table, path, compression="zstd")


def _money(fen: np.ndarray, known: np.ndarray) -> pa.Array:
    """Exact decimals straight from integers: the 128 bits are the fen and their sign."""
    words = np.stack([fen, fen >> 63], axis=1).astype("<i8")
    validity = np.packbits(known, bitorder="little")
    return pa.Array.from_buffers(_MONEY, fen.size, [pa.py_buffer(validity.tobytes()), pa.py_buffer(words.tobytes())])
