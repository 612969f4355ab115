"""What is noted of accepted rows: which notes a table's contract asks for, how many rows each concerns, and examples.

Nothing here rejects a row. Conditions over one row's own values are counted in one pass over the typed rows.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

import duckdb
import numpy as np

from dashboard.data.importing.checks.marks import MarkBook
from dashboard.data.importing.checks.origins import located
from dashboard.data.importing.checks.ranges import unlisted
from dashboard.data.importing.checks.references import Reference
from dashboard.data.importing.checks.staging import Staged
from dashboard.data.importing.sql_text import identifier, literal
from dashboard.data.tables import DATE, TEXT, TIMESTAMP, Column, Table

UNKNOWN_VALUE, FUTURE_DATE, OUT_OF_ORDER = "UNKNOWN_VALUE", "FUTURE_DATE", "DATES_OUT_OF_ORDER"
CODE_LOST = "CODE_LOST"
NEGATIVE_AMOUNT, NOT_UNIQUE = "NEGATIVE_AMOUNT", "NOT_UNIQUE"
EXAMPLES = 20
"""Of each note, kept in the report."""
HAPPENED = frozenset(
    """completed_date first_contact_date kyc_confirmed_at shipped_on arrived_on invoice_date paid_on cost_date
    reported_at started_at finished_at appointment_changed_at inspected_on received_at acknowledged_at assessed_at
    diagnosed_at analysed_at approved_at agreed_at replied_at called_back_at closed_at closed_on answered_at sent_at
    visit_date minutes_filed_at quoted_on noted_on found_on checked_on removed_on held_on""".split()  # noqa: SIM905
)
"""Dates of what has happened: one after today is noted. Orders have FUTURE_GAP; plans and terms may lie ahead."""
NEVER_NEGATIVE = frozenset(
    """unit_price standard_cost credit_limit registered_capital qty_shipped qty_received damaged_qty
    damaged_value short_qty short_value quoted_amount amount_claimed compensation rework_cost rate limit_value
    capacity_hours_month population duration_min""".split()  # noqa: SIM905
)
"""Prices, quantities received, terms: not those that returns and credit notes turn negative."""
SHANGHAI = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class Note:
    """A kind of finding: code, the columns that it is about, the condition on rows (never null).

    ``probe``: an aggregate over all rows that is false where no row can fulfil it; Parquet's statistics answer it.
    """

    code: str
    columns: tuple[str, ...]
    condition: str
    probe: str = "true"


@dataclass
class Findings:
    """Counts per code, and the first examples of each as ``file:line column=value``."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def warnings(self) -> dict[str, int]:
        return {code: count for code, count in sorted(self.counts.items()) if count}


def today() -> date:
    """In Asia/Shanghai, as all dates of the contracts are."""
    return datetime.now(SHANGHAI).date()


def row_notes(table: Table, filled: set[str], until: date) -> list[Note]:
    """The notes over one row's own values. ``until``: what is dated later lies in the future."""
    columns = [column for column in table.columns if column.name in filled]
    found = [note for column in columns for note in _of_column(column, until)]
    by_name = table.by_name
    for order in table.date_orders:
        if {order.earlier, order.later} <= filled:
            earlier, later = _day_or_time(by_name[order.earlier], by_name[order.later])
            found.append(Note(OUT_OF_ORDER, (order.earlier, order.later), f"coalesce({later} < {earlier}, false)"))
    return found


def _of_column(column: Column, until: date) -> Iterator[Note]:
    name = identifier(column.name)
    if column.type == TEXT and (column.is_required or column.refers_to) and not column.allowed:
        lost = f"regexp_full_match({name}, '[0-9]([.][0-9]+)?[eE][+][0-9]+')"
        yield Note(CODE_LOST, (column.name,), f"case when contains({name}, '+') then {lost} else false end")
    if column.type == TEXT and column.allowed and not column.is_closed:
        yield Note(UNKNOWN_VALUE, (column.name,), f"coalesce({unlisted(column, name)}, false)")
    if column.name in HAPPENED and column.type in (DATE, TIMESTAMP):
        limit = f"{literal((until + timedelta(days=1)).isoformat())}::{column.type}"
        yield Note(FUTURE_DATE, (column.name,), f"coalesce({name} >= {limit}, false)", f"max({name}) >= {limit}")
    if column.name in NEVER_NEGATIVE and column.least is None:
        yield Note(NEGATIVE_AMOUNT, (column.name,), f"coalesce({name} < 0, false)", f"min({name}) < 0")


