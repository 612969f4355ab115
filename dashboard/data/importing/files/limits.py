"""What is too much, each said with the limit, the value and where it is set (``[import_limits]`` of settings.toml)."""

from pathlib import Path

from dashboard.import_limits import ImportLimits
from dashboard.logic.problems import Problem
from dashboard.logic.words import N_

NO_LIMITS_SAID = ImportLimits()
"""The limits where the operator set none."""
BEYOND = {
    "file_megabytes": N_(
        "File {file} has {value} MB, and the limit {limit} is {most}. Split the file, or raise {limit} under "
        "[import_limits] in settings.toml."
    ),
    "workbook_megabytes": N_(
        "Workbook {file} has {value} MB, and the limit {limit} is {most}. Save it as CSV, or raise {limit} under "
        "[import_limits] in settings.toml."
    ),
    "unpacked_megabytes": N_(
        "{file} would unpack to {value} MB, which is more than is allowed: the limit {limit} is {most}. Unpack it "
        "yourself if you trust it, or raise {limit} under [import_limits] in settings.toml."
    ),
    "workbook_unpacked_megabytes": N_(
        "Workbook {file} would unpack to {value} MB, and the limit {limit} is {most}. Save it as CSV, or raise {limit} "
        "under [import_limits] in settings.toml."
    ),
    "packing_ratio": N_(
        "{file} would unpack to {value} times its size, which is more than is allowed: the limit {limit} is {most}. "
        "It is a bomb rather than data; if you trust it, raise {limit} under [import_limits] in settings.toml."
    ),
    "files": N_(
        "{file} holds {value} files, which is more than is allowed: the limit {limit} is {most}. Import them in parts, "
        "or raise {limit} under [import_limits] in settings.toml."
    ),
    "rows": N_(
        "File {file} has {value} rows, and the limit {limit} is {most}. Split the file, or raise {limit} under "
        "[import_limits] in settings.toml."
    ),
    "columns": N_(
        "File {file} has {value} columns, and the limit {limit} is {most}. Remove the columns that are not needed, or "
        "raise {limit} under [import_limits] in settings.toml."
    ),
    "cell_characters": N_(
        "File {file}, line {line}: a cell has {value} characters, and the limit {limit} is {most}. Shorten it, or "
        "raise {limit} under [import_limits] in settings.toml."
    ),
    "workbook_memory_megabytes": N_(
        "Workbook {file} needs more memory than the limit {limit} = {most} MB allows, or is damaged. Save it as CSV, "
        "or raise {limit} under [import_limits] in settings.toml."
    ),
    "workbook_seconds": N_(
        "Workbook {file} takes longer to read than the limit {limit} = {most} seconds. Save it as CSV, or raise "
        "{limit} under [import_limits] in settings.toml."
    ),
}  # fmt: skip
"""Limit -> the sentence for what is beyond it."""


def beyond(limits: ImportLimits, limit: str, file: str, value: int = 0, line: int = 0) -> Problem:
    """The refusal of a file that is beyond one limit."""
    return Problem(BEYOND[limit], file=file, value=value, line=line, limit=limit, most=getattr(limits, limit))


def check_file(limits: ImportLimits, name: str, path: Path, *, is_workbook: bool = False) -> None:
    """Refuse a file that is too large as it lies there. Raises Problem."""
    limit = "workbook_megabytes" if is_workbook else "file_megabytes"
    megabytes = path.stat().st_size // 2**20
    if megabytes > getattr(limits, limit):
        raise beyond(limits, limit, name, megabytes)


def check_shape(limits: ImportLimits, name: str, rows: int, columns: int) -> None:
    """Refuse a file with too many rows or columns. Raises Problem."""
    if columns > limits.columns:
        raise beyond(limits, "columns", name, columns)
    if rows > limits.rows:
        raise beyond(limits, "rows", name, rows)
