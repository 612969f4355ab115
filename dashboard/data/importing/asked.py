"""What the operator asked of an import, beside the files."""

import re
from dataclasses import dataclass
from datetime import date

from dashboard.data.importing.choices import Choices, FileChoice
from dashboard.data.importing.files.layouts import FOUND, Layout
from dashboard.data.importing.mapping.plans import MappingFile
from dashboard.data.tables import TABLES
from dashboard.logic.periods import month_end, month_no, month_start
from dashboard.logic.problems import Problem

MODES = ("append", "upsert", "replace", "replace-period")
Days = tuple[date, date]
"""The first and the last day of a period."""


@dataclass(frozen=True)
class Provenance:
    """Who imports, from where, and with which saved mapping: for the manifest.

    by       the account of the operating system on the command line, the login in the browser
    origin   command line, browser, watch
    profile  the name of the saved mapping
    """

    by: str = ""
    origin: str = "command line"
    profile: str = ""


NOBODY = Provenance()


@dataclass(frozen=True)
class Asked:
    """``period``: what ``replace-period`` replaces; None: the months of the accepted rows."""

    mode: str
    choices: Choices
    data_through: date | None
    period: Days | None
    dry_run: bool
    strict: bool
    provenance: Provenance = NOBODY

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise Problem("Mode {mode} is not known. Choose append, upsert, replace or replace-period.", mode=self.mode)
        if self.period is not None and self.mode != "replace-period":
            raise Problem("--period belongs to --mode replace-period.")


def same_for_all(table: str | None, mapping: MappingFile | None, encoding: str | None) -> Choices:
    """The choices of a command that names one table, mapping and encoding for all its files. Raises Problem."""
    if table is not None and table not in TABLES:
        raise Problem(
            "Table {table} is not known. Choose one of {candidates}.", table=table, candidates=", ".join(TABLES)
        )
    return Choices(FileChoice(table, mapping, Layout(encoding=encoding)))


def day_of(given: date | str | None) -> date | None:
    """``--data-through``. Raises Problem."""
    try:
        return date.fromisoformat(given) if isinstance(given, str) else given
    except ValueError as error:
        raise Problem("--data-through {value} is not a date such as 2024-03-31.", value=given) from error


_MONTHS = re.compile(r"(\d{4})-(\d{2})(?:\.\.(\d{4})-(\d{2}))?")


def period_of(text: str | None) -> Days | None:
    """``--period 2025-01..2025-03`` (or one month) as first and last day. Raises Problem."""
    if text is None:
        return None
    found = _MONTHS.fullmatch(text)
    try:
        if not found:
            raise ValueError
        year, month, last_year, last_month = found.groups()
        first = date(int(year), int(month), 1)
        last = date(int(last_year or year), int(last_month or month), 1)
        if last < first:
            raise ValueError
    except ValueError as error:
        raise Problem("--period {value} is not a period such as 2025-01..2025-03.", value=text) from error
    return first, month_end(month_no(last))


def whole_months(first: date, last: date) -> Days:
    """The calendar months from the one of ``first`` to the one of ``last``."""
    return month_start(month_no(first)), month_end(month_no(last))


def layout_mark(choices: Choices, name: str) -> list[object] | None:
    """What a layout that was chosen adds to a batch's identity: the same bytes read in another way are another batch.
    None where only the encoding was chosen, which is part of it anyway."""
    layout = choices.of(name).layout
    chosen = {key: value for key, value in vars(layout).items() if value != getattr(FOUND, key) and key != "encoding"}
    return [list(pair) for pair in sorted(chosen.items())] if chosen else None
