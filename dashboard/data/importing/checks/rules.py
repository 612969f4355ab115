"""Rules that look beyond one row: orders dated far ahead, currencies without a rate, orders without any amount."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import duckdb

from dashboard.data.batches import UNSOUND, Batch, current_relation
from dashboard.data.importing.checks.marks import MarkBook
from dashboard.data.importing.checks.parts import FILTERED, NO_AMOUNT
from dashboard.data.importing.sql_text import literal

GAP_DAYS = 366
"""metrics.md, Time: an order dated more than this after the previous order day is not believed."""
FUTURE_GAP, NO_RATE = "FUTURE_GAP", "NO_RATE"


UNMARKED = f"_marks < {UNSOUND}"
"""The condition on rows whose own cells hold no fault; ``_marks`` lets every later reader ask it too."""


def sound_rows(connection: duckdb.DuckDBPyConnection, book: MarkBook, *tables: str) -> str:
    """The condition on ``rows`` that leaves out the marked ones and those in the tables, as cheap as may be."""
    standing = connection.execute("select count(*) from marked").fetchall()[0][0]
    conditions = ["_pos not in (select _pos from marked)" if standing != book.found else UNMARKED]
    for table in tables:
        if connection.execute(f"select count(*) from {table}").fetchall()[0][0]:  # noqa: S608 - our own names
            conditions.append(f"_pos not in (select _pos from {table})")  # noqa: S608
    return " and ".join(conditions)


def gather_marked(connection: duckdb.DuckDBPyConnection, book: MarkBook) -> None:
    """Make ``marked`` (_pos, marks) of the rows with a fault of their own, and empty ``faults`` (_pos, code, col)."""
    connection.execute(
        "create or replace temp table marked as "  # noqa: S608
        f"select _pos, _marks & $mask as marks from rows where not ({UNMARKED})",
        {"mask": book.rejecting},
    )
    book.found = connection.execute("select count(*) from marked").fetchall()[0][0]
    connection.execute("create or replace temp table faults (_pos bigint, code varchar, col varchar)")


def excuse_orders_with_lines(
    connection: duckdb.DuckDBPyConnection, book: MarkBook, *, all_have_lines: bool, coming: Sequence[Path] = ()
) -> None:
    """An order without an amount is sound if its lines are on file (view ``stored_lines``) or come with it, in the same
    records or in those of ``coming``."""
    bits = sum(mark.bit for mark in book.marks.values() if mark.code == NO_AMOUNT)
    if not bits:
        return
    lines = ["select order_id from stored_lines"]
    lines += [f"select order_id from read_parquet({literal(str(path))}) where {UNMARKED}" for path in coming]  # noqa: S608
    having = "true" if all_have_lines else (
        f"_pos in (select _pos from rows where order_id in ({' union all '.join(lines)}))"  # noqa: S608 - our own paths
    )  # fmt: skip
    connection.execute(
        f"update marked set marks = marks & ~($bits::bigint) where marks & $bits <> 0 and {having}",  # noqa: S608
        {"bits": bits},
    )
    connection.execute("delete from marked where marks = 0")


def mark_future(
    connection: duckdb.DuckDBPyConnection, book: MarkBook, stored_until: date | None, said: date | None
) -> None:
    """FUTURE_GAP: one typo in 2099 moves nothing. What the operator said with --data-through is believed."""
    days = connection.execute(
        "select order_date, count(*) from rows anti join marked on rows._pos = marked._pos "
        "where order_date is not null group by order_date"
    ).fetchall()
    limit = believed_until(dict(days), stored_until, said)
    if limit is None:
        return
    filtered = book.marks.get((FILTERED, ""))
    connection.execute(
        "insert into faults select _pos, $code, 'order_date' from rows "
        "where order_date > $limit and _marks & $filtered = 0",
        {"code": FUTURE_GAP, "limit": limit, "filtered": filtered.bit if filtered else 0},
    )


def believed_until(days: dict[date, int], stored_until: date | None, said: date | None) -> date | None:
    """The last day that is believed: 366 days after the run of order days, without a longer gap, that holds the bulk.

    ``days``: order day -> orders. With orders on file, the run that they belong to; else the run with most orders (the
    earliest of equals), so that one typo in 1924 does not reject everything after it. None: nothing to judge.
    """
    known = sorted(days.keys() | ({stored_until} if stored_until else set()))
    if not known:
        return None
    runs: list[list[date]] = [[known[0]]]
    for day in known[1:]:
        if (day - runs[-1][-1]).days > GAP_DAYS:
            runs.append([])
        runs[-1].append(day)
    if stored_until:
        bulk = next(run for run in runs if stored_until in run)
    else:
        bulk = max(runs, key=lambda run: sum(days.get(day, 0) for day in run))
    limit = bulk[-1] + timedelta(days=GAP_DAYS)
    return max(limit, said) if said else limit


def mark_currencies(
    connection: duckdb.DuckDBPyConnection, book: MarkBook, currency: str, rates: tuple[Batch, ...]
) -> None:
    """NO_RATE: an order in another currency than the reporting one needs the rate of its month, or one of its own.

    Source: metrics.md, Money. Rates that come in the same import are among ``rates``: they are checked first.
    """
    filtered = book.marks.get((FILTERED, ""))
    known = (
        "select upper(trim(currency)) as currency, month from "  # noqa: S608 - our own select
        f"({current_relation('rates', rates)}) as stored_rates where rate > 0"
    )
    connection.execute(
        f"""insert into faults select _pos, $code, 'currency' from rows
        where {foreign(currency)} and not {OWN_RATE} and _marks & $filtered = 0 and not exists (
            select 1 from ({known}) as known
            where known.currency = upper(rows.currency)
              and known.month = date_trunc('month', rows.order_date)::date)""",  # noqa: S608
        {"code": NO_RATE, "filtered": filtered.bit if filtered else 0},
    )


OWN_RATE = "coalesce(fx_rate > 0, false)"
"""An order that says its own rate is converted by it: metrics.md is silent, and who sold knew best. It is noted."""


def foreign(currency: str) -> str:
    """The condition on orders in another currency than this one; never null."""
    return f"coalesce(upper(currency) <> {literal(currency.upper())}, false)"


def found_currencies(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """The currencies that the sound rows name, at most ten."""
    rows = connection.execute(
        "select distinct upper(currency) from rows anti join marked on rows._pos = marked._pos "
        "where currency is not null order by 1 limit 10"
    ).fetchall()
    return tuple(row[0] for row in rows)
