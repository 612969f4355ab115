"""Fields to correct how files of one kind are read: encoding, delimiter, header, sheet, decimals, days; and questions
that nobody but the steward can answer."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard.data.importing.files.encoding_choice import NAMES
from dashboard.data.importing.files.layouts import NO_HEADER
from dashboard.data.importing.jobs.job import Job
from dashboard.data.importing.jobs.plan import load_plan, save_plan
from dashboard.data.importing.jobs.process import state
from dashboard.data.importing.jobs.proposing import shown_cells, with_table
from dashboard.data.importing.mapping.flat_orders import PLANNED
from dashboard.widgets.imported.current import change_files, look_again
from dashboard.widgets.imported.looked import KindOfFile
from dashboard.widgets.imported.pressed import pressed
from dashboard.widgets.imported.saw_words import ask_said, delimiter_title, saw_said
from dashboard.widgets.imported.words import table_title
from dashboard.widgets.language import _
from dashboard.widgets.text_table import plain_text

FURTHEST_HEADER = 30
GRAVE = (
    "SHEETS_HIDDEN", "SHEETS_IGNORED", "KIND_BY_CONTENT", "FORMULAS_WITHOUT_VALUE", "DIGITS_LOST",
    "LEADING_ZEROS_MAY_BE_LOST", "UNIT_IN_TITLE", "NO_HEADER",
)  # fmt: skip
"""What was seen that may make the figures wrong."""


def questions(job: Job, kind: KindOfFile) -> None:
    """What looking cannot decide, each answer with what the file would then say."""
    for number, ask in enumerate(kind.asks):
        key = f"ask_{job.id}_{kind.number}_{ask.field}_{number}"
        answers = dict(ask.answers)
        said = getattr(kind.plan.layout, ask.field, None)
        st.radio(
            ask_said(ask.field, plain_text(ask.column)),
            list(answers),
            index=list(answers).index(said) if said in answers else None,
            format_func=lambda answer, answers=answers: plain_text(answers[answer]),
            key=key,
            on_change=pressed(_answer),
            args=(job, kind, ask, key),
        )


def _answer(job: Job, kind: KindOfFile, ask: Any, key: str) -> None:
    value = st.session_state[key]
    cells = shown_cells(kind.plan)
    asked = {column: cell for column, cell in cells.items() if ask.column and cell.header == ask.column}
    if asked and ask.field in ("decimal", "day_order"):
        changed = {column: replace(cell, **{ask.field: value}) for column, cell in asked.items()}
        change_files(job, kind.names, cells={**cells, **changed}, is_kept=False, is_sure=False)
        return
    _set_layout(job, kind, ask.field, value)


def _set_layout(job: Job, kind: KindOfFile, name: str, value: Any) -> None:
    """Said of all files of the kind, which are then looked at again."""
    if state(job).is_running:
        return  # a page drawn before the work began; its fields are gone by now
    plan = load_plan(job)
    given = _header(value) if name == "header" and isinstance(value, str) else value
    for file in kind.names:
        plan = plan.with_file(file, layout=replace(plan.of(file).layout, **{name: given}))
    save_plan(job, plan)
    look_again(job)


def _header(text: str) -> tuple[int, int]:
    """``3`` or ``3-4``; 0: there is none."""
    first, _dash, last = text.partition("-")
    return (int(first), int(last or first)) if text.strip("0") else NO_HEADER


def table_field(job: Job, kind: KindOfFile) -> None:
    key = f"table_{job.id}_{kind.number}_{kind.plan.table}"
    names = list(PLANNED)
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    left.selectbox(
        _("These files hold"),
        names,
        index=names.index(kind.plan.table) if kind.plan.table in names else None,
        format_func=table_title,
        placeholder=_("Choose the table"),
        key=key,
        on_change=pressed(_set_table),
        args=(job, kind, key),
    )
    out_key = f"leave_{job.id}_{kind.number}"
    right.checkbox(
        _("Leave out"), kind.plan.is_left_out, key=out_key, on_change=pressed(_leave_out), args=(job, kind, out_key)
    )


def _set_table(job: Job, kind: KindOfFile, key: str) -> None:
    name = st.session_state[key]
    if name in PLANNED:
        plan = load_plan(job)
        files = {file: with_table(plan.of(file), PLANNED[name]) for file in kind.names}
        save_plan(job, replace(plan, files={**plan.files, **files}))


def _leave_out(job: Job, kind: KindOfFile, key: str) -> None:
    change_files(job, kind.names, is_left_out=bool(st.session_state[key]))


def reading_fields(job: Job, kind: KindOfFile) -> None:
    """What was seen, in a line; what the steward should know of it; the fields are folded."""
    said = {
        is_grave: [
            saw_said(code, {name: plain_text(str(value)) for name, value in values.items()})
            for code, values in kind.look.saw
            if (code in GRAVE) == is_grave
        ]
        for is_grave in (False, True)
    }
    st.caption(" · ".join(said[False]))
    if said[True]:
        st.warning("\n".join(f"- {one}" for one in said[True]))
    if kind.look.kind == "parquet":
        return
    box = st.expander(_("Correct how the file is read"), key=f"reading_{job.id}_{kind.number}", on_change="rerun")
    if box.open:
        with box:
            _fields(job, kind)


def _fields(job: Job, kind: KindOfFile) -> None:
    fields = _workbook_fields(kind) if kind.look.kind == "workbook" else _text_fields(kind)
    header = kind.look.layout.header or NO_HEADER
    places = [str(line) for line in range(FURTHEST_HEADER + 1)]
    now = str(header[0]) if header[0] == header[1] else f"{header[0]}-{header[1]}"
    fields.append(("header", _("Header line"), _with(places, now), now, _header_title))
    for column, (name, title, options, chosen, shown) in zip(st.columns(len(fields)), fields, strict=True):
        key = f"read_{job.id}_{kind.number}_{name}_{chosen}"
        column.selectbox(
            title,
            options,
            index=options.index(chosen) if chosen in options else None,
            format_func=shown,
            key=key,
            on_change=pressed(_choose),
            args=(job, kind, name, key),
        )


def _choose(job: Job, kind: KindOfFile, name: str, key: str) -> None:
    _set_layout(job, kind, name, st.session_state[key])


def _with(options: Sequence[str], chosen: str) -> list[str]:
    return list(options) if chosen in options else [chosen, *options]


def _text_fields(kind: KindOfFile) -> list[tuple[str, str, list[str], str | None, Any]]:
    layout = kind.look.layout
    encodings = _with(sorted(set(NAMES.values())), layout.encoding or "utf-8")
    delimiters = _with([",", ";", "\t", "|"], layout.delimiter or ",")
    return [
        ("encoding", _("Encoding"), encodings, layout.encoding, str),
        ("delimiter", _("Delimiter"), delimiters, layout.delimiter, delimiter_title),
    ]


def _workbook_fields(kind: KindOfFile) -> list[tuple[str, str, list[str], str | None, Any]]:
    sheets = [sheet.name for sheet in kind.look.sheets]
    hidden = {sheet.name for sheet in kind.look.sheets if sheet.is_hidden}
    now = kind.look.layout.sheet

    def title(name: str) -> str:
        return _("{sheet} (hidden)", sheet=name) if name in hidden else name

    return [("sheet", _("Sheet"), sheets, now, title)]


def _header_title(line: str) -> str:
    return _("No header") if line in ("0", "0-0") else line
