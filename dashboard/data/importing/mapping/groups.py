"""Which files feed which tables: all of them the same, or, in a folder of several tables, each group its own."""

from dataclasses import dataclass

from dashboard.data.importing.choices import Choices, FileChoice
from dashboard.data.importing.files.readings import InputFile, Reading
from dashboard.data.importing.mapping.header_tables import found_table
from dashboard.data.importing.mapping.plans import MappingFile, Plan, alias_plan, mapped_plan
from dashboard.data.importing.mapping.wide_proposals import missing_columns, proposed_answers
from dashboard.data.tables import CUSTOMERS, EMPLOYEES, ORDER_LINES, ORDERS, PRODUCTS, TABLES, TARGETS
from dashboard.logic.problems import Problem

_SHOWN = (EMPLOYEES.name, PRODUCTS.name, CUSTOMERS.name, ORDERS.name, ORDER_LINES.name, TARGETS.name)
REPORT_ORDER = (*_SHOWN, *(name for name in TABLES if name not in _SHOWN))
"""Who is referred to comes before who refers."""
_KNOWN = ("rates", EMPLOYEES.name, PRODUCTS.name, CUSTOMERS.name, "contracts")
_FIRST = (*_KNOWN, ORDER_LINES.name, ORDERS.name, TARGETS.name)
CHECK_ORDER = (*_FIRST, *(name for name in TABLES if name not in _FIRST))
"""Rates and those who are referred to come first. Lines are checked before orders: an order without an amount is sound
if it has lines (metrics.md, Orders)."""

WIDE = "survey_answers"
"""The table whose files are often wide."""


@dataclass(frozen=True)
class TableGroup:
    """Readings that feed the same tables. ``plans``: per table one plan for each reading; ``files``: their numbers."""

    readings: list[Reading]
    plans: dict[str, list[Plan]]
    files: tuple[int, ...]

    @property
    def tables(self) -> frozenset[str]:
        return frozenset(self.plans)


@dataclass(frozen=True)
class _Entry:
    """One reading and what it feeds."""

    reading: Reading
    plans: dict[str, Plan]


def table_groups(files: list[InputFile], readings: list[Reading], choices: Choices) -> list[TableGroup]:
    """The groups in the order in which they are checked. Raises Problem for headers that do not fit.

    A mapping gives a file's tables, else the chosen table, else its headers tell it. Files that feed the same tables
    are one group, whatever their mappings.
    """
    entries: list[_Entry] = []
    for reading in readings:
        name = files[reading.runs.file[0]].name
        entries += _entries(reading, _plans(name, reading, choices.of(name)))
    fed: dict[tuple[str, ...], list[_Entry]] = {}
    for entry in entries:
        fed.setdefault(tuple(entry.plans), []).append(entry)
    _check_apart(list(fed))
    ordered = sorted(fed, key=lambda tables: min(CHECK_ORDER.index(table) for table in tables))
    return [_group(tables, fed[tables], len(files), is_only=len(fed) == 1) for tables in ordered]


def _entries(reading: Reading, plans: dict[str, Plan]) -> list[_Entry]:
    """A wide table has other rows than the file has records: it is fed by itself."""
    alike = {table: plan for table, plan in plans.items() if not plan.unpivot}
    apart = [_Entry(reading, {table: plan}) for table, plan in plans.items() if plan.unpivot]
    return [*([_Entry(reading, alike)] if alike else []), *apart]


def _check_apart(sets: list[tuple[str, ...]]) -> None:
    """Two mappings may feed the same tables, but not a table alone and the same table among others."""
    seen: set[str] = set()
    for tables in sets:
        if both := seen & set(tables):
            raise Problem(
                "The table {table} is fed by files of different shape. Import them one after the other.",
                table=min(both),
            )
        seen |= set(tables)


def _group(tables: tuple[str, ...], entries: list[_Entry], files: int, *, is_only: bool) -> TableGroup:
    its_readings = [entry.reading for entry in entries]
    its_plans = {table: [entry.plans[table] for entry in entries] for table in tables}
    # files without any record belong to the only group there is
    own = range(files) if is_only else sorted({f for reading in its_readings for f in reading.runs.file})
    return TableGroup(its_readings, its_plans, tuple(own))


def _plans(name: str, reading: Reading, choice: FileChoice) -> dict[str, Plan]:
    """Table -> plan of one reading."""
    if choice.mapping:
        return _mapped(choice.mapping, choice, name, reading)
    if choice.table in (None, WIDE) and (wide := proposed_answers(reading.header)) and not missing_columns(wide):
        return _mapped(MappingFile("file", "", (wide,)), choice, name, reading)
    table = TABLES[choice.table] if choice.table else found_table(name, reading.header)
    return {table.name: alias_plan(table, name, reading.header, choice.layout)}


def _mapped(mapping: MappingFile, choice: FileChoice, name: str, reading: Reading) -> dict[str, Plan]:
    wanted = [target for target in mapping.targets if choice.table in (None, target.table.name)]
    if not wanted:
        raise Problem("Mapping file {file} has no table {table}.", file=mapping.name, table=choice.table)
    return {target.table.name: mapped_plan(mapping, target, name, reading.header, choice.layout) for target in wanted}
