"""Questions by segment: the heat table, its choice of segments and figure, and the rows behind it."""

from collections import Counter

import numpy as np
import pandas as pd
import streamlit as st

from dashboard.data.reading.masking import MASK
from dashboard.logic.charts.question_heatmap import HeatCell, question_heatmap
from dashboard.logic.question import Question
from dashboard.logic.surveys.item_figures import HIDDEN_BELOW, THIN_BELOW
from dashboard.logic.surveys.question_cells import QuestionCells
from dashboard.logic.surveys.question_sheet import QuestionSheet, in_order
from dashboard.logic.surveys.wave import Wave
from dashboard.widgets.answers import choices
from dashboard.widgets.chart_words import PLAIN, chart_words
from dashboard.widgets.formats import Formats
from dashboard.widgets.labels import layer_label
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.surveys.items.fields import BY, FIGURE
from dashboard.widgets.surveys.items.pictures import open_question
from dashboard.widgets.surveys.items.words import THIN, cut_title, interval_text, question_name
from dashboard.widgets.tables import table_behind
from dashboard.widgets.text_table import text_table
from dashboard.widgets.view_switch import view_switch
from dashboard.widgets.window import is_dark, is_narrow

COLUMNS, NARROW_COLUMNS = 8, 4
CHART = "item_heat"


def segments_picture(opened: Opened, question: Question, wave: Wave, sheet: QuestionSheet, sort: str) -> None:
    """The choices, the table of cells, and the same as text."""
    cells = _cells(opened, question, wave)
    if cells is None:
        st.info(_("Nothing tells the answers of this wave apart for you."))
        return
    if not cells.segments:
        st.info(
            _("No answer of this wave belongs to a customer with an entry in {column}.", column=cut_title(cells.by))
        )
        return
    titles = segment_titles(opened, question, cells)
    shown = _columns_shown(len(titles))
    rows = in_order(sheet.questions, sort)
    _draw(opened, question, sheet, cells, rows, titles, shown)
    st.caption(" ".join(_said(opened.formats, wave, cells)))
    table_behind("item_heat_behind", lambda: _table(opened, cells, rows, titles, shown))


def _cells(opened: Opened, question: Question, wave: Wave) -> QuestionCells | None:
    """By the chosen cut, the first one where the link's is not offered; None where none is."""
    offered = opened.reader.cuts(wave)
    if not offered:
        return None
    if st.session_state.get(BY.name) not in offered:
        st.session_state[BY.name] = offered[0]
    with st.container(horizontal=True, vertical_alignment="center"):
        by = st.selectbox(
            _("By"),
            offered,
            key=BY.name,
            format_func={one: cut_title(one) for one in offered}.__getitem__,
            label_visibility="collapsed",
            width=220,
            persist_state="session",
        )
        view_switch(FIGURE, {"mean": _("Mean"), "top2": _("Share satisfied (two highest)")}, _("Which figure"))
    return opened.reader.question_cells(question, wave, by)


def segment_titles(opened: Opened, question: Question, cells: QuestionCells) -> list[str]:
    """What each segment is called here. Account managers are masked as everywhere."""
    labels: dict[str, str] = {}
    if cells.by == "account_manager_id":
        labels = {one.value: one.label for one in choices(opened, cells.by) if one.label and one.label != MASK}
    elif cells.by == "layer":
        scheme = opened.schemes[question.scheme]
        labels = {value: layer_label(value, scheme) for value in cells.segments if value is not None}
    titles = [_("All others together") if one is None else labels.get(one) or one for one in cells.segments]
    twice = {title for title, count in Counter(titles).items() if count > 1}
    return [f"{title} ({one})" if title in twice else title for title, one in zip(titles, cells.segments, strict=True)]


