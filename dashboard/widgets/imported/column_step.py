"""Step 2: which column of the file becomes which of the table. Required ones first; a table of real rows below."""

import streamlit as st

from dashboard.data.importing.jobs.job import Job
from dashboard.data.importing.jobs.proposing import shown_cells
from dashboard.data.importing.mapping.flat_orders import PLANNED, parts
from dashboard.data.importing.mapping.header_matches import column_match
from dashboard.data.importing.mapping.plans import Cell
from dashboard.data.importing.mapping.proposals import proposed_columns
from dashboard.data.tables import Column
from dashboard.widgets.imported.current import change_files
from dashboard.widgets.imported.looked import KindOfFile
from dashboard.widgets.imported.pressed import pressed
from dashboard.widgets.imported.preview import preview
from dashboard.widgets.imported.value_fields import value_fields
from dashboard.widgets.imported.wide_fields import wide_fields, wide_target
from dashboard.widgets.imported.words import table_title
from dashboard.widgets.language import _, speech
from dashboard.widgets.text_table import plain_text

NOT_THERE, FIXED = "\x00none", "\x00fixed"
"""Choices beside the headers; no header begins like that."""
EXAMPLES = 3
BESIDE = 3
LONGEST_EXAMPLE = 40


def column_step(job: Job, kind: KindOfFile) -> None:
    """The columns of one kind of file."""
    table = PLANNED[kind.plan.table]
    if kind.plan.toml:
        _composed(job, kind)
        preview(kind)
        return
    st.markdown(_("**Columns**"))
    cells = shown_cells(kind.plan)
    near = {column for column, one in proposed_columns(table, kind.look.header).items() if one.how == "near"}
    fed = parts(table)
    for name, columns in fed:
        if len(fed) > 1:
            st.markdown(f"**{table_title(name)}**")
        _fields(job, kind, columns, cells, near, key=f"rest_{job.id}_{kind.number}_{kind.plan.table}_{name}")
    _left_over(kind, cells)
    value_fields(job, kind, cells)
    preview(kind)


def _composed(job: Job, kind: KindOfFile) -> None:
    """A mapping that no fields of single columns can show: a wide file, or several tables."""
    wide = wide_target(kind)
    if wide is not None:
        st.info(_("One row per respondent: each answer becomes a record."))
        wide_fields(job, kind, wide)
    else:
        st.info(_("The remembered mapping {name} is used as it is.", name=plain_text(kind.plan.profile)))


def _fields(
    job: Job, kind: KindOfFile, columns: tuple[Column, ...], cells: dict[str, Cell], near: set[str], *, key: str
) -> None:
    asked = [column for column in columns if column.is_required]
    asked += [column for column in columns if column.name in cells and not column.is_required]
    with st.container():  # a row more of chosen columns moves nothing below it to another place
        _grid(job, kind, [(column, cells.get(column.name), column.name in near) for column in asked])
    rest = [column for column in columns if column not in asked]
    more = _("{n} more columns of this table", n=len(rest))
    is_shown = st.toggle(more, bool(_left_headers(kind, cells)), key=key)
    with st.container():
        if is_shown:
            _grid(job, kind, [(column, None, False) for column in rest])


def column_title(column: Column) -> str:
    return column.title(speech().language)


def _grid(job: Job, kind: KindOfFile, fields: list[tuple[Column, Cell | None, bool]]) -> None:
    """Several beside each other, row by row, so that Tab goes in the order that is read."""
    for first in range(0, len(fields), BESIDE):
        for place, field in zip(st.columns(BESIDE), fields[first : first + BESIDE], strict=False):
            with place:
                _column(job, kind, field[0], field[1], is_near=field[2])


