"""What the estimate assumes: how many speak up, and how many of whom stop."""

import streamlit as st

from dashboard.data.reading.iceberg.iceberg_figures import IcebergFigures
from dashboard.logic.iceberg.iceberg import MARKED_PERCENTS, LossRates, assumed_losses
from dashboard.widgets.iceberg.fields import BASE_LOSS, LOSS, SPEAK
from dashboard.widgets.iceberg.words import plain, source_text
from dashboard.widgets.imported.words import table_title
from dashboard.widgets.language import _
from dashboard.widgets.link import Field


def share_who_speak_up(percent: int) -> None:
    _percent(SPEAK, _("Assumption: how many of the dissatisfied tell us"))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(_("Published claims:"), width="content")
        for marked in MARKED_PERCENTS:
            st.button(f"{marked}%", key=f"speak_{marked}", type="tertiary", on_click=_speak, args=(marked,))
    st.caption(
        plain(
            _("{share}: {source}. A claim, no norm.", share=f"{percent}%", source=source_text(percent))
            + "  \n"
            + _(
                "Two questions of a survey take the place of the assumption: did you have a problem, and did you tell "
                "us? Their answers come with {table}.",
                table=table_title("survey_answers"),
            )
        )
    )


def _speak(percent: int) -> None:
    SPEAK.keep((str(percent),))


def _percent(field: Field, title: str) -> None:
    st.select_slider(title, field.listed, key=field.name, format_func=lambda code: f"{code}%", persist_state="session")


def losses_of(figures: IcebergFigures) -> LossRates:
    """Measured, else two sliders."""
    if figures.losses is not None:
        return figures.losses
    with st.expander(_("Assumptions about losses")):
        st.caption(
            _(
                "Own data do not tell yet how many of those who complained stop: it takes 30 active customers with and "
                "30 without a complaint in the period before. Until then these are assumptions: 13% is half of the "
                "customers in five years, a common claim; twice that for the dissatisfied is ours, without a source."
            )
        )
        _percent(LOSS, _("Dissatisfied customers who stop within a period"))
        _percent(BASE_LOSS, _("Other customers who stop within a period"))
    return assumed_losses(int(LOSS.chosen()[0]), int(BASE_LOSS.chosen()[0]))