def _columns_shown(count: int) -> slice:
    """As many segments as can be read beside each other; the rest on further pages."""
    size = NARROW_COLUMNS if is_narrow() else COLUMNS
    pages = -(-count // size)
    if pages <= 1:
        return slice(0, count)
    page = st.pagination(pages, key=f"item_columns_{count}_{size}", width="content") or 1
    start = (min(int(page), pages) - 1) * size
    return slice(start, min(start + size, count))


def _draw(
    opened: Opened, question: Question, sheet: QuestionSheet, cells: QuestionCells, rows: pd.DataFrame,
    titles: list[str], shown: slice,
) -> None:  # fmt: skip
    form, figure = opened.formats, FIGURE.chosen()[0]
    values = cells.cells["level"] / 100 if figure == "mean" else cells.cells["top2"]
    low, high = values.min(), values.max()
    levels = (values - low) / (high - low) if high > low else values * 0 + 1.0
    held = cells.cells.assign(colour=np.minimum(levels, 0.999))
    grid = {
        item: [_cell(form, one, titles[at + shown.start], figure) for at, one in enumerate(part)]
        for item, part in (
            (int(str(item)), list(group.sort_values("segment").iloc[shown].to_dict("records")))
            for item, group in held.groupby("item")
        )
    }
    names = [question_name(row) for _place, row in rows.iterrows()]
    codes = rows["item_id"].tolist()
    lines = [
        [HeatCell(one.level, one.lines, (name, *one.hover)) for one in grid[item]]
        for name, item in zip(names, rows["item"].tolist(), strict=True)
    ]
    words = chart_words(form, opened.schemes[question.scheme], question)

    def choose() -> None:
        points = ((st.session_state.get(CHART) or {}).get("selection") or {}).get("points") or []
        place = int(points[0].get("y", -1)) if points else -1
        if 0 <= place < len(codes):
            open_question(codes[place])

    st.plotly_chart(
        question_heatmap(names, titles[shown], lines, words, dark=is_dark(), narrow=is_narrow()),
        key=CHART,
        on_select=choose,
        selection_mode="points",
        theme=None,
        config=PLAIN,
        alt=_("Questions of {wave} by {cut}; the figures are in the table below.", wave=sheet.wave.title,
              cut=cut_title(cells.by)),
    )  # fmt: skip


def _cell(form: Formats, cell: dict, title: str, figure: str) -> HeatCell:
    told = state_text(form, cell)
    if told:
        lines = (f"n {form.whole(cell['n'])}", _("too few")) if cell["state"] == "few" else (told,)
        return HeatCell(float("nan"), lines, (title, told))
    if figure == "mean":
        text, interval = form.number(cell["mean"], 2), interval_text(form, cell["low"], cell["high"])
    else:
        text = form.share(cell["top2"], 0)
        interval = interval_text(form, cell["top2_low"], cell["top2_high"], is_share=True)
    mark = THIN if cell["state"] == "thin" else ""
    hover = [title, f"{text} ({interval})", _("Ratings: {n}", n=form.whole(cell["n"]))]
    if cell["dont_know"]:
        hover.append(_("Does not know: {n}", n=form.whole(cell["dont_know"])))
    if mark:
        hover.append(_("* fewer than 30 ratings: thin."))
    return HeatCell(float(cell["colour"]), (text + mark, f"n {form.whole(cell['n'])}"), tuple(hover))


def state_text(form: Formats, cell: dict) -> str:
    """Why a cell shows no figure; empty where it does."""
    return {
        "suppressed": _("not shown"),
        "none": "–",
        "few": _("n {n}, too few", n=form.whole(cell["n"])),
    }.get(cell["state"], "")


def _said(form: Formats, wave: Wave, cells: QuestionCells) -> list[str]:
    said = [
        _("The darker, the lower. n = ratings. * fewer than {thin} ratings: thin; below {few} no figure is shown.",
          thin=form.whole(THIN_BELOW), few=form.whole(HIDDEN_BELOW)),
        _("Click a cell to open its question."),
    ]  # fmt: skip
    if cells.by == "layer":
        said.append(
            _("Layers are those of the months of the survey, by the shipped Curry pyramid.") if wave.is_anonymous
            else _("Layers are those of the as-of month, whenever the customer answered; the view “Who answered” takes "
                   "those of the months of the survey.")
        )  # fmt: skip
    if wave.is_anonymous:
        said.append(
            _("This survey is anonymous: a cell that could tell who answered is not shown. “All others together” are "
              "those whose own cell is not shown.")
        )  # fmt: skip
    return said


def _table(opened: Opened, cells: QuestionCells, rows: pd.DataFrame, titles: list[str], shown: slice) -> None:
    """Both figures and n in one cell."""
    form = opened.formats
    held = {(int(one["item"]), int(one["segment"])): one for one in cells.cells.to_dict("records")}
    columns: dict[str, list[str]] = {_("Question"): [question_name(row) for _place, row in rows.iterrows()]}
    for place in range(shown.start, shown.stop):
        columns[titles[place]] = [_both(form, held[(int(item), place)]) for item in rows["item"]]
    text_table(columns, numbers=list(columns)[1:], key="item_heat_table", alt=cut_title(cells.by))


def _both(form: Formats, cell: dict) -> str:
    told = state_text(form, cell)
    if told:
        return told
    mark = THIN if cell["state"] == "thin" else ""
    return f"{form.number(cell['mean'], 2)}{mark} · {form.share(cell['top2'], 0)} · n {form.whole(cell['n'])}"
