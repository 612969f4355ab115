"""Nothing is lost between the files and the outcomes: what was read must end somewhere, all of it."""

from dataclasses import replace

from dashboard.data.batches import SourceFile
from dashboard.data.importing.checks.outcomes import Outcome
from dashboard.data.importing.checks.staging import Staged
from dashboard.data.importing.files.file_notes import counted_notes
from dashboard.data.importing.files.readings import InputFile, Reading
from dashboard.data.importing.mapping.groups import TableGroup

SHOWN_LINES = 100
"""Lines that are no records: at most so many per file are kept in words."""


def check_every_reading(readings: list[Reading], groups: list[TableGroup]) -> None:
    """Each reading feeds a group; a wide one may feed a second. (A folder once lost the tables that no group named.)"""
    fed = [id(reading) for group in groups for reading in group.readings]
    if set(fed) != set(map(id, readings)) or any(not group.plans for group in groups):
        raise AssertionError(f"{len(readings)} readings, {len(set(fed))} of them in {len(groups)} groups")


def check_every_record(outcome: Outcome, staged: list[Staged]) -> None:
    """Each record of the group's readings is counted for each of its tables."""
    records = sum(one.rows + len(one.split_off) + len(one.reading.refused) for one in staged)
    if records != outcome.read:
        raise AssertionError(f"{records} records for {outcome.table.name}, {outcome.read} counted")


def with_left_out(counted: tuple[SourceFile, ...], files: list[InputFile]) -> tuple[SourceFile, ...]:
    """The counts of the files, each with its lines that are no records."""
    return tuple(
        replace(source, left_out=tuple((line.line, line.text) for line in file.left_out[:SHOWN_LINES]))
        for source, file in zip(counted, files, strict=True)
    )


def note_files(outcome: Outcome, files: list[InputFile]) -> None:
    """Add what was noted of the files as a whole to the warnings of a table."""
    counts, examples = counted_notes(files)
    for code, count in counts.items():
        outcome.warnings[code] = outcome.warnings.get(code, 0) + count
        outcome.examples[code] = (*outcome.examples.get(code, ()), *examples[code])