def _column(job: Job, kind: KindOfFile, column: Column, cell: Cell | None, *, is_near: bool) -> None:
    headers = [header for header in dict.fromkeys(kind.look.header) if header]
    options = [NOT_THERE, FIXED, *headers]
    chosen = cell.header if cell and cell.header in headers else FIXED if cell and cell.value is not None else NOT_THERE
    key = f"col_{job.id}_{kind.number}_{kind.plan.table}_{kind.plan.profile}_{column.name}"
    mark = " *" if column.is_required else ""
    st.selectbox(
        plain_text(column_title(column)) + mark,
        options,
        index=options.index(chosen),
        format_func=_option_title,
        key=key,
        on_change=pressed(_choose),
        args=(job, kind, column.name, key),
    )
    _below(job, kind, column, cell, chosen, is_near=is_near)


def _option_title(option: str) -> str:
    return {NOT_THERE: _("– not in the file –"), FIXED: _("– the same for all rows –")}.get(option, option)


def _below(job: Job, kind: KindOfFile, column: Column, cell: Cell | None, chosen: str, *, is_near: bool) -> None:
    """Examples of what stands there; what is missing; the one value of all rows."""
    if chosen == FIXED:
        key = f"fixed_{job.id}_{kind.number}_{kind.plan.table}_{column.name}"
        allowed = [one.value for one in column.allowed]
        title = _("Value of {column}", column=plain_text(column_title(column)))
        if allowed:
            now = cell.value if cell else None
            st.selectbox(title, allowed, index=allowed.index(now) if now in allowed else None, key=key,
                         on_change=pressed(_set_fixed), args=(job, kind, column.name, key))  # fmt: skip
        else:
            st.text_input(title, cell.value or "" if cell else "", key=key, on_change=pressed(_set_fixed),
                          args=(job, kind, column.name, key))  # fmt: skip
    elif chosen == NOT_THERE:
        if column.is_required:
            st.markdown(":material/error: " + _("needed: choose a column"))
    else:
        near = ":material/help: " + _("resembles it, please check") + " · " if is_near else ""
        factor = f" · × {cell.factor:,}" if cell and cell.factor != 1 else ""
        st.caption(near + examples(kind, chosen) + factor)


def examples(kind: KindOfFile, header: str) -> str:
    """The first different values of a column, as plain text."""
    place = kind.look.header.index(header)
    found = dict.fromkeys(row[place] for row in kind.look.rows if place < len(row) and row[place])
    texts = [text[:LONGEST_EXAMPLE] + ("…" if len(text) > LONGEST_EXAMPLE else "") for text in list(found)[:EXAMPLES]]
    return " · ".join(map(plain_text, texts)) or _("(empty)")


def _choose(job: Job, kind: KindOfFile, column: str, key: str) -> None:
    chosen = st.session_state[key]
    cells = shown_cells(kind.plan)
    before = cells.pop(column, None)
    if chosen == FIXED:
        cells[column] = Cell(value="")
    elif chosen != NOT_THERE:
        kept = before if before and before.header == chosen else None
        # Also of a header that nobody knows, 万元 in brackets says the factor.
        factor = column_match(PLANNED[kind.plan.table].by_name[column], chosen).factor
        cells[column] = kept or Cell(header=chosen, factor=factor)
    set_cells(job, kind, cells)


def _set_fixed(job: Job, kind: KindOfFile, column: str, key: str) -> None:
    set_cells(job, kind, {**shown_cells(kind.plan), column: Cell(value=str(st.session_state[key] or ""))})


def set_cells(job: Job, kind: KindOfFile, cells: dict[str, Cell]) -> None:
    """What the steward chooses is checked when they say so, not while they are at it."""
    change_files(job, kind.names, cells=cells, is_kept=False, is_sure=False)


def _left_headers(kind: KindOfFile, cells: dict[str, Cell]) -> list[str]:
    used = {cell.header for cell in cells.values()}
    return [header for header in kind.look.header if header and header not in used]


def _left_over(kind: KindOfFile, cells: dict[str, Cell]) -> None:
    rest = _left_headers(kind, cells)
    with st.container():  # there with nothing left over, too: the fields below keep their places
        if rest:
            st.caption(_("Not taken from the file: {columns}", columns=", ".join(map(plain_text, rest))))