def _day_or_time(earlier: Column, later: Column) -> tuple[str, str]:
    """A day and a time are compared as days."""
    cast = "::date" if DATE in (earlier.type, later.type) else ""
    return f"{identifier(earlier.name)}{cast}", f"{identifier(later.name)}{cast}"


def unique_notes(table: Table, filled: set[str], accepted: str, *, has_stored: bool) -> list[Note]:
    """Values that may stand in one row only, against this import and against what is on file under other keys."""
    found = []
    for column in table.columns:
        if not column.is_unique or column.name not in filled:
            continue
        name = identifier(column.name)
        again = f"select {name} from rows where {name} is not null and {accepted} group by 1 having count(*) > 1"  # noqa: S608
        other = " or ".join(f"stored.{identifier(key)} <> rows.{identifier(key)}" for key in table.key)
        known = f"exists (select 1 from stored where stored.{name} = rows.{name} and ({other}))"  # noqa: S608
        condition = f"({name} in ({again}){f' or {known}' if has_stored else ''})"
        found.append(Note(NOT_UNIQUE, (column.name,), f"({name} is not null and {condition})"))
    return found


def reference_notes(found: list[Reference]) -> list[Note]:
    return [
        Note(reference.note, (reference.column.name,), reference.unknown)
        for reference in found
        if reference.column.unknown != "reject"
    ]


def mark_notes(book: MarkBook) -> list[Note]:
    """What the cells themselves told when they were cast."""
    return [
        Note(mark.code, (mark.column,), f"(_marks & {mark.bit} <> 0)", "max(_marks) > 0")
        for mark in {mark.bit: mark for mark in book.marks.values() if not mark.rejects}.values()
    ]


class Noting:
    """Counts notes over the accepted ``rows`` of one table and leads their examples back to file and line."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, accepted: str, staged: list[Staged], files: list[str], bits: int
    ) -> None:
        self._db = connection
        self._accepted = accepted
        self._staged = staged
        self._files = files
        self._bits = bits
        self.findings = Findings()

    def count(self, notes: list[Note]) -> None:
        """One pass for all of them."""
        notes = self._possible(notes)
        if not notes:
            return
        counts = ", ".join(f"count(*) filter (where {note.condition})" for note in notes)
        found = self._db.execute(f"select {counts} from rows where {self._accepted}").fetchall()[0]  # noqa: S608
        for note, number in zip(notes, found, strict=True):
            if number:
                self.findings.counts[note.code] += number
                self._keep_examples(note)

    def _possible(self, notes: list[Note]) -> list[Note]:
        """Without those that no row can fulfil."""
        probes = list(dict.fromkeys(note.probe for note in notes if note.probe != "true"))
        if not probes:
            return notes
        found = self._db.execute(f"select {', '.join(probes)} from rows").fetchall()[0]  # noqa: S608
        held = {"true": True, **dict(zip(probes, found, strict=True))}
        return [note for note in notes if held[note.probe]]

    def remark(self, book: MarkBook) -> None:
        """What was noted of whole columns before their cells were cast."""
        for code, columns, example in book.remarks:
            self.findings.counts[code] += 1
            self._add(code, [f"{columns}={example}"])

    def _keep_examples(self, note: Note) -> None:
        values = ", ".join(f"{identifier(name)}::varchar" for name in note.columns)
        rows = self._db.execute(
            f"select _pos, {values} from rows where {self._accepted} and {note.condition} "  # noqa: S608
            f"order by _pos limit {EXAMPLES}"
        ).fetchall()
        texts = []
        for position, *cells in rows:
            pairs = ", ".join(f"{name}={value}" for name, value in zip(note.columns, cells, strict=True))
            texts.append(f"{self._place(position)} {pairs}")
        self._add(note.code, texts)

    def _add(self, code: str, texts: list[str]) -> None:
        self.findings.examples[code] = (*self.findings.examples.get(code, ()), *texts)[:EXAMPLES]

    def _place(self, position: int) -> str:
        """File and line of a row's position in the import."""
        staged, row = self._staged[position >> self._bits], position & ((1 << self._bits) - 1)
        reading = staged.reading
        if reading.is_parquet:
            return f"{self._files[reading.runs.file[0]]}:{row + 1}"
        file, line, _clean = located(reading, staged.record_of(np.array([row], dtype=np.int64)))
        return f"{self._files[int(file[0])]}:{int(line[0])}"
