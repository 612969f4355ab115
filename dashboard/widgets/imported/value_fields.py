"""How the values of one column are read: factor, decimal mark, order of days, a closed list of changes, words."""

from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard.data.importing.checks.transforms import PLAIN
from dashboard.data.importing.jobs.job import Job
from dashboard.data.importing.jobs.proposing import shown_cells
from dashboard.data.importing.mapping.flat_orders import PLANNED
from dashboard.data.importing.mapping.plans import Cell
from dashboard.data.tables import DATE, TEXT, TIMESTAMP, Column
from dashboard.data.tables.contract import CLOCK, FLAG, LIST
from dashboard.widgets.imported.current import change_files
from dashboard.widgets.imported.looked import KindOfFile
from dashboard.widgets.imported.pressed import pressed
from dashboard.widgets.language import _, speech
from dashboard.widgets.text_table import plain_text

FACTORS = ("1", "1000", "10000", "1000000", "100000000", "0.01", "0.001")
MOST_WORDS = 12
"""Different values of a column that are put to the steward one by one."""
_DATES, _TEXTS = (DATE, TIMESTAMP), (TEXT, LIST, CLOCK, FLAG)
AS_FOUND = ""


def value_fields(job: Job, kind: KindOfFile, cells: dict[str, Cell]) -> None:
    """For the column that is chosen."""
    table = PLANNED[kind.plan.table]
    columns = [name for name, cell in cells.items() if cell.header and name in table.by_name]
    if not columns:
        return
    box = st.expander(_("How values are read"), key=f"values_{job.id}_{kind.number}", on_change="rerun")
    if not box.open:
        return
    with box:
        name = st.selectbox(
            _("Column"),
            columns,
            format_func=lambda one: table.by_name[one].title(speech().language),
            key=f"value_of_{job.id}_{kind.number}_{kind.plan.table}",
        )
        if name in columns:
            _fields(job, kind, table.by_name[name], cells[name])


def _fields(job: Job, kind: KindOfFile, column: Column, cell: Cell) -> None:
    start = f"how_{job.id}_{kind.number}_{kind.plan.table}_{column.name}_"
    if column.type in _DATES:
        orders = {AS_FOUND: _("as found"), "ymd": _("year, month, day"), "dmy": _("day, month, year"),
                  "mdy": _("month, day, year")}  # fmt: skip
        _choice(job, kind, column, "day_order", _("Order of dates"), orders, cell.day_order, start)
    elif column.type not in _TEXTS:
        marks = {AS_FOUND: _("as found"), ".": _("Point: 1,234.56"), ",": _("Comma: 1.234,56")}
        _choice(job, kind, column, "decimal", _("Decimal mark"), marks, cell.decimal, start)
        factors = {one: f"× {one}" for one in dict.fromkeys((*FACTORS, str(cell.factor)))}
        _choice(job, kind, column, "factor", _("Factor (万元: 10000)"), factors, str(cell.factor), start)
    key = start + "transforms"
    st.multiselect(
        _("Changes before reading"),
        list(dict.fromkeys((*PLAIN, *cell.transforms))),
        list(cell.transforms),
        format_func=_transform_title,
        key=key,
        on_change=pressed(lambda: _set(job, kind, column.name, transforms=tuple(st.session_state[key]))),
    )
    if column.allowed or column.type == FLAG:
        _words(job, kind, column, cell, start)


def _choice(
    job: Job, kind: KindOfFile, column: Column, name: str, title: str, options: dict[str, str], now: Any, start: str
) -> None:
    key = start + name
    keys = list(options)

    def take() -> None:
        chosen = st.session_state[key]
        if chosen not in options:  # no page of ours says that
            return
        value = _number(chosen) if name == "factor" else chosen or None
        _set(job, kind, column.name, **{name: value})

    st.selectbox(
        title, keys, index=keys.index(now or AS_FOUND) if (now or AS_FOUND) in keys else 0,
        format_func=options.__getitem__, key=key, on_change=pressed(take),
    )  # fmt: skip


def _number(text: str) -> Any:
    from decimal import Decimal

    return int(text) if text.isdecimal() else Decimal(text)


def _words(job: Job, kind: KindOfFile, column: Column, cell: Cell, start: str) -> None:
    """What each word of the file means."""
    place = kind.look.header.index(cell.header or "")
    found = list(dict.fromkeys(row[place] for row in kind.look.rows if place < len(row) and row[place]))[:MOST_WORDS]
    meanings = [one.value for one in column.allowed] or ["true", "false"]
    known = dict(cell.values)
    st.markdown(_("What the words of the file mean:"))
    for number, word in enumerate(found):
        key = f"{start}word_{number}"

        def take(word: str = word, key: str = key) -> None:
            chosen = st.session_state[key]
            pairs = {**dict(cell.values), word: chosen}
            _set(job, kind, column.name, values=tuple((one, read) for one, read in pairs.items() if read))

        options = [AS_FOUND, *meanings]
        now = known.get(word, AS_FOUND)
        st.selectbox(
            plain_text(word[:60]), options, index=options.index(now) if now in options else 0,
            format_func=lambda one: one or _("as found"), key=key, on_change=pressed(take),
        )  # fmt: skip


def _set(job: Job, kind: KindOfFile, column: str, **changes: Any) -> None:
    cells = shown_cells(kind.plan)
    changed = {**cells, column: replace(cells[column], **changes)}
    change_files(job, kind.names, cells=changed, is_kept=False, is_sure=False)


def _transform_title(name: str) -> str:
    titles = {
        "upper": _("all capitals"),
        "lower": _("all small letters"),
        "no_spaces": _("without spaces"),
        "half_width": _("full-width letters and digits made half-width"),
        "digits_only": _("digits only"),
        "strip_leading_zeros": _("without zeros in front"),
        "drop_trailing_.0": _("1001.0 becomes 1001"),
    }
    return titles.get(name, name)
