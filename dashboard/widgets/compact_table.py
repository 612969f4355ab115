"""Small tables that are sent again with every move: texts in an Arrow table, its column names are the titles.

A DataFrame of the same cells is half as large again: pandas adds a description of each column to it.
"""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import pyarrow as pa
import streamlit as st

from dashboard.data.exporting.exports import safe_cell


def compact_table(
    columns: Mapping[str, Sequence[str]],
    *,
    numbers: Sequence[str] = (),
    key: str,
    alt: str,
    select: Callable[[], None] | None = None,
) -> None:
    """Draw it whole (at most some 30 rows); ``numbers`` names the columns that are right aligned, the first column is
    kept in sight. ``select`` is called when a row is chosen (``tables.chosen_row``)."""
    first = next(iter(columns), None)
    config = {name: st.column_config.Column(alignment="right") for name in numbers}
    if first is not None:
        config[first] = st.column_config.Column(pinned=True)
    table = pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()})
    if select is None:
        st.dataframe(table, hide_index=True, column_config=config, key=key, alt=alt, height="content")
    else:
        st.dataframe(
            table,
            hide_index=True,
            column_config=config,
            key=key,
            alt=alt,
            height="content",
            on_select=select,
            selection_mode="single-row",
        )


def cell_text(typed: object) -> str:
    """What people typed, as a cell: the grid's own copy and download end in spreadsheets, so it must be no formula."""
    return "" if typed is None or typed is pd.NA or typed != typed else safe_cell(str(typed))
