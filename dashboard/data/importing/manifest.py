"""An outcome as the report shows it and as the manifest keeps it."""

from pathlib import Path
from typing import Any

from dashboard.data.importing.checks.outcomes import Outcome
from dashboard.data.importing.report import BatchReport, money_text


def batch_report(batch_id: str, mode: str, outcome: Outcome, folder: Path) -> BatchReport:
    """The counts of one table; making it checks that nothing was lost. ``folder`` is where the import will lie."""
    total, accepted, rejected = outcome.amounts
    return BatchReport(
        table=outcome.table.name,
        batch_id=batch_id,
        files=outcome.files,
        mode=mode,
        read=outcome.read,
        accepted=outcome.accepted,
        rejected=len(outcome.rejected),
        filtered=outcome.filtered,
        unchanged=outcome.unchanged,
        rows_written=outcome.rows,
        amount_read=total,
        amount_accepted=accepted,
        amount_rejected=rejected,
        amounts_unreadable=outcome.amounts_unreadable,
        rejects_file=folder / f"rejects-{outcome.table.name}.csv" if outcome.rejected else None,
        reasons=outcome.reasons,
        warnings=outcome.warnings,
        examples=outcome.examples,
        period=outcome.period,
    )


def manifest_entry(
    report: BatchReport, identity: str, outcome: Outcome, leans_on: tuple[str, ...] = ()
) -> dict[str, Any]:
    """One entry of ``tables`` of a manifest; ``dashboard.data.batches`` reads it."""
    return {
        "table": report.table,
        "batch_id": report.batch_id,
        "identity": identity,
        "files": [outcome.written.name] if outcome.written else [],
        "superseded": outcome.superseded.name if outcome.superseded else None,
        "rows": report.rows_written,
        "has_source_row": outcome.has_source_row,
        "read": report.read,
        "accepted": report.accepted,
        "rejected": report.rejected,
        "filtered": report.filtered,
        "unchanged": report.unchanged,
        "reasons": report.reasons,
        "warnings": report.warnings,
        "amount_read": money_text(report.amount_read),
        "amount_accepted": money_text(report.amount_accepted),
        "amount_rejected": money_text(report.amount_rejected),
        "amounts_unreadable": report.amounts_unreadable,
        "first_on": outcome.first_on.isoformat() if outcome.first_on else None,
        "last_on": outcome.last_on.isoformat() if outcome.last_on else None,
        "currencies": list(outcome.currencies),
        "rejects_file": report.rejects_file.name if report.rejects_file else None,
        "source_files": [source.as_json() for source in report.files],
        "examples": {code: list(texts) for code, texts in report.examples.items()},
        "leans_on": list(leans_on),
        "period": [day.isoformat() for day in report.period] if report.period else None,
    }
