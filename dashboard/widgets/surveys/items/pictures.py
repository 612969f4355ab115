"""The questions as bars of their answers or as means with intervals; a click opens a question."""

import math
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard.logic.charts.answer_bars import AnswerRow, answer_bars
from dashboard.logic.charts.mean_dots import MeanRow, Point, mean_dots
from dashboard.logic.question import Question
from dashboard.logic.surveys.distribution import place_count, place_shares
from dashboard.logic.surveys.item_figures import HIDDEN_BELOW
from dashboard.logic.surveys.question_sheet import QuestionSheet
from dashboard.widgets.chart_words import PLAIN, chart_words
from dashboard.widgets.formats import Formats
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.surveys.items.fields import QUESTION
from dashboard.widgets.surveys.items.rows import (
    bar_text,
    dot_text,
    hover_lines,
    sheet_rows,
    unknown_share,
)
from dashboard.widgets.surveys.items.words import mean_text, question_name
from dashboard.widgets.surveys.words import short_verdict
from dashboard.widgets.text_table import plain_text
from dashboard.widgets.window import is_dark, is_narrow

RESCALED = (0.0, 100.0)


def open_question(code: str) -> None:
    """For callbacks; "" closes it."""
    st.session_state[QUESTION.name] = code


def bars_picture(opened: Opened, question: Question, sheet: QuestionSheet, sort: str) -> None:
    form, usual = opened.formats, sheet.questions["scale_max"].mode().iloc[0]

    def make(row: pd.Series) -> AnswerRow:
        shares = place_shares(sheet.places, int(row["item"]), place_count(row["scale_min"], row["scale_max"]))
        return AnswerRow(
            question_name(row), bar_text(form, row, is_short=is_narrow(), usual=usual), hover_lines(form, sheet, row),
            shares=tuple(shares.tolist()) if row["n"] else (), unknown=unknown_share(row),
        )  # fmt: skip

    rows, codes = sheet_rows(form, sheet, sort, make, lambda name, said: AnswerRow(name, said, is_heading=True))
    words = chart_words(form, opened.schemes[question.scheme], question)
    chart = answer_bars(rows, words, chosen=_chosen(codes), dark=is_dark(), narrow=is_narrow())
    _draw(chart, codes, "item_bars", _alt(form, sheet))
    st.caption(
        _("Each bar is all ratings of a question: left of the line the lower half of its scale, right of it the upper "
          "half, a place in the middle half on each side. Who does not know stands apart. At the right: the mean. "
          "Click a bar to open the question.")
    )  # fmt: skip


def dots_picture(opened: Opened, question: Question, sheet: QuestionSheet, sort: str) -> None:
    """On the scale of the questions where they share one, else from 0 to 100."""
    form = opened.formats
    scales = set(zip(sheet.questions["scale_min"], sheet.questions["scale_max"], strict=True))
    ends = next(iter(scales)) if len(scales) == 1 else RESCALED

    def make(row: pd.Series) -> MeanRow:
        return MeanRow(
            question_name(row), dot_text(form, row), hover_lines(form, sheet, row), now=_point(row, "", ends),
            before=_point(row, "_before", ends),
        )  # fmt: skip

    rows, codes = sheet_rows(form, sheet, sort, make, lambda name, said: MeanRow(name, said, is_heading=True))
    names = (sheet.wave.title, sheet.before.title if sheet.before else "")
    words = chart_words(form, opened.schemes[question.scheme], question)
    chart = mean_dots(rows, words, ends=ends, names=names, chosen=_chosen(codes), dark=is_dark(), narrow=is_narrow())
    _draw(chart, codes, "item_dots", _alt(form, sheet))
    said = [_("● {wave}: mean and 95 % interval.", wave=plain_text(sheet.wave.title))]
    if sheet.before is not None:
        said.append(_("◇ {wave}, where it asked on the same scale.", wave=plain_text(sheet.before.title)))
    if len(scales) > 1:
        said.append(_("The questions have different scales: each is drawn from 0 to 100; changes stand in its own."))
    if (sheet.questions["n"] < HIDDEN_BELOW).any():
        said.append(_("Questions with fewer than 10 ratings have no dot."))
    st.caption(" ".join(said))


def _point(row: pd.Series, side: str, ends: tuple[float, float]) -> Point | None:
    """On the axis; None where it is not shown or not comparable."""
    count, scale = row[f"n{side}"], (float(row["scale_min"]), float(row["scale_max"]))
    if not count >= HIDDEN_BELOW or (side and row["scale_before"] != scale):
        return None
    width = scale[1] - scale[0]
    if ends != RESCALED or not width:
        return float(row[f"mean{side}"]), float(row[f"low{side}"]), float(row[f"high{side}"])
    mean, low, high = ((float(row[f"{name}{side}"]) - scale[0]) / width * 100 for name in ("mean", "low", "high"))
    return mean, low, high


def _chosen(codes: Sequence[str]) -> int | None:
    held = QUESTION.chosen()[0]
    return codes.index(held) if held and held in codes else None


def _draw(chart: go.Figure, codes: Sequence[str], key: str, alt: str) -> None:
    def choose() -> None:
        points = ((st.session_state.get(key) or {}).get("selection") or {}).get("points") or []
        place = int(points[0].get("point_index", -1)) if points else -1
        if 0 <= place < len(codes) and codes[place]:
            open_question(codes[place])

    st.plotly_chart(
        chart, key=key, on_select=choose, selection_mode="points", theme=None, config=PLAIN, alt=alt
    )  # fmt: skip


def _alt(form: Formats, sheet: QuestionSheet) -> str:
    """Every question with its mean and verdict."""
    parts = [
        " ".join(filter(None, (f"{question_name(row)}: {mean_text(form, row)}", short_verdict(row["verdict"]))))
        for _place, row in sheet.questions.iterrows()
        if not math.isnan(row["mean"])
    ]
    return "; ".join(parts) or _("No ratings to show")
