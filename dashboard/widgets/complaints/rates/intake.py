"""Everything that came in, of every kind. Never summed into a rate."""

import streamlit as st

from dashboard.data.reading.cases.complaint_figures import ComplaintFigures
from dashboard.logic.cases.intake import INTAKE_COLUMNS, INTAKE_KINDS
from dashboard.logic.charts.case_parts import kinds_chart
from dashboard.logic.question import Question
from dashboard.widgets.answers import answer
from dashboard.widgets.cases.words import kinds_text
from dashboard.widgets.chart_words import PLAIN, chart_words
from dashboard.widgets.complaints.rates.drill import cases_of, open_cases
from dashboard.widgets.complaints.rates.words import figure_title, window_text
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.tables import Column, chosen_cell, show_table, table_behind
from dashboard.widgets.window import is_dark, is_narrow

CHART, KINDS_TABLE, CHANNELS_TABLE = "intake_chart", "intake_kinds", "intake_channels"


def intake(opened: Opened, question: Question, kind: str, figures: ComplaintFigures) -> None:
    """A bar per kind, the table behind it, and the channels; a bar or a cell opens its cases."""
    st.subheader(_("Everything that came in"), anchor=False)
    kinds, channels = answer(opened, "intake", question, lambda: opened.reader.intake(question))
    names = [kinds_text(one) for one in INTAKE_KINDS]
    words = chart_words(opened.formats, opened.schemes[question.scheme], question)
    counts = [int(count) for count in kinds["received"]]
    st.plotly_chart(
        kinds_chart(names, counts, words, dark=is_dark(), narrow=is_narrow()),
        key=CHART,
        on_select=_choose_bar,
        selection_mode="points",
        theme=None,
        config=PLAIN,
        alt="; ".join(f"{name} {count}" for name, count in zip(names, counts, strict=True)),
    )
    st.caption(
        _(
            "Received {window}, each kind by itself: they are never added up into one rate.",
            window=window_text(opened.formats, figures.window),
        )
    )

    def draw() -> None:
        columns = [Column("kind", _("Kind"), shown=kinds_text, is_pinned=True)]
        columns += [Column(name, figure_title(name), "count") for name in INTAKE_COLUMNS]
        show_table(
            kinds, columns, opened.formats, key=KINDS_TABLE, alt=_("Kind"), select=_choose_kind, mode="single-cell"
        )
        channel = Column("channel", _("Channel"), shown=lambda one: one or _("(not given)"), is_pinned=True)
        columns = [channel, *(Column(one, kinds_text(one), "count") for one in INTAKE_KINDS)]
        show_table(
            channels,
            columns,
            opened.formats,
            key=CHANNELS_TABLE,
            alt=_("Channel"),
            select=lambda: _choose_channel(list(channels["channel"])),
            mode="single-cell",
        )
        st.caption(
            _(
                "Oral: said, by telephone or on a visit. Written: by letter, mail or online. "
                "Click a cell to see its cases."
            )
        )

    table_behind("intake_behind", draw, title=_("By form, by who asked and by channel, as tables"))
    cases_of(opened, question, kind, "intake")


def _choose_bar() -> None:
    points = ((st.session_state.get(CHART) or {}).get("selection") or {}).get("points") or []
    place = int(points[0].get("point_index", -1)) if points else -1
    if 0 <= place < len(INTAKE_KINDS):
        open_cases("intake", "received", INTAKE_KINDS[place])


def _choose_kind() -> None:
    cell = chosen_cell(KINDS_TABLE)
    if cell is not None and cell[0] < len(INTAKE_KINDS):
        open_cases("intake", cell[1] if cell[1] in INTAKE_COLUMNS else "received", INTAKE_KINDS[cell[0]])


def _choose_channel(channels: list[str | None]) -> None:
    cell = chosen_cell(CHANNELS_TABLE)
    if cell is not None and cell[0] < len(channels) and cell[1] in INTAKE_KINDS:
        channel = channels[cell[0]]
        open_cases("intake", "received", f"{cell[1]}/" + ("" if channel is None else f"~{channel}"))
