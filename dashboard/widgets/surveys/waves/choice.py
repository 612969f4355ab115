"""What the figures of a wave are counted by: the survey's weights or none, and how the index weighs its questions."""

from typing import cast

import streamlit as st

from dashboard.logic.question import Question
from dashboard.logic.surveys.satisfaction_index import Weighting
from dashboard.logic.surveys.wave import Wave
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.surveys.waves.fields import INDEX, WEIGHTS
from dashboard.widgets.surveys.waves.seen import SeenWave
from dashboard.widgets.surveys.waves.words import weighting_text


def chosen_weights(opened: Opened, question: Question, wave: Wave) -> tuple[bool, Weighting]:
    """What is chosen. A choice of the link that this wave does not have falls back to the usual one."""
    figures = opened.reader.wave_figures(question, wave)
    offered = opened.reader.weightings(question, wave)
    has_weights = figures is not None and figures.has_weights
    if not has_weights:
        WEIGHTS.keep(WEIGHTS.default)
    if INDEX.chosen()[0] not in offered:
        INDEX.keep(INDEX.default)
    return WEIGHTS.chosen()[0] == "survey", cast(Weighting, INDEX.chosen()[0])


def weight_choices(opened: Opened, question: Question, seen: SeenWave) -> None:
    """Draw the choices that there are: none for a survey without weights, whose questions have none either."""
    offered = opened.reader.weightings(question, seen.wave)
    if seen.figures.has_weights:
        _select(_("Answers count"), WEIGHTS.name, WEIGHTS.listed, _weights_titles())
    if len(offered) > 1:
        titles: dict[str, str] = {code: weighting_text(code) for code in offered}
        _select(_("Questions in the index"), INDEX.name, offered, titles)


def _weights_titles() -> dict[str, str]:
    return {"answers": _("each the same"), "survey": _("by the survey's weights")}


def _select(title: str, key: str, codes: tuple[str, ...], titles: dict[str, str]) -> None:
    st.selectbox(title, codes, key=key, format_func=titles.__getitem__, width=240, persist_state="session")
