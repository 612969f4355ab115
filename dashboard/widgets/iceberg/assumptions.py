"""What the estimate assumes: how many speak up, and how many of whom stop."""

import streamlit as st

from dashboard.data.reading.iceberg.iceberg_figures import IcebergFigures
from dashboard.data.reading.surveys.speaking_up import SpeakingUp
from dashboard.logic.iceberg.iceberg import MARKED_PERCENTS, LossRates, SpeakingShare, assumed_losses, assumed_rate
from dashboard.logic.surveys.item_figures import THIN_BELOW
from dashboard.widgets.iceberg.fields import BASE_LOSS, LOSS, SPEAK, SPEAK_FROM
from dashboard.widgets.iceberg.words import plain, source_text
from dashboard.widgets.imported.words import table_title
from dashboard.widgets.language import _, speech
from dashboard.widgets.link import Field
from dashboard.widgets.opened import Opened
from dashboard.widgets.surveys.words import wave_label
from dashboard.widgets.text_table import plain_text
from dashboard.widgets.view_switch import view_switch


def chosen_rate(found: SpeakingUp | None) -> SpeakingShare:
    """Measured where a survey tells it, unless the assumption is wanted."""
    if found is not None and found.rate is not None and SPEAK_FROM.chosen()[0] == "survey":
        return found.rate
    return assumed_rate(int(SPEAK.chosen()[0]))


def share_who_speak_up(opened: Opened, found: SpeakingUp | None) -> None:
    """The choice between the two, and what stands behind the chosen one."""
    if found is not None and found.rate is not None:
        titles = {"survey": _("Measured by a survey"), "assumption": _("Assumption")}
        view_switch(SPEAK_FROM, titles, _("Share who tell us"))
        if SPEAK_FROM.chosen()[0] == "survey":
            st.caption(plain_text(measured_text(opened, found, found.rate)))
            return
    _assumed(opened, found)


def _assumed(opened: Opened, found: SpeakingUp | None) -> None:
    percent = int(SPEAK.chosen()[0])
    _percent(SPEAK, _("Assumption: how many of the dissatisfied tell us"))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(_("Published claims:"), width="content")
        for marked in MARKED_PERCENTS:
            st.button(f"{marked}%", key=f"speak_{marked}", type="tertiary", on_click=_speak, args=(marked,))
    said = [plain(_("{share}: {source}. A claim, no norm.", share=f"{percent}%", source=source_text(percent)))]
    if found is None:
        said.append(
            _(
                "Two questions of a survey take the place of the assumption: did you have a problem, and did you tell "
                "us? Their answers come with {table}.",
                table=table_title("survey_answers"),
            )
        )
    elif found.rate is None:
        said.append(plain_text(_too_few(opened, found)))
    st.caption("  \n".join(said))


def measured_text(opened: Opened, found: SpeakingUp, rate: SpeakingShare) -> str:
    """The source of the measured share, with its interval."""
    form = opened.formats
    said = _(
        "{wave}: {told} of {had} who had a problem told us: {share}, 95% interval {low} to {high}.",
        wave=wave_label(opened, found.wave),
        told=form.whole(found.told),
        had=form.whole(found.had),
        share=form.share(rate.value),
        low=form.share(rate.low),
        high=form.share(rate.high),
    )
    return speech().together(said, _("Few had a problem: the share is uncertain.")) if found.had < THIN_BELOW else said


def _too_few(opened: Opened, found: SpeakingUp) -> str:
    form = opened.formats
    return _(
        "{wave} asked both questions: {told} of {had} who had a problem told us. That is too few to take the place of "
        "the assumption.",
        wave=wave_label(opened, found.wave),
        told=form.whole(found.told),
        had=form.whole(found.had),
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
