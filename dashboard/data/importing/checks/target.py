"""One target table of an import: from staged readings to the accepted rows, the rejected records and the counts."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import numpy as np

from dashboard.data.batches import SourceFile, currency_of, current_relation
from dashboard.data.importing.asked import Days
from dashboard.data.importing.checks.keys import COLLAPSED, KeyRule, settle_keys
from dashboard.data.importing.checks.marks import MarkBook
from dashboard.data.importing.checks.notes import (
    Findings,
    Note,
    Noting,
    mark_notes,
    reference_notes,
    row_notes,
    today,
    unique_notes,
)
from dashboard.data.importing.checks.numbering import group_of, number_rows, possible_duplicates
from dashboard.data.importing.checks.origins import records_per_file
from dashboard.data.importing.checks.outcomes import Circumstances, Outcome
from dashboard.data.importing.checks.parts import FILTERED, POSITION_BITS, filled_columns, rows_select
from dashboard.data.importing.checks.periods import MODE as PERIOD_MODE
from dashboard.data.importing.checks.periods import key_mode, reject_outside, see_period, supersede_leaving
from dashboard.data.importing.checks.quarantine import Rejected
from dashboard.data.importing.checks.references import customers_by_name, references, reject_unknown
from dashboard.data.importing.checks.rules import (
    OWN_RATE,
    excuse_orders_with_lines,
    foreign,
    found_currencies,
    gather_marked,
    mark_currencies,
    mark_future,
    sound_rows,
)
from dashboard.data.importing.checks.staging import Staged
from dashboard.data.importing.checks.tracing import rejected_records
from dashboard.data.importing.checks.writing import Writing, Written
from dashboard.data.importing.files.readings import InputFile
from dashboard.data.importing.mapping.plans import Plan
from dashboard.data.importing.sql_text import literal
from dashboard.data.tables import Table

POSSIBLE_DUPLICATE = "POSSIBLE_DUPLICATE"
TAX_UNKNOWN = Note(
    "TAX_UNKNOWN", ("gross_amount",), "(gross_amount is not null and net_amount is null and tax_amount is null)"
)


class TargetImport:
    """Checks one table on the importer's connection. The temp views ``rows``, ``stored`` and tables are its own."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, table: Table, staged: list[Staged], plans: list[Plan],
        parts: list[Path], book: MarkBook, around: Circumstances, folder: Path, work: Path,
    ) -> None:  # fmt: skip
        self._db = connection
        self._table = table
        self._staged = staged
        self._plans = plans
        self._parts = parts
        self._book = book
        self._around = around
        self._folder = folder
        self._work = work
        self._filtered = sum(mark.bit for mark in book.marks.values() if mark.code == FILTERED)
        self._filled = set().union(*(filled_columns(plan) for plan in plans))

    def run(self, files: list[InputFile], own: tuple[int, ...], progress: Callable[[str], None]) -> Outcome:
        """Apply all rules, write the accepted rows, trace the rejected ones back. ``own``: numbers of its files."""
        progress(f"Checking {self._table.name}")
        self._see_rows()
        self._is_numbered = is_numbered = self._number_rows()
        currencies = self._apply_rules()
        period = self._settle_period()
        conflicts = settle_keys(self._db, self._key_rule())
        if period:
            supersede_leaving(self._db)
        duplicates = possible_duplicates(self._db, self._table) if is_numbered else 0
        self._db.execute(
            "create or replace temp table rejected as select _pos from marked union select _pos from faults"
        )
        self._accepted = sound_rows(self._db, self._book, "faults")
        self._kept = sound_rows(self._db, self._book, "faults", "unwritten")
        progress(f"Writing {self._table.name}")
        writing = Writing(self._db, self._table, self._staged, self._parts, self._filled, self._kept, self._folder)
        written = writing.write(is_numbered=is_numbered)
        noted = self._noted([file.name for file in files], conflicts, duplicates)
        rejected, per_file = rejected_records(self._db, self._book, self._staged, self._plans, len(files))
        outcome = self._outcome(files, own, written, currencies, noted, rejected, per_file)
        outcome.period = period
        return outcome

    def _see_rows(self) -> None:
        table, live = self._table.name, self._around.live
        self._db.execute(
            f"create or replace temp view rows as {rows_select(self._table, [str(part) for part in self._parts])}"
        )
        keeps = () if self._around.mode == "replace" else live[table]
        self._stored = any(batch.files for batch in keeps)
        self._db.execute(f"create or replace temp view stored as {current_relation(table, keeps)}")
        self._db.execute(
            f"create or replace temp view stored_lines as {current_relation('order_lines', live['order_lines'])}"
        )

    def _number_rows(self) -> bool:
        goes_on = self._stored and self._around.mode != "upsert"
        numbered = literal(str(self._work / f"numbered-{self._table.name}.parquet"))
        if not number_rows(self._db, self._table, self._filtered, numbered, has_stored=goes_on):
            return False
        self._db.execute(f"create or replace temp view rows as select * from read_parquet({numbered})")  # noqa: S608
        return True

    def _apply_rules(self) -> tuple[str, ...]:
        around = self._around
        gather_marked(self._db, self._book)
        self._references = references(self._table, self._filled, around)
        reject_unknown(self._db, self._references, self._filtered)
        if self._table.name != "orders":
            return ()
        excuse_orders_with_lines(
            self._db, self._book, all_have_lines="order_lines" in around.targets, coming=around.coming_lines
        )
        earlier = () if around.mode == "replace" else around.live["orders"]
        currencies = found_currencies(self._db)
        first = earlier[0].currencies if earlier else currencies
        currency = around.set_currency or (currency_of(earlier) if earlier else first[0] if len(first) == 1 else "CNY")
        stored_until = max((batch.last_on for batch in earlier if batch.last_on), default=None)
        mark_future(self._db, self._book, stored_until, around.said_through)
        mark_currencies(self._db, self._book, currency, around.live.get("rates", ()))
        self._own_rates = [Note("OWN_RATE", ("currency", "fx_rate"), f"({foreign(currency)} and {OWN_RATE})")]
        return currencies

    def _settle_period(self) -> Days | None:
        """Of replace-period: what is replaced. None: another mode, a table without a date, no record."""
        reject_outside(self._db, self._table, self._around.outside, self._filtered)
        if self._around.mode != PERIOD_MODE or not self._table.period:
            return None
        sound = sound_rows(self._db, self._book, "faults")
        return see_period(self._db, self._table, sound, self._around.period)

    def _key_rule(self) -> KeyRule:
        collapses = len(self._around.targets) > 1 and self._table.name != "order_lines"
        mode = key_mode(self._table, self._around.mode)
        group = group_of(self._table, is_numbered=self._is_numbered)
        return KeyRule(self._table, mode, collapses, self._stored, self._book, group)

    def _count(self, sql: str) -> int:
        return self._db.execute(sql).fetchall()[0][0]

    def _noted(self, files: list[str], conflicts: int, duplicates: int) -> Findings:
        """What is to be said of the accepted rows."""
        is_order = self._table.name == "orders"
        until = max(today(), self._around.said_through or today())
        noting = Noting(self._db, self._accepted, self._staged, files, POSITION_BITS)
        noting.count(
            [
                *mark_notes(self._book),
                *row_notes(self._table, self._filled, until),
                *reference_notes(self._references),
                *([TAX_UNKNOWN] if is_order and "gross_amount" in self._filled else []),
                *(self._own_rates if is_order and {"currency", "fx_rate"} <= self._filled else []),
            ]
        )
        noting.count(unique_notes(self._table, self._filled, self._accepted, has_stored=self._stored))
        self._book.remarks += customers_by_name(self._table, self._plans)
        noting.remark(self._book)
        counts = noting.findings.counts
        counts["CONFLICTING_HEADER" if is_order else "CONFLICTING_ATTRIBUTE"] += conflicts
        counts[POSSIBLE_DUPLICATE] += duplicates
        return noting.findings

    def _amounts(self, plan_has_amount: bool) -> tuple[tuple[Decimal, Decimal, Decimal], int]:
        """Sum of the readable amounts: all, accepted, rejected (each summed on its own), and how many were readable."""
        zero = Decimal(0)
        if not plan_has_amount:
            return (zero, zero, zero), -1
        net = f"coalesce({', '.join(self._table.amounts)})"
        if self._table.name == "orders":
            net = "coalesce(net_amount, gross_amount - tax_amount, gross_amount)"
        total, readable, accepted, rejected = self._db.execute(
            f"select sum(_amount), count(_amount), sum(_amount) filter ({self._accepted}), "  # noqa: S608
            f"sum(_amount) filter (not ({self._accepted})) from (select *, {net} as _amount from rows)"
        ).fetchall()[0]
        return (total or zero, accepted or zero, rejected or zero), readable

    def _outcome(
        self, files: list[InputFile], own: tuple[int, ...], written: Written, currencies: tuple[str, ...],
        noted: Findings, rejected: list[Rejected], per_file: np.ndarray,
    ) -> Outcome:  # fmt: skip
        read = sum(
            (records_per_file(staged, len(files)) for staged in self._staged), np.zeros(len(files), dtype=np.int64)
        )
        given = {name for plan in self._plans for name in plan.cells}
        has_amount = bool(given & {*self._table.amounts, "unit_price"}) and bool(self._table.amounts)
        amounts, readable = self._amounts(has_amount)
        reasons = Counter(code for record in rejected for code in record.codes)
        unchanged = self._count("select count(*) from unwritten where why = 'unchanged'")
        collapsed = self._count(f"select count(*) from unwritten where why = '{COLLAPSED}'")  # noqa: S608
        accepted = int(read.sum()) - len(rejected)
        if accepted != written.rows + unchanged + collapsed:
            raise AssertionError(f"{accepted} accepted, but {written.rows} + {unchanged} + {collapsed} kept")
        return Outcome(
            table=self._table, written=written.path, superseded=written.superseded, rows=written.rows,
            files=tuple(
                SourceFile(file.name, file.encoding, file.delimiter, file.sha256, count, count - bad, bad)
                for file, count, bad in ((files[n], int(read[n]), int(per_file[n])) for n in own)
            ),
            read=int(read.sum()), accepted=accepted, unchanged=unchanged, filtered=reasons[FILTERED],
            reasons=dict(sorted(reasons.items())), warnings=noted.warnings, amounts=amounts,
            amounts_unreadable=int(read.sum()) - readable if readable >= 0 else 0,
            has_source_row=written.has_source_row, currencies=currencies, rejected=rejected,
            examples=noted.examples, first_on=written.first_on, last_on=written.last_on,
        )  # fmt: skip
