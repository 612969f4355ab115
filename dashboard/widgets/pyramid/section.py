"""The signature picture, the table behind it, and the names below a chosen layer."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.data.reading.customer_choices import Chosen
from dashboard.logic.charts.alt_texts import pyramid_alt
from dashboard.logic.charts.pyramid import pyramid_chart
from dashboard.logic.question import Question
from dashboard.logic.roles import Right
from dashboard.widgets.answers import answer
from dashboard.widgets.chart_words import PLAIN, chart_words
from dashboard.widgets.customer_list import customer_list
from dashboard.widgets.export_button import export_button
from dashboard.widgets.filter_bar import chosen_question
from dashboard.widgets.labels import layer_label
from dashboard.widgets.language import _
from dashboard.widgets.link import write_link
from dashboard.widgets.made_from import MadeFrom, of_pyramid
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened, require_build
from dashboard.widgets.page_state import pyramid_fields
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.pyramid.headline import headline_text
from dashboard.widgets.pyramid.voices import layer_voices
from dashboard.widgets.tables import Column, chosen_row, show_table, table_behind
from dashboard.widgets.viewing import require_viewer
from dashboard.widgets.window import is_dark, is_narrow

CHART, TABLE, LAYER = "pyramid_chart", "pyramid_table", "layer"
FIGURES = ("layer", "customer_share", "revenue_share", "profit_share", "profit_known_share", "average_revenue")


@st.fragment
def pyramid_section() -> None:
    """Headline, pyramid, table; a click on a layer or a row shows its customers below. A fragment runs without its
    page, so it asks again who is looking and at which build."""
    viewer = require_viewer(Right.FIGURES)
    with problems_as_sentences():
        opened = require_build(viewer)
        _section(opened, chosen_question())
        write_link(pyramid_fields(opened))


def _section(opened: Opened, question: Question) -> None:
    table: pd.DataFrame = answer(opened, "pyramid", question, lambda: opened.reader.pyramid(question))
    facts = answer(opened, "headline", question, lambda: opened.reader.headline(question))
    layers = tuple(table["layer"])
    st.header(headline_text(facts, question, opened.formats).replace("$", r"\$"), anchor=False)
    _picture(opened, question, table)
    with st.container(horizontal=True, vertical_alignment="center"):
        number_card(opened, FIGURES, question, lambda: _made_from(opened, question, table), key="pyramid_card")
        export_button(opened, question, "pyramid", key="pyramid_export")
    _unlock_note(table)
    table_behind("pyramid_behind", lambda: _tables(opened, question, table, layers))
    layer = str(st.session_state.get(LAYER))
    if layer in layers:
        _names(opened, question, layer)


def _made_from(opened: Opened, question: Question, table: pd.DataFrame) -> dict[str, MadeFrom]:
    kpis = answer(opened, "kpis", question, lambda: opened.reader.kpis(question))
    return of_pyramid(opened.formats, table, kpis, opened.schemes[question.scheme])


def _picture(opened: Opened, question: Question, table: pd.DataFrame) -> None:
    words = chart_words(opened.formats, opened.schemes[question.scheme], question)
    chart = pyramid_chart(table, words, dark=is_dark(), narrow=is_narrow())
    layer = st.session_state.get(LAYER)
    if layer in set(table["layer"]):
        chart.data[0].selectedpoints = [list(table["layer"]).index(layer)]
    st.plotly_chart(
        chart,
        key=CHART,
        on_select=_layer_from_chart,
        selection_mode="points",
        theme=None,
        config=PLAIN,
        alt=pyramid_alt(table, words),
    )


def _layer_from_chart() -> None:
    points = ((st.session_state.get(CHART) or {}).get("selection") or {}).get("points") or []
    if points:
        _choose(_only(points[0].get("customdata")))


def _only(value: Any) -> str:
    return str(value[0]) if isinstance(value, list | tuple) else str(value)


def _choose(layer: str) -> None:
    st.session_state[LAYER] = layer


def _tables(opened: Opened, question: Question, table: pd.DataFrame, layers: tuple[str, ...]) -> None:
    _table(opened, question, table, layers)
    layer_voices(opened, question)


def _table(opened: Opened, question: Question, table: pd.DataFrame, layers: tuple[str, ...]) -> None:
    scheme = opened.schemes[question.scheme]
    columns = [
        Column("layer", _("Value layer"), shown=lambda layer: layer_label(layer, scheme), is_pinned=True),
        Column("customers", _("Customers"), "count"),
        Column("customer_share", _("Share of customers"), "share"),
        Column("revenue", _("Net revenue"), "money"),
        Column("revenue_share", _("Share of revenue"), "share"),
        Column("average_revenue", _("Average revenue"), "money"),
        Column("profit", _("Gross profit"), "money"),
        Column("profit_share", _("Share of gross profit"), "share"),
        Column("profit_known_share", _("Cost coverage"), "share"),
        Column("cut_value", _("Cut value"), "count" if question.base == "orders" else "money"),
    ]
    show_table(
        table,
        columns,
        opened.formats,
        key=TABLE,
        alt=_("Layers with customers, revenue and profit"),
        select=lambda: _layer_from_table(layers),
    )
    if not opened.viewer.scope.all and question.cuts == "company":
        st.caption(_("The company's layer boundaries are shown rounded to two significant digits."))


def _layer_from_table(layers: tuple[str, ...]) -> None:
    row = chosen_row(TABLE)
    if row is not None and row < len(layers):
        _choose(layers[row])


def _unlock_note(table: pd.DataFrame) -> None:
    """What the picture cannot show yet, and which file would change that."""
    hints = [_("Click a layer to see its customers.")]
    if int(table.loc[table["layer"] == "Prospect", "customers"].sum()) == 0:
        hints.append(_("Prospects appear once contacts are imported; until then they count as suspects."))
    if table["profit"].isna().all():
        hints.append(_("Gross profit appears once order lines with a cost are imported."))
    st.caption("  \n".join(hints))


def _names(opened: Opened, question: Question, layer: str) -> None:
    label = layer_label(layer, opened.schemes[question.scheme])
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("All layers"),
            icon=":material/arrow_back:",
            type="tertiary",
            key="layer_back",
            on_click=_choose,
            args=("",),
        )
        st.markdown(f"› **{label}**")
    customer_list(opened, question, label, Chosen(layer=layer), key="layer_list")
