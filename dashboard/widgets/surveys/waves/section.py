"""The view: how a wave stands against the one before."""

import streamlit as st

from dashboard.data.exporting.service_view import ServiceAsked
from dashboard.data.exporting.views import ViewResult, view
from dashboard.data.reading.reader import Reader
from dashboard.logic.question import Question
from dashboard.logic.surveys.wave import Wave
from dashboard.logic.surveys.wave_figures import HEADLINES
from dashboard.widgets.export_button import about_question, view_buttons
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened
from dashboard.widgets.surveys.waves.cards import METRICS, wave_cards, wave_facts
from dashboard.widgets.surveys.waves.choice import chosen_weights
from dashboard.widgets.surveys.waves.facts import facts_line, facts_notes
from dashboard.widgets.surveys.waves.headline import wave_headline
from dashboard.widgets.surveys.waves.others import all_waves, call_backs
from dashboard.widgets.surveys.waves.recommenders import recommenders
from dashboard.widgets.surveys.waves.seen import SeenWave, seen_wave
from dashboard.widgets.surveys.waves.trend import wave_trend
from dashboard.widgets.text_table import plain_text

CARDS = (*METRICS.values(), "survey_interval", "change_verdict")


def waves_view(opened: Opened, question: Question, wave: Wave) -> None:
    """Everything below the choice of the wave."""
    weighted, weighting = chosen_weights(opened, question, wave)
    seen = seen_wave(opened, question, wave, weighted=weighted, weighting=weighting)
    if seen is None:
        return
    st.header(plain_text(wave_headline(opened, seen)), anchor=False)
    st.caption("  \n".join(plain_text(text) for text in (facts_line(opened, seen), *facts_notes(opened, seen))))
    if seen.figures.responses:
        wave_cards(opened, question, seen)
        wave_trend(opened, question, seen)
    if "nps" in seen.figures.headlines:
        recommenders(opened, seen)
        _export(opened, question, "nps", seen)
    call_backs(opened, question, seen)
    all_waves(opened, question, seen)
    with st.container(horizontal=True, vertical_alignment="center"):
        number_card(opened, CARDS, question, lambda: _facts(opened, seen), key="wave_card")
        _export(opened, question, "surveys", seen)


def _facts(opened: Opened, seen: SeenWave) -> dict[str, MadeFrom]:
    facts = {METRICS[name]: wave_facts(opened, seen, name) for name in reversed(HEADLINES)}
    about = MadeFrom(window=facts["item_score"].window, earlier=facts["item_score"].earlier)
    return {**facts, "survey_interval": about, "change_verdict": about}


def _export(opened: Opened, question: Question, name: str, seen: SeenWave) -> None:
    """The series of the wave (``surveys``), or its recommenders, by the weights on screen."""
    more = {"weights": "survey" if seen.weighted else "answers", "index": seen.weighting}
    asked = ServiceAsked(survey=seen.wave.survey_id, more=tuple(more.items()))

    def make(reader: Reader) -> ViewResult:
        return view(name, reader, question, service=asked)

    details = about_question(opened, question) | {"survey": seen.wave.survey_id, **more}
    view_buttons(opened, question, name, make, details, key=f"wave_{name}_file")
