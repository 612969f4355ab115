"""The figures above the list of gaps."""

import streamlit as st

from dashboard.data.reading.quality import DataGaps
from dashboard.logic.customer_file import FileFacts
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.pyramid.kpi_row import AS_TEXT, LEAST_WIDTH
from dashboard.widgets.window import is_narrow


def quality_kpis(opened: Opened, found: DataGaps, facts: FileFacts) -> None:
    """One row of cards; in a narrow window pairs."""
    form = opened.formats
    largest = found.gaps[0].revenue_share.value if found.gaps else None
    figures = {(need.metric, need.name) for gap in found.gaps for need in gap.needs}
    cards = (
        (_("Columns with gaps"), form.whole(len(found.gaps)), _("Columns with empty cells that figures need.")),
        (_("Figures with gaps"), form.whole(len(figures)), _("Figures that are lost for some orders or customers.")),
        (_("Revenue concerned by the first"), form.share(largest), None),
        (_("Files complete"), form.share(facts.completeness.value), None),
        (_("Files fresh"), form.share(facts.freshness.value), None),
    )
    with st.grid(2 if is_narrow() else len(cards), min_column_width=LEAST_WIDTH):
        for title, value, explained in cards:
            st.metric(title, value + AS_TEXT, help=explained, border=True, height="stretch")
