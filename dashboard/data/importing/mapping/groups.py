"""Which files feed which tables: all of them the same, or, in a folder of several tables, each group its own."""

from dataclasses import dataclass

from dashboard.data.importing.files.readings import InputFile, Reading
from dashboard.data.importing.mapping.headers import found_table
from dashboard.data.importing.mapping.mapping_file import MappingFile, Plan, alias_plan, mapped_plan
from dashboard.data.tables import CUSTOMERS, EMPLOYEES, ORDER_LINES, ORDERS, PRODUCTS, TABLES, TARGETS, Table
from dashboard.logic.problems import Problem

REPORT_ORDER = (EMPLOYEES.name, PRODUCTS.name, CUSTOMERS.name, ORDERS.name, ORDER_LINES.name, TARGETS.name)
"""Who is referred to comes before who refers."""
CHECK_ORDER = (EMPLOYEES.name, PRODUCTS.name, CUSTOMERS.name, ORDER_LINES.name, ORDERS.name, TARGETS.name)
"""Lines are checked before orders: an order without an amount is sound if it has lines (metrics.md, Orders)."""


@dataclass(frozen=True)
class TableGroup:
    """Readings that feed the same tables. ``plans``: per table one plan for each reading; ``files``: their numbers."""

    readings: list[Reading]
    plans: dict[str, list[Plan]]
    files: tuple[int, ...]

    @property
    def tables(self) -> frozenset[str]:
        return frozenset(self.plans)


def table_groups(
    files: list[InputFile], readings: list[Reading], mapping: MappingFile | None, table: str | None
) -> list[TableGroup]:
    """The groups in the order in which they are checked. Raises Problem for headers that do not fit.

    A mapping or a named ``table`` holds for every file: one group. Else each file tells its table by its headers.
    """
    everything = tuple(range(len(files)))
    names = [files[reading.runs.file[0]].name for reading in readings]
    if mapping:
        return [TableGroup(readings, _mapped(mapping, table, names, readings), everything)]
    found: dict[str, list[int]] = {}
    for number, (name, reading) in enumerate(zip(names, readings, strict=True)):
        chosen = TABLES[table] if table else found_table(name, reading.header)
        found.setdefault(chosen.name, []).append(number)
    if len(found) == 1:
        (only,) = found
        return [TableGroup(readings, _by_aliases(TABLES[only], names, readings), everything)]
    return [_group(TABLES[name], found[name], names, readings) for name in CHECK_ORDER if name in found]


def _group(table: Table, numbers: list[int], names: list[str], readings: list[Reading]) -> TableGroup:
    its_readings = [readings[number] for number in numbers]
    plans = _by_aliases(table, [names[number] for number in numbers], its_readings)
    return TableGroup(its_readings, plans, tuple(sorted({f for reading in its_readings for f in reading.runs.file})))


def _by_aliases(table: Table, names: list[str], readings: list[Reading]) -> dict[str, list[Plan]]:
    return {table.name: [alias_plan(table, name, r.header) for name, r in zip(names, readings, strict=True)]}


def _mapped(
    mapping: MappingFile, table: str | None, names: list[str], readings: list[Reading]
) -> dict[str, list[Plan]]:
    wanted = [target for target in mapping.targets if table in (None, target.table.name)]
    if not wanted:
        raise Problem("Mapping file {file} has no table {table}.", file=mapping.name, table=table)
    return {
        target.table.name: [
            mapped_plan(mapping, target, name, reading.header) for name, reading in zip(names, readings, strict=True)
        ]
        for target in wanted
    }
