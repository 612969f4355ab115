"""What a look suggests: the remembered mapping of its header, else the table and the columns that its headers tell."""

from collections.abc import Callable
from dataclasses import replace

from dashboard.data.importing.choices import laid_over
from dashboard.data.importing.files.looking import Look
from dashboard.data.importing.jobs.plan import FilePlan, Plan
from dashboard.data.importing.mapping.flat_orders import FLAT_ORDERS, PLANNED, is_flat, proposed_cells
from dashboard.data.importing.mapping.header_matches import matches
from dashboard.data.importing.mapping.plans import Cell, MappingFile, Target, composed, is_closed
from dashboard.data.importing.mapping.proposals import proposed_columns, proposed_tables
from dashboard.data.importing.mapping.wide_proposals import missing_columns as unfilled
from dashboard.data.importing.mapping.wide_proposals import proposed_answers
from dashboard.data.tables import Table

Remembered = Callable[[tuple[str, ...]], tuple[MappingFile, ...]]
"""The profiles for a header, the best first."""


def settled(plan: Plan, looks: tuple[Look, ...], remembered: Remembered) -> Plan:
    """The plan with a proposal for every file that has none yet for the header it shows."""
    for look in looks:
        said = plan.of(look.name)
        if said.header != look.header:
            plan = Plan(plan.mode, plan.period, {**plan.files, look.name: proposed(said, look, remembered)})
    return plan


def proposed(said: FilePlan, look: Look, remembered: Remembered) -> FilePlan:
    """Table and columns for one look; a table that was chosen before stays."""
    if said.keeps:
        return replace(said, header=look.header, keeps=False)
    fresh = FilePlan(
        layout=said.layout, header=look.header, first_header=said.first_header or look.header,
        is_left_out=said.is_left_out,
    )  # fmt: skip
    if any(ask.field == "names" for ask in look.asks):
        fresh = replace(fresh, layout=replace(fresh.layout, names=look.header))  # numbered, until somebody says more
    for mapping in remembered(look.header):
        if is_closed(mapping):
            return of_profile(fresh, mapping)
    wide = proposed_answers(look.header)
    if wide is not None and said.table in ("", wide.table.name) and not unfilled(wide):
        # 总体评价 beside 题1 … 题27 may be an answer too: somebody has to say so
        return replace(fresh, table=wide.table.name, toml=composed("", (wide,)).text, is_sure=not left_out(wide, look))
    if said.table:
        return with_table(fresh, PLANNED[said.table])
    if is_flat(look):
        return with_table(fresh, FLAT_ORDERS)
    fits = proposed_tables(look.header)
    if not fits:
        return fresh
    plan = with_table(fresh, PLANNED[fits[0].table])
    return replace(plan, is_sure=plan.is_sure and fits[0].is_sure)


def left_out(wide: Target, look: Look) -> tuple[str, ...]:
    """The headers of a wide file that nothing is taken from."""
    cells = wide.cells.values()
    used = {header for cell in cells for header in (cell.header, *cell.items)}
    return tuple(header for header in look.header if header and header not in used)


def of_profile(plan: FilePlan, mapping: MappingFile) -> FilePlan:
    """By a remembered mapping. One for several tables or a wide file is used as it is; its layout goes below what was
    said of the file."""
    first = mapping.targets[0]
    layout = laid_over(plan.layout, mapping.layout)
    known = replace(
        plan,
        table=first.table.name,
        profile=mapping.name,
        layout=layout,
        keeps=layout != plan.layout,
        is_sure=True,
        is_kept=True,
    )
    if len(mapping.targets) > 1 or first.is_wide:
        return replace(known, toml=mapping.text, cells=None)
    return replace(known, cells=dict(first.cells), toml="")


def with_table(plan: FilePlan, table: Table) -> FilePlan:
    """By the headers: ``cells`` stay None where their own names tell every column that was found.

    Which of two sums is the line's no header says for certain: flat files always wait for a look.
    """
    if table is FLAT_ORDERS:
        return replace(plan, table=table.name, profile="", toml="", cells=proposed_cells(plan.header), is_sure=False)
    found = proposed_columns(table, plan.header)
    by_name = matches(table, plan.header)
    has_required = all(column in found for column in table.required)
    is_told = all(column in by_name and by_name[column].header == one.header for column, one in found.items())
    cells = {column: Cell(header=one.header, factor=one.factor) for column, one in found.items()}
    plain = is_told and has_required
    return replace(plan, table=table.name, profile="", toml="", cells=None if plain else cells, is_sure=plain)


def shown_cells(plan: FilePlan) -> dict[str, Cell]:
    """The origin of each column, told or not."""
    if plan.cells is not None or not plan.table:
        return dict(plan.cells or {})
    found = matches(PLANNED[plan.table], plan.header)
    return {column: Cell(header=match.header, factor=match.factor) for column, match in found.items()}


def missing_columns(plan: FilePlan) -> tuple[str, ...]:
    """Required columns that nothing feeds."""
    if not plan.table or plan.toml:
        return ()
    cells = shown_cells(plan)
    return tuple(column for column in PLANNED[plan.table].required if column not in cells)
