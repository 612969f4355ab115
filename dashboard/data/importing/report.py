"""What an import tells: the counts of contracts.md, per table and per file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from dashboard.data.batches import Batch, SourceFile

CENTS = Decimal("0.0000")


@dataclass(frozen=True)
class BatchReport:
    """The outcome for one target table. Counts are of source records; ``rows_written`` is apart (contracts.md)."""

    table: str
    batch_id: str
    files: tuple[SourceFile, ...]
    mode: str
    read: int
    accepted: int
    rejected: int
    filtered: int
    unchanged: int
    rows_written: int
    amount_read: Decimal
    amount_accepted: Decimal
    amount_rejected: Decimal
    amounts_unreadable: int
    rejects_file: Path | None = None
    reasons: dict[str, int] = field(default_factory=dict)
    warnings: dict[str, int] = field(default_factory=dict)
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Code of a note -> a few examples in words."""
    period: tuple[date, date] | None = None
    """First and last day that ``replace-period`` replaced."""

    def __post_init__(self) -> None:
        """Nothing lost: the identities that every batch must satisfy before it may exist."""
        checks = {
            "read = accepted + rejected": self.read == self.accepted + self.rejected,
            "files add up": self.read == sum(source.read for source in self.files)
            and self.rejected == sum(source.rejected for source in self.files),
            "each file": all(source.read == source.accepted + source.rejected for source in self.files),
            "amounts": self.amount_read == self.amount_accepted + self.amount_rejected,
        }
        broken = [name for name, holds in checks.items() if not holds]
        if broken:
            raise AssertionError(f"import of {self.table} does not reconcile: {', '.join(broken)}")

    def as_json(self) -> dict[str, Any]:
        """One entry of ``batches`` of ``import --json``."""
        return {
            "table": self.table,
            "batch_id": self.batch_id,
            "files": [source.as_json() for source in self.files],
            "mode": self.mode,
            "read": self.read,
            "accepted": self.accepted,
            "rejected": self.rejected,
            "filtered": self.filtered,
            "unchanged": self.unchanged,
            "rows_written": self.rows_written,
            "reasons": dict(self.reasons),
            "warnings": dict(self.warnings),
            "amount_read": money_text(self.amount_read),
            "amount_accepted": money_text(self.amount_accepted),
            "amount_rejected": money_text(self.amount_rejected),
            "amounts_unreadable": self.amounts_unreadable,
            "rejects_file": str(self.rejects_file) if self.rejects_file else None,
            "examples": {code: list(texts) for code, texts in self.examples.items()},
            "period": [day.isoformat() for day in self.period] if self.period else None,
        }


@dataclass(frozen=True)
class ImportReport:
    """The outcome of one import command. ``import_id`` is None where nothing was written (no-op, dry run)."""

    batches: tuple[BatchReport, ...]
    import_id: str | None
    is_dry_run: bool = False
    ignored: tuple[str, ...] = ()
    """Files of a folder or zip that are no data (README.md …): named, not read."""

    @property
    def changed(self) -> bool:
        """True if the home holds something that it did not hold before."""
        return self.import_id is not None

    def as_json(self) -> list[dict[str, Any]]:
        """Exactly the ``batches`` list of ``import --json`` (contracts.md)."""
        return [batch.as_json() for batch in self.batches]


def money_text(amount: Decimal) -> str:
    """Exact decimals with four places, never an exponent."""
    return format(amount.quantize(CENTS), "f")


def unchanged_report(batch: Batch) -> BatchReport:
    """The report of a batch that is imported again and is still the latest: nothing is written."""
    return BatchReport(
        table=batch.table,
        batch_id=batch.batch_id,
        files=batch.source_files,
        mode=batch.mode,
        read=batch.read,
        accepted=batch.accepted,
        rejected=batch.rejected,
        filtered=batch.filtered,
        unchanged=batch.accepted,
        rows_written=0,
        amount_read=batch.amount_read,
        amount_accepted=batch.amount_accepted,
        amount_rejected=batch.amount_rejected,
        amounts_unreadable=batch.amounts_unreadable,
        rejects_file=batch.rejects_file if batch.rejects_file and batch.rejects_file.exists() else None,
        reasons=batch.reasons,
        warnings=batch.warnings,
        examples=batch.examples,
        period=batch.period,
    )
