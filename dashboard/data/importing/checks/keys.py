"""What becomes of a key that comes again: within the batch and against what is stored (contracts.md, Modes)."""

from dataclasses import dataclass

import duckdb

from dashboard.data.importing.checks.parts import MarkBook, column_list
from dashboard.data.importing.checks.rules import sound_rows
from dashboard.data.tables import Table

DUPLICATE, SUPERSEDED = "DUPLICATE_KEY", "SUPERSEDED"
UNCHANGED, COLLAPSED = "unchanged", "collapsed"


@dataclass(frozen=True)
class KeyRule:
    """How keys are treated. ``collapses``: the table is fed by a flat file whose records repeat its rows.

    ``group``: in an upsert rows of the same value go together (an order's lines); empty: each key by itself.
    """

    table: Table
    mode: str
    collapses: bool
    has_stored: bool
    book: MarkBook
    group: str = ""

    @property
    def keys(self) -> str:
        return ", ".join(self.table.key)

    def same_key(self, left: str, right: str) -> str:
        return " and ".join(f"{left}.{name} = {right}.{name}" for name in self.table.key)


def settle_keys(connection: duckdb.DuckDBPyConnection, rule: KeyRule) -> int:
    """Fill ``faults``, ``unwritten`` (_pos, why) and ``superseded`` (batch_id, row_no).

    Reads the views ``rows`` and ``stored`` and the tables ``marked`` and ``faults``. Returns the number of keys whose
    collapsed rows differ.
    """
    connection.execute("create or replace temp table unwritten (_pos bigint, why varchar)")
    connection.execute("create or replace temp table superseded (batch_id varchar, row_no bigint)")
    _see_candidates(connection, rule)
    if rule.mode == "append" and not rule.collapses:
        _against_stored(connection, rule)
        _see_candidates(connection, rule)
    conflicts = _within_batch(connection, rule)
    _see_candidates(connection, rule)
    if rule.mode == "append" and rule.collapses:
        _against_stored(connection, rule)
        _follow_first(connection, rule)
    if rule.mode == "upsert":
        _replace_stored(connection, rule)
    return conflicts


def _see_candidates(connection: duckdb.DuckDBPyConnection, rule: KeyRule) -> None:
    """Show as ``candidates`` the rows that nothing speaks against so far."""
    sound = sound_rows(connection, rule.book, "faults", "unwritten")
    connection.execute(f"create or replace temp view candidates as select * from rows where {sound}")  # noqa: S608


def _same(table: Table, left: str, right: str) -> str:
    """All canonical values equal, unknown ones included."""
    return f"row({column_list(table, left + '.')}) is not distinct from row({column_list(table, right + '.')})"


def _against_stored(connection: duckdb.DuckDBPyConnection, rule: KeyRule) -> None:
    """Append: a stored key is unchanged if the row is identical, else rejected."""
    if not rule.has_stored:
        return
    connection.execute(
        "create or replace temp table met as "  # noqa: S608
        f"select candidates._pos, {_same(rule.table, 'candidates', 'stored')} as same "
        f"from candidates join stored on {rule.same_key('candidates', 'stored')}"
    )
    connection.execute("insert into unwritten select _pos, $why from met where same", {"why": UNCHANGED})
    _fault(connection, "select _pos from met where not same", DUPLICATE, rule)


