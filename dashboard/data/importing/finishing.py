"""The end of an import: check the counts, refuse what --strict refuses, write what is to be written."""

from dataclasses import replace
from pathlib import Path

from dashboard.data.batches import said_data_through
from dashboard.data.home import Home
from dashboard.data.importing.asked import Asked
from dashboard.data.importing.checks.keys import DUPLICATE
from dashboard.data.importing.checks.outcomes import Outcome
from dashboard.data.importing.checks.quarantine import Quarantine, write_rejects
from dashboard.data.importing.commit import Head, commit
from dashboard.data.importing.erased import Forgotten
from dashboard.data.importing.files.readings import InputFile
from dashboard.data.importing.manifest import batch_report, manifest_entry
from dashboard.data.importing.report import ImportReport
from dashboard.logic.problems import Problem


class Finish:
    """``folder`` holds what was written so far; it becomes the import."""

    def __init__(self, home: Home, asked: Asked, head: Head, folder: Path, forgotten: Forgotten) -> None:
        self._home = home
        self._asked = asked
        self._head = head
        self._folder = folder
        self._forgotten = forgotten

    def run(
        self, files: list[InputFile], outcomes: dict[str, Outcome], identities: dict[str, str],
        leans: dict[str, tuple[str, ...]],
    ) -> ImportReport:  # fmt: skip
        """Raises Problem for what is not allowed; then nothing was written."""
        import_id = self._head.import_id
        target = self._home.imports / import_id
        for table, outcome in outcomes.items():
            outcome.rejected, count = self._forgotten.blank_rejected(table, outcome.rejected)
            self._forgotten.warn(outcome, count)
            self._forgotten.blank_texts(outcome)
        reports = {table: batch_report(f"{import_id}-{table}", self._asked.mode, outcome, target)
                   for table, outcome in outcomes.items()}  # fmt: skip
        self._check_allowed(files, outcomes)
        says_more = self._asked.data_through is not None and self._asked.data_through != said_data_through(self._home)
        is_idle = not says_more and all(_tells_nothing_new(outcome) for outcome in outcomes.values())
        if is_idle or self._asked.dry_run:
            idle = tuple(replace(report, rejects_file=None) for report in reports.values())
            return ImportReport(idle, None, self._asked.dry_run)
        self._write_rejected([file.name for file in files], outcomes)
        commit(
            self._home, self._folder, self._head,
            [manifest_entry(reports[table], identities[table], outcome, leans[table])
             for table, outcome in outcomes.items()],
        )  # fmt: skip
        return ImportReport(tuple(reports.values()), import_id)

    def _write_rejected(self, names: list[str], outcomes: dict[str, Outcome]) -> None:
        quarantine = Quarantine(self._folder / "quarantine.parquet")
        for table, outcome in outcomes.items():
            quarantine.add(table, f"{self._head.import_id}-{table}", names, outcome.rejected)
            if outcome.rejected:
                headers = list(dict.fromkeys(record.header for record in outcome.rejected))
                write_rejects(self._folder / f"rejects-{table}.csv", names, outcome.rejected, headers)
        quarantine.close()

    def _check_allowed(self, files: list[InputFile], outcomes: dict[str, Outcome]) -> None:
        for table, outcome in outcomes.items():
            replaces = self._asked.mode == "replace" or (self._asked.mode == "replace-period" and outcome.table.period)
            if replaces and not outcome.accepted:
                raise Problem(
                    "No record for {table} was accepted; replacing would leave it empty. Nothing was changed.",
                    table=table,
                )
            bad = next((record for record in outcome.rejected if record.codes != ("FILTERED_BY_MAPPING",)), None)
            if self._asked.strict and bad:
                raise Problem(
                    "File {file}, line {line}: {reasons} ({values}). {count} of {read} records of {table} would "
                    "be rejected; --strict refuses them all and nothing was changed.",
                    file=files[bad.origin.file].name, line=bad.origin.line, reasons=bad.reasons,
                    values=bad.values or "-", count=len(outcome.rejected) - outcome.filtered, read=outcome.read,
                    table=table,
                )  # fmt: skip


def _tells_nothing_new(outcome: Outcome) -> bool:
    """True if every record that could be read is stored already: then not even its rejects are written again."""
    if outcome.rows or outcome.superseded or outcome.reasons.get(DUPLICATE):
        return False
    return outcome.accepted > 0 or not outcome.rejected
