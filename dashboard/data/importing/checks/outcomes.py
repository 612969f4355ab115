"""What a target table is imported under, and what became of it."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from dashboard.data.batches import Batch, SourceFile
from dashboard.data.importing.checks.quarantine import Rejected
from dashboard.data.tables import Table


@dataclass(frozen=True)
class Circumstances:
    """What a target needs to know of the import and of what is stored."""

    mode: str
    batch_id: str
    source_system: str
    live: dict[str, tuple[Batch, ...]]
    targets: frozenset[str]
    said_through: date | None
    set_currency: str | None
    period: tuple[date, date] | None = None
    """Of ``replace-period``: the days that the operator named; None: the months of the accepted rows."""
    outside: str = ""
    """Of ``replace-period``: the condition on ``rows`` that a named period does not take."""
    later: frozenset[str] = frozenset()
    """Tables of the same import that are checked after this one: references to them are not looked up yet."""
    coming_lines: tuple[Path, ...] = ()
    """Parts with lines of orders that are checked after this table."""


@dataclass
class Outcome:
    """What became of one target table. ``written`` is None where no row is to be stored."""

    table: Table
    written: Path | None
    superseded: Path | None
    rows: int
    files: tuple[SourceFile, ...]
    read: int
    accepted: int
    unchanged: int
    filtered: int
    reasons: dict[str, int]
    warnings: dict[str, int]
    amounts: tuple[Decimal, Decimal, Decimal]
    amounts_unreadable: int
    has_source_row: bool
    first_on: date | None
    last_on: date | None
    currencies: tuple[str, ...]
    rejected: list[Rejected] = field(default_factory=list)
    examples: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Code of a note -> a few examples in words."""
    period: tuple[date, date] | None = None
    """What ``replace-period`` replaced."""

    @classmethod
    def of_nothing(cls, table: Table) -> "Outcome":
        """Of a table of which the import brings no record."""
        zero = Decimal(0)
        return cls(
            table=table, written=None, superseded=None, rows=0, files=(), read=0, accepted=0, unchanged=0, filtered=0,
            reasons={}, warnings={}, amounts=(zero, zero, zero), amounts_unreadable=0, has_source_row=True,
            first_on=None, last_on=None, currencies=(),
        )  # fmt: skip
