"""The 80/20 claim against the data: the curve of cumulative value."""

import pandas as pd
import streamlit as st

from dashboard.logic.charts.alt_texts import pareto_alt
from dashboard.logic.charts.pareto import pareto_chart
from dashboard.logic.question import Question
from dashboard.widgets.answers import answer
from dashboard.widgets.chart_words import PLAIN, chart_words
from dashboard.widgets.export_button import export_button
from dashboard.widgets.language import _
from dashboard.widgets.made_from import of_concentration
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened
from dashboard.widgets.tables import Column, show_table, table_behind
from dashboard.widgets.window import is_dark, is_narrow

_TABLE_ROWS = (0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0)


def pareto_section(opened: Opened, question: Question) -> None:
    """Sentence, curve with our point and the claim's, and a few points of it as a table."""
    form = opened.formats
    figures = answer(opened, "concentration", question, lambda: opened.reader.concentration(question))
    curve = answer(opened, "pareto", question, lambda: opened.reader.pareto(question))
    words = chart_words(form, opened.schemes[question.scheme], question)
    share, needed = figures.top_20pct_share.value, figures.customers_making_80_share.value
    if share is None or needed is None:
        st.info(_("No customer is active in this period, so there is nothing to compare."))
        return
    if figures.customers == 1:
        st.info(_("Only one customer is active in this period, so there is nothing to compare."))
        return
    st.header(
        _(
            "The top 20% of customers bring {share} of the {value}; {needed} of them make 80%.",
            share=form.headline_share(share),
            value=words.value,
            needed=form.headline_share(needed),
        ),
        anchor=False,
    )
    chart = pareto_chart(curve, share, words, dark=is_dark(), narrow=is_narrow())
    st.plotly_chart(chart, key="pareto_chart", theme=None, config=PLAIN, alt=pareto_alt(share, words))
    with st.container(horizontal=True, vertical_alignment="center"):
        keys = ("top20_share", "customers_making_80_share")
        number_card(opened, keys, question, lambda: of_concentration(form, figures, question), key="pareto_card")
        export_button(opened, question, "concentration", key="pareto_export")
    table_behind("pareto_behind", lambda: _points(opened, curve, words.value))


def _points(opened: Opened, curve: pd.DataFrame, value: str) -> None:
    at = curve["customer_share"].searchsorted(_TABLE_ROWS).clip(max=len(curve) - 1)
    columns = [
        Column("customers", _("Customers"), "count"),
        Column("customer_share", _("Share of customers"), "share"),
        Column("value_share", _("Share of {value}", value=value), "share"),
    ]
    rows = curve.iloc[sorted(set(at))]
    show_table(rows, columns, opened.formats, key="pareto_table", alt=_("Points of the Pareto curve"))
