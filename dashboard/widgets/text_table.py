"""Small tables that are sent again with every move, as plain text: a third of the bytes of a grid, and printed, read
aloud and searched like the rest of the page. A narrow window gets the grid, which can be moved sideways."""

import re
from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from dashboard.data.exporting.exports import safe_cell
from dashboard.widgets.window import is_narrow

NO_BREAK = "\u00a0"
"""A space at which no line ends."""
_JOIN = "\u2060"
_MARKS = re.compile(r"([\\`*_{}\[\]()<>#!|$~:&])")
_ADDRESS = re.compile(r"https?:(?=//)|www(?=\.)|@(?=[-\w])|:(?=[\w+/-]+:)(?!\d\d:)", re.IGNORECASE)
"""Bare addresses (https://…, www.…, a@b.c) and short codes of pictures (:material/home:, :smile:)."""


def one_line(typed: object) -> str:
    """What people typed, in one line; nothing for what is not known."""
    return "" if typed is None or typed is pd.NA or typed != typed else " ".join(str(typed).split())


def unbroken(text: str) -> str:
    """Stays in one line; Chinese could be broken anywhere."""
    joined = text if text.isascii() else _JOIN.join(text)
    return joined.replace(" ", NO_BREAK)


def plain_text(text: str) -> str:
    """Nothing in it is taken for Markdown.

    The browser looks for addresses and short codes once more after marks are resolved, where escapes are gone: a word
    joiner, which is not seen, parts them.
    """
    return _MARKS.sub(r"\\\1", _ADDRESS.sub(rf"\g<0>{_JOIN}", text))


def as_small_as_the_rest() -> None:
    """Call it once on a page that has such tables, outside the part that moves: Streamlit writes them larger than its
    grids and controls, and six columns would not fit."""
    table = "[data-testid='stMarkdownContainer'] table"
    st.html(f"<style>{table} {{font-size: .875rem}} {table} :is(td, th) {{padding: .3rem .5rem}}</style>")


def text_table(
    columns: Mapping[str, Sequence[str]], *, numbers: Sequence[str] = (), key: str, alt: str, above: str = ""
) -> None:
    """Draw it whole (at most some 30 rows): the cells of each column by its title, as plain texts. ``numbers`` names
    the columns that are right aligned, the first column stays in sight; ``above`` is a line of Markdown before it."""
    if is_narrow():
        if above:
            st.markdown(above)
        _grid(columns, numbers, key, alt)
        return
    marks = ["-:" if title in numbers else "-" for title in columns]
    rows = [map(plain_text, columns), marks, *(map(plain_text, row) for row in zip(*columns.values(), strict=True))]
    table = "\n".join("|".join(["", *row, ""]) for row in rows)
    st.markdown(f"{above}\n\n{table}" if above else table)


def _grid(columns: Mapping[str, Sequence[str]], numbers: Sequence[str], key: str, alt: str) -> None:
    first = next(iter(columns))
    config = {title: st.column_config.TextColumn(alignment="right") for title in numbers}
    config[first] = st.column_config.TextColumn(pinned=True)
    # The grid's own download and copy end in spreadsheets: what people typed must be no formula there.
    cells = {
        title: texts if title in numbers else [safe_cell(text) for text in texts] for title, texts in columns.items()
    }
    st.dataframe(pd.DataFrame(cells), hide_index=True, column_config=config, key=key, alt=alt, height="content")
