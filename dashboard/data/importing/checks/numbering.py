"""Rows that need no number of their own: lines of an order, steps of a case (``Table.numbering``)."""

import duckdb

from dashboard.data.importing.checks.parts import column_list
from dashboard.data.tables import Numbering, Table


def group_of(table: Table, *, is_numbered: bool) -> str:
    """What goes together in an upsert (``KeyRule.group``): an order's lines always. Of a log the steps that were
    numbered here, because their numbers only hold for the whole; steps with numbers of their own come one by one.
    """
    numbering = table.numbering
    return numbering.within if numbering and (is_numbered or not numbering.goes_on) else ""


def number_rows(
    connection: duckdb.DuckDBPyConnection, table: Table, filtered: int, output: str, *, has_stored: bool
) -> bool:
    """Give rows without a number one: within their order or case, in file order, after the numbers that are there.

    Rejected rows count too, so a corrected file gives every row the number that it had. Where the table goes on
    (``has_stored``: it is appended to), a row that is stored has its number there and new ones follow. Reads the views
    ``rows`` and ``stored``; writes the numbered rows to ``output`` (Parquet) where there are any, and returns whether
    it did.
    """
    numbering = table.numbering
    if numbering is None:
        return False
    within, number = numbering.within, numbering.number
    missing = connection.execute(
        f"select count(*) from rows where {number} is null and {within} is not null "  # noqa: S608 - contract names
        "and _marks & $filtered = 0",
        {"filtered": filtered},
    ).fetchall()[0][0]
    if not missing:
        return False
    source, last = "rows", "0"
    if has_stored and numbering.goes_on:
        source, last = f"({_known(table, numbering)})", "coalesce(_stored_last, 0)"
    extra = "" if source == "rows" else " exclude (_stored_last)"
    connection.execute(
        f"""copy (select *{extra} replace (case when {within} is null or _marks & {filtered} <> 0 then {number}
            else coalesce({number}, (greatest({last}, coalesce(max({number}) over (partition by {within}), 0))
             + count(*) filter (where {number} is null and _marks & {filtered} = 0)
               over (partition by {within} order by _pos rows unbounded preceding))::integer) end as {number})
        from {source} order by _pos) to {output} (format parquet)"""  # noqa: S608
    )
    return True


def _known(table: Table, numbering: Numbering) -> str:
    """``rows``, each with the number under which the same row is stored, and ``_stored_last`` of its case."""
    within, number = numbering.within, numbering.number
    values = [name for name in table.names if name not in (within, number)]
    same = " and ".join(f"stored.{name} is not distinct from rows.{name}" for name in values)
    return (
        f"select rows.* replace (coalesce(rows.{number}, same.found) as {number}), ends._stored_last "  # noqa: S608
        f"from rows left join (select {within}, max({number}) as _stored_last from stored group by 1) as ends "
        f"on ends.{within} = rows.{within} left join (select rows._pos, min(stored.{number}) as found from rows "
        f"join stored on stored.{within} = rows.{within} and {same} where rows.{number} is null group by 1) as same "
        "on same._pos = rows._pos"
    )


def possible_duplicates(connection: duckdb.DuckDBPyConnection, table: Table) -> int:
    """Accepted rows that equal an earlier one in everything but the number they were given."""
    number = table.numbering.number if table.numbering else ""
    values = column_list(table, without=number)
    return connection.execute(
        "select coalesce(sum(n - 1), 0)::bigint from "  # noqa: S608
        f"(select count(*) as n from candidates group by hash({values}) having n > 1)"
    ).fetchall()[0][0]
