"""Other instruments beside the chosen wave: call-backs in a sentence, and all waves in one table. Never merged."""

import math

import pandas as pd
import streamlit as st

from dashboard.logic.question import Question
from dashboard.logic.surveys.item_figures import THIN_BELOW
from dashboard.logic.surveys.wave_figures import HEADLINES
from dashboard.widgets.answers import answer
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.surveys.waves.seen import SeenWave
from dashboard.widgets.surveys.waves.words import against_before, figure_title, interval_text, ratings_text, value_text
from dashboard.widgets.surveys.words import kind_label
from dashboard.widgets.tables import table_behind
from dashboard.widgets.text_table import plain_text, text_table


def call_backs(opened: Opened, question: Question, seen: SeenWave) -> None:
    """The latest call-backs that are shown, as their own figure; nothing where the chosen wave is one of them."""
    if seen.wave.kind == "transaction":
        return
    reader, form = opened.reader, opened.formats
    for wave in reversed(reader.waves(question)):
        figures = reader.wave_figures(question, wave) if wave.kind == "transaction" else None
        figure = None if figures is None else figures.headlines.get("top2")
        if figures is None or figure is None:
            continue
        text = _(
            "Call-backs, an instrument of their own ({survey}): satisfied {value} ({ratings}, {interval}); "
            "{silent} gave no answer.",
            survey=wave.title,
            value=value_text(form, "top2", figure.value),
            ratings=ratings_text(form, figure.n),
            interval=interval_text(form, "top2", figure),
            silent=form.whole(figures.unanswered),
        )
        st.markdown(plain_text(text))
        return


def all_waves(opened: Opened, question: Question, seen: SeenWave) -> None:
    """Every wave, latest first, with the verdict of its overall satisfaction."""
    title = _("All waves; surveys of different kinds are never merged")
    table_behind("wave_all", lambda: _table(opened, question, seen), title=title)


def _table(opened: Opened, question: Question, seen: SeenWave) -> None:
    ask = lambda: opened.reader.wave_overview(question, weighted=seen.weighted)  # noqa: E731
    table = answer(opened, "wave_overview", question, ask, seen.weighted).iloc[::-1].head(30)
    columns = {
        _("Survey"): list(table["title"]),
        _("Kind of survey"): [kind_label(kind or "") for kind in table["kind"]],
        _("Last day"): ["" if day is None or pd.isna(day) else str(day)[:10] for day in table["field_to"]],
        **{figure_title(name): [_cell(opened, row, name) for row in table.to_dict("records")] for name in HEADLINES},
        _("Overall against the wave before"): [_verdict(row) for row in table.to_dict("records")],
    }
    text_table(columns, numbers=[figure_title(name) for name in HEADLINES], key="wave_all_table", alt=_("All waves"))
    st.caption(_("Below 30 ratings: thin, marked with *. Empty: not asked, or not shown here."))


def _cell(opened: Opened, row: dict[str, object], name: str) -> str:
    value = row[name]
    if not isinstance(value, float) or math.isnan(value):
        return ""
    return value_text(opened.formats, name, value) + ("*" if float(str(row[f"{name}_n"])) < THIN_BELOW else "")


def _verdict(row: dict[str, object]) -> str:
    verdict = row["overall_verdict"]
    return against_before(verdict) if isinstance(verdict, str) else ""
