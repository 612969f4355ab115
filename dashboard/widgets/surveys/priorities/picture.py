"""The map of importance against performance; a click opens a question."""

import pandas as pd
import streamlit as st

from dashboard.logic.charts.figure_texts import plain
from dashboard.logic.charts.importance_map import importance_map
from dashboard.logic.charts.map_names import SYMBOLS, MapMark, MapWords
from dashboard.logic.surveys.priorities import Drivers
from dashboard.widgets.chart_words import PLAIN
from dashboard.widgets.formats import Formats
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.surveys.priorities.fields import CHOSEN
from dashboard.widgets.surveys.priorities.words import quadrant_text, quadrant_word, rating_title, score_text
from dashboard.widgets.window import is_dark, is_narrow

CHART = "fix_chart"


def priorities_picture(opened: Opened, found: Drivers, items: pd.DataFrame, names: list[str]) -> None:
    """``items``, ``names``: of the rows of the table."""
    form = opened.formats
    marks = map_marks(form, found, items, names)
    known = {mark.key for mark in marks}
    words = MapWords(
        importance=_("Importance: share of what goes with overall satisfaction"),
        performance=rating_title(found),
        kinds={kind: quadrant_word(kind) for kind in SYMBOLS},
        score=lambda value: form.number(value, 0 if found.is_rescaled else 1),
        share=lambda value: form.share(value, 0),
    )

    def choose() -> None:
        points = ((st.session_state.get(CHART) or {}).get("selection") or {}).get("points") or []
        key = points[0].get("customdata") if points else None
        if isinstance(key, str) and key in known:
            st.session_state[CHOSEN.name] = key

    st.plotly_chart(
        importance_map(marks, (found.performance_line, found.importance_line), words, chosen=CHOSEN.chosen()[0],
                       dark=is_dark(), narrow=is_narrow()),
        key=CHART, on_select=choose, selection_mode="points", theme=None, config=PLAIN,
        alt="; ".join(f"{mark.number} {mark.name}: {quadrant_word(mark.kind)}" for mark in marks),
    )  # fmt: skip
    st.caption(
        _(
            "Dotted lines: the means of all questions ({score} and {share}). Thin crosses: 95 % intervals; a question "
            "whose cross touches a line is undecided. Numbers are those of the table below. Click a mark to open the "
            "question.",
            score=score_text(form, found.performance_line, is_rescaled=found.is_rescaled),
            share=form.share(found.importance_line),
        )
    )


def map_marks(form: Formats, found: Drivers, items: pd.DataFrame, names: list[str]) -> list[MapMark]:
    """The most important first."""
    order = found.table[found.table["leaning"] != "too_few"].sort_values("rank", kind="stable")
    return [
        MapMark(
            str(items["item_id"].iloc[place]), str(int(row["rank"])), names[place], _told(form, found, row),
            row["quadrant"], row["performance"], row["performance_low"], row["performance_high"],
            row["importance"], row["importance_low"], row["importance_high"],
        )
        for place, row in order.iterrows()
    ]  # fmt: skip


def _told(form: Formats, found: Drivers, row: pd.Series) -> str:
    score = lambda value: score_text(form, value, is_rescaled=found.is_rescaled)  # noqa: E731
    parts = [
        _("importance {share}, {low} to {high}", share=form.share(row["importance"]),
          low=form.share(row["importance_low"]), high=form.share(row["importance_high"])),
        _("rated {score}, {low} to {high}", score=score(row["performance"]),
          low=score(row["performance_low"]), high=score(row["performance_high"])),
        quadrant_text(row["quadrant"]),
    ]  # fmt: skip
    return "<br>".join(plain(part) for part in parts)
