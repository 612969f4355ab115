"""Tables with texts made on the server: numbers right aligned, the unit in the header, one unit per table."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import streamlit as st

from dashboard.data.exporting.exports import safe_cell
from dashboard.widgets.formats import Formats, Scale
from dashboard.widgets.language import _

JOINER = "\u2060"
WRAPPED_ROW = 66
"""Pixels. Streamlit wraps texts in rows that are taller than 4 rem."""
Kind = Literal["text", "count", "money", "share", "day"]


@dataclass(frozen=True)
class Column:
    """One column: where it comes from, its title and how its values are written."""

    name: str
    title: str
    kind: Kind = "text"
    shown: Callable[[Any], str] | None = None
    """Writes the value instead of the kind's own way."""
    is_pinned: bool = False
    width: int | None = None
    """Pixels, where the grid's own guess (from the first rows) cuts the longest text."""


def fitted(texts: Iterable[str]) -> int:
    """The width of a column that shows the longest of these whole, at most a third of a page."""
    widest = max((sum(14 if ord(letter) > 0x2E80 else 8 for letter in text) for text in texts), default=0)
    return min(max(widest + 24, 90), 380)


def table_scale(form: Formats, frame: pd.DataFrame, columns: Sequence[Column]) -> Scale:
    """Exact to the cent as long as the cells stay readable; beyond 100 million in 万 or thousands."""
    amounts = [float(value) for column in columns if column.kind == "money" for value in frame[column.name].dropna()]
    return form.table_scale(amounts)


def _title(column: Column, scale: Scale) -> str:
    if column.kind == "money":
        return _("{title} ({unit})", title=column.title, unit=scale.unit)
    return column.title


def _no_formula(value: object) -> str:
    """On screen a word joiner, which is not seen, does what the apostrophe does in files."""
    text = str(value)
    return text if safe_cell(text) == text else JOINER + text


def written(frame: pd.DataFrame, columns: Sequence[Column], form: Formats, scale: Scale) -> pd.DataFrame:
    """The cells as text in the language of the session."""
    ways: dict[str, Callable[[Any], str]] = {
        # The grid's own download and copy end in spreadsheets too: what people typed must be no formula there either.
        "text": _no_formula,
        "count": form.whole,
        "money": lambda value: form.amount(value, scale),
        "share": form.share,
        "day": form.iso_day,
    }
    cells = {}
    for column in columns:
        way = column.shown or ways[column.kind]
        values = frame[column.name].astype(object)
        empty = "" if column.kind in ("text", "day") else form.not_known
        cells[column.name] = [
            empty if pd.isna(value) and column.shown is None else way(value)
            for value in values.where(values.notna(), None)
        ]
    return pd.DataFrame(cells, columns=[column.name for column in columns], dtype=str)


def show_table(
    frame: pd.DataFrame,
    columns: Sequence[Column],
    form: Formats,
    *,
    key: str,
    alt: str,
    select: Callable[[], None] | None = None,
    mode: Literal["single-row", "single-cell"] = "single-row",
    is_wrapped: bool = False,
) -> None:
    """Draw it whole (at most some 30 rows). ``select`` is called when a row (or cell) is chosen; the choice is in
    ``st.session_state[key]``. Column selection is on with it: it takes the place of sorting texts in the browser.
    Wrapped: long Chinese texts take up to three lines; the grid reckons other letters narrower than they are."""
    scale = table_scale(form, frame, columns)
    config = {
        column.name: st.column_config.TextColumn(
            _title(column, scale),
            alignment="left" if column.kind == "text" else "right",
            pinned=column.is_pinned or None,
            width=column.width,
        )
        for column in columns
    }
    shown = written(frame, columns, form, scale)
    tall = WRAPPED_ROW if is_wrapped else None
    if select is None:
        st.dataframe(shown, hide_index=True, column_config=config, key=key, alt=alt, height="content", row_height=tall)
    else:
        st.dataframe(
            shown,
            hide_index=True,
            column_config=config,
            key=key,
            alt=alt,
            height="content",
            row_height=tall,
            on_select=select,
            selection_mode=mode if mode == "single-cell" else ["single-row", "single-column"],
        )


def table_behind(key: str, draw: Callable[[], None], *, title: str | None = None) -> None:
    """The table of a chart, folded up; it is made and sent when somebody opens it. A ``title`` where other things stand
    between the two."""
    box = st.expander(title or _("The same as a table"), key=key, on_change="rerun")
    if box.open:
        with box:
            draw()


def chosen_row(key: str) -> int | None:
    """The row chosen in a table, from the top; None if there is none."""
    rows = ((st.session_state.get(key) or {}).get("selection") or {}).get("rows") or []
    return int(rows[0]) if rows else None


def chosen_cell(key: str) -> tuple[int, str] | None:
    """The (row, column name) chosen in a table."""
    cells = ((st.session_state.get(key) or {}).get("selection") or {}).get("cells") or []
    return (int(cells[0][0]), str(cells[0][1])) if cells else None
