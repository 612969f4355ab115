"""The gaps, what to fix first on top: bars of the revenue they concern, and the table behind."""

import pandas as pd
import streamlit as st

from dashboard.data.reading.quality import DataGaps
from dashboard.logic.charts.gaps import gaps_chart
from dashboard.logic.question import Question
from dashboard.widgets.chart_words import PLAIN, chart_words
from dashboard.widgets.export_button import export_button
from dashboard.widgets.language import _
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened
from dashboard.widgets.quality.headline import gap_sentence
from dashboard.widgets.quality.words import figure_names, gap_name
from dashboard.widgets.tables import Column, show_table, table_behind
from dashboard.widgets.window import is_dark, is_narrow

SHOWN = 10


def gaps_section(opened: Opened, question: Question, found: DataGaps) -> None:
    """The largest gaps as a picture, all of them as a table."""
    st.subheader(_("What to fix first"), anchor=False)
    frame, words = _frame(found), chart_words(opened.formats, opened.schemes[question.scheme], question)
    alt = " ".join(gap_sentence(opened, gap) for gap in found.gaps[:3]) or _("No gaps.")
    chart = gaps_chart(frame.head(SHOWN), words, dark=is_dark(), narrow=is_narrow())
    st.plotly_chart(chart, key="quality_gaps", theme=None, config=PLAIN, alt=alt)
    with st.container(horizontal=True, vertical_alignment="center"):
        made = {
            "data_quality": MadeFrom(
                rows=found.customers,
                numerator=_money(opened, found.gaps[0].revenue) if found.gaps else None,
                denominator=_money(opened, found.revenue),
            )
        }
        number_card(opened, ["data_quality"], question, lambda: made, key="quality_card")
        export_button(opened, question, "quality", key="quality_export")
    if found.gaps:
        table_behind("quality_behind", lambda: _table(opened, frame))


def _money(opened: Opened, units: int) -> str:
    return f"{opened.formats.exact_amount(units)} {opened.formats.currency_word()}"


def _frame(found: DataGaps) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "name": [gap_name(gap) for gap in found.gaps],
            "empty": [gap.empty for gap in found.gaps],
            "rows": [gap.rows for gap in found.gaps],
            "empty_share": [gap.empty_share.value for gap in found.gaps],
            "revenue": pd.Series([gap.revenue for gap in found.gaps], dtype="int64"),
            "revenue_share": pd.Series([gap.revenue_share.value for gap in found.gaps], dtype="float64"),
            "count": [len(gap.needs) for gap in found.gaps],
            "figures": [figure_names(gap.needs) for gap in found.gaps],
        }
    )


def _table(opened: Opened, frame: pd.DataFrame) -> None:
    columns = (
        Column("name", _("Column"), is_pinned=True),
        Column("empty", _("Empty"), "count"),
        Column("rows", _("Rows"), "count"),
        Column("empty_share", _("Share empty"), "share"),
        Column("revenue", _("Revenue concerned"), "money"),
        Column("revenue_share", _("Share of revenue"), "share"),
        Column("count", _("Figures lost"), "count"),
        Column("figures", _("Which")),
    )
    show_table(frame, columns, opened.formats, key="quality_gap_table", alt=_("Gaps in the data, one per row"))
