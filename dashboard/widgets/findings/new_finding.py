"""The form for a new finding: a draft, from a survey's question, a case or an audit."""

import streamlit as st

from dashboard.data.reading.staff import department_names
from dashboard.data.reading.surveys.fix_targets import item_id, question_texts, target_items
from dashboard.data.records.findings import SOURCES, create_finding
from dashboard.data.records.typed_texts import LONGEST_REASON, LONGEST_TITLE
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.surveys.wave import Wave
from dashboard.widgets.admin.forms import form_key, typed
from dashboard.widgets.findings.fields import ABOUT, FINDING, NOTHING
from dashboard.widgets.findings.forms import Entering, take_step
from dashboard.widgets.findings.words import department_text
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.surveys.words import wave_label
from dashboard.widgets.text_table import one_line

FORM = "finding_new"
BEGUN = "finding_new_about"
"""Session state: the question that the form began with."""


def departments(opened: Opened, question: Question) -> list[str]:
    """Those of the file of departments; without one, those that cases name."""
    known = list(department_names(opened.marts))
    if known or not opened.reader.has_cases():
        return known
    frame = opened.reader.visible_cases(question).frame
    return sorted({str(one) for one in frame["respondent_department"].dropna()})


def new_finding(opened: Opened, question: Question) -> None:
    sources = {"survey": _("a survey"), "case": _("a case"), "audit": _("an audit")}
    asked = {f"{wave.survey_id}|{item}": (wave, item) for wave, item in _questions(opened, question)}
    texts = question_texts(opened.marts)

    def label(code: str) -> str:
        wave, item = asked[code]
        return f"{one_line(wave_label(opened, wave))} · {one_line(texts.get((wave.series, item), item))}"

    about = ABOUT.chosen()[0]
    _begin(about if about in asked else "")
    box = f"finding_new_{'begun' if about else 'box'}"
    with st.expander(_("Enter a finding"), expanded=bool(about), key=box), st.form(FORM, border=False):
        st.radio(
            _("It comes from"), SOURCES, key=form_key(FORM, "source"), format_func=sources.__getitem__, horizontal=True
        )
        st.selectbox(
            _("Question of the survey"), list(asked), index=None, key=form_key(FORM, "item"), format_func=label,
            placeholder=_("Choose, if it comes from a survey"),
        )  # fmt: skip
        st.text_input(_("Number of the case, or name of the audit"), key=form_key(FORM, "reference"), max_chars=200)
        st.text_input(_("What was found, in one line"), key=form_key(FORM, "title"), max_chars=LONGEST_TITLE)
        st.text_area(_("Description"), key=form_key(FORM, "text"), max_chars=LONGEST_REASON)
        st.selectbox(
            _("Department it is about"), departments(opened, question), index=None, key=form_key(FORM, "department"),
            format_func=lambda one: department_text(opened.marts, one), placeholder=_("Choose"),
            accept_new_options=True,
        )  # fmt: skip
        st.caption(_("It is a draft until it is published: seen by you and by those who publish findings."))
        is_pressed = st.form_submit_button(_("Enter"), type="primary")
        if is_pressed:
            _save(opened, question)


def _begin(about: str) -> None:
    """With the question that somebody came from; chosen otherwise since, it stays so."""
    key = form_key(FORM, "item")
    if about and (key not in st.session_state or st.session_state.get(BEGUN) != about):
        st.session_state[key] = about
        st.session_state[form_key(FORM, "source")] = "survey"
        st.session_state[BEGUN] = about


def _questions(opened: Opened, question: Question) -> list[tuple[Wave, str]]:
    """The last wave of every question, and the one that somebody came from."""
    if not opened.reader.has_surveys():
        return []
    waves = opened.reader.waves(question)
    survey, _sep, canonical = ABOUT.chosen()[0].partition("|")
    own = [(wave, canonical) for wave in waves if wave.survey_id == survey and item_id(opened.marts, wave, canonical)]
    return [*own, *target_items(opened.marts, waves)]


def _save(opened: Opened, question: Question) -> None:
    kind, item, reference = typed(FORM, "source"), typed(FORM, "item"), typed(FORM, "reference")

    def step(entering: Entering) -> None:
        survey, _sep, canonical = item.partition("|")
        if kind == "survey" and not item:
            raise Problem("Choose the question of the survey that it comes from.")
        if kind == "case" and not _is_case(opened, question, reference):
            raise Problem("There is no such case among those that you may see.")
        if kind == "audit" and not reference:
            raise Problem("Say which audit it comes from.")
        made = create_finding(
            entering.store, source_kind=kind, source_id=survey if kind == "survey" else reference,
            source_item_id=canonical if kind == "survey" else "", title=typed(FORM, "title"),
            text=typed(FORM, "text"), department_id=typed(FORM, "department"), viewer=opened.viewer, **entering.by,
        )  # fmt: skip
        ABOUT.keep((NOTHING,))
        FINDING.keep((made.thing_id,))

    take_step(FORM, step, _("The finding is entered as a draft."))


def _is_case(opened: Opened, question: Question, case_id: str) -> bool:
    if not opened.reader.has_cases():
        return False
    return case_id in set(opened.reader.visible_cases(question).frame["case_id"])