def _within_batch(connection: duckdb.DuckDBPyConnection, rule: KeyRule) -> int:
    """Keys that come more than once in the batch. 64-bit hashes find the few that must be looked at."""
    connection.execute(
        f"create or replace temp table repeated as select hash({rule.keys}) as h from candidates "  # noqa: S608
        "group by 1 having count(*) > 1"
    )
    if not connection.execute("select count(*) from repeated").fetchall()[0][0]:
        connection.execute("create or replace temp table repeats (_pos bigint, nth bigint, last_one bool, same bool)")
        return 0
    columns = column_list(rule.table)
    connection.execute(
        f"""create or replace temp table repeats as
        select {rule.keys}, _pos, row_number() over ordered as nth, _pos = max(_pos) over per_key as last_one,
            row({columns}) is not distinct from first_value(row({columns})) over ordered as same
        from candidates where hash({rule.keys}) in (select h from repeated)
        window per_key as (partition by {rule.keys}), ordered as (partition by {rule.keys} order by _pos)"""  # noqa: S608
    )
    if rule.collapses:
        connection.execute("insert into unwritten select _pos, $why from repeats where nth > 1", {"why": COLLAPSED})
        return connection.execute(
            f"select count(*) from (select distinct {rule.keys} from repeats where not same)"  # noqa: S608
        ).fetchall()[0][0]
    if rule.mode == "upsert":
        _fault(connection, "select _pos from repeats where not last_one", SUPERSEDED, rule)
        return 0
    connection.execute(
        "insert into unwritten select _pos, $why from repeats where nth > 1 and same", {"why": UNCHANGED}
    )
    _fault(connection, "select _pos from repeats where nth > 1 and not same", DUPLICATE, rule)
    return 0


def _follow_first(connection: duckdb.DuckDBPyConnection, rule: KeyRule) -> None:
    """The records that collapsed into a first one share its fate: unchanged, or rejected with it."""
    if not rule.has_stored or not connection.execute("select count(*) from repeats").fetchall()[0][0]:
        return
    followers = (
        f"select later._pos from repeats as later join repeats as one on {rule.same_key('later', 'one')} "  # noqa: S608
        "and one.nth = 1 and later.nth > 1 join met on met._pos = one._pos where "
    )
    connection.execute(f"create or replace temp table doubled as {followers} not met.same")
    connection.execute(f"update unwritten set why = $why where _pos in ({followers} met.same)", {"why": UNCHANGED})  # noqa: S608
    connection.execute("delete from unwritten where _pos in (select _pos from doubled)")
    _fault(connection, "select _pos from doubled", DUPLICATE, rule)


def _replace_stored(connection: duckdb.DuckDBPyConnection, rule: KeyRule) -> None:
    """Upsert: what is the same stays, what differs replaces the stored rows; a group goes together."""
    if not rule.has_stored:
        return
    group = rule.group or rule.keys
    fresh_group, old_group = (
        ", ".join(f"{relation}.{name}" for name in group.split(", ")) for relation in ("candidates", "old")
    )
    connection.execute(
        f"""create or replace temp table kept_groups as
        with fresh as (select {group}, count(*) as n from candidates group by all),
        old as (select {group}, count(*) as n from stored semi join fresh using ({group}) group by all),
        equal as (
            select {fresh_group}, count(*) as n from candidates join stored
            on {rule.same_key("candidates", "stored")} and {_same(rule.table, "candidates", "stored")} group by all
        )
        select {old_group}, coalesce(equal.n, 0) = old.n and coalesce(equal.n, 0) = fresh.n as same
        from old join fresh using ({group}) left join equal using ({group})"""  # noqa: S608
    )
    connection.execute(
        f"insert into superseded select stored.batch_id, stored.row_no from stored join kept_groups using ({group}) "  # noqa: S608
        "where not same"
    )
    kept = (
        f"select repeated_row._pos from rows as repeated_row join kept_groups using ({group}) where same "  # noqa: S608
        "and repeated_row._pos in (select _pos from candidates)"
    )
    connection.execute(f"create or replace temp table kept as {kept}")
    connection.execute("insert into unwritten select _pos, $why from kept", {"why": UNCHANGED})
    if rule.collapses:
        connection.execute(
            "update unwritten set why = $why where why = $other and _pos in "  # noqa: S608
            f"(select later._pos from rows as later join kept_groups using ({group}) where same)",
            {"why": UNCHANGED, "other": COLLAPSED},
        )


def _fault(connection: duckdb.DuckDBPyConnection, select: str, code: str, rule: KeyRule) -> None:
    connection.execute(
        f"insert into faults select _pos, $code, $col from ({select})",  # noqa: S608
        {"code": code, "col": rule.table.key[0]},
    )
