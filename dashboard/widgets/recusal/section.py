"""The page Recusal: compliance and its cases, appeals, who must not be assigned, declarations and overrides."""

import streamlit as st

from dashboard.data.exporting.recusal_views import ALL_KINDS
from dashboard.data.exporting.service_view import ServiceAsked
from dashboard.data.exporting.views import view
from dashboard.data.reading.recusal.visible_conflicts import VisibleConflicts
from dashboard.logic.cases.case_frame import KINDS
from dashboard.logic.question import Question
from dashboard.logic.recusal.compliance import compliance
from dashboard.logic.roles import Right
from dashboard.widgets.cases.choice import kind_titles
from dashboard.widgets.cases.fields import CASE
from dashboard.widgets.export_button import about_question, view_buttons
from dashboard.widgets.filter_bar import chosen_question
from dashboard.widgets.imported.words import table_title
from dashboard.widgets.language import _
from dashboard.widgets.link import write_link
from dashboard.widgets.opened import Opened, require_build
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.recusal.appeals import appeals_view
from dashboard.widgets.recusal.assign import assign_view
from dashboard.widgets.recusal.compliance import (
    compliance_cards,
    departments_table,
    kinds_table,
    quarters_section,
)
from dashboard.widgets.recusal.entered import entered_view
from dashboard.widgets.recusal.fields import ALL, KIND, VIEW, VIEWS, recusal_fields
from dashboard.widgets.recusal.headline import recusal_headline
from dashboard.widgets.recusal.listed import listed_cases
from dashboard.widgets.recusal.words import view_titles
from dashboard.widgets.viewing import require_viewer

ABOUT_PERSONS = ("assign", "entered")


@st.fragment
def recusal_section() -> None:
    """Everything that moves. A fragment runs without its page, so it asks again who is looking and at which build."""
    viewer = require_viewer(Right.FIGURES)
    with problems_as_sentences():
        opened = require_build(viewer)
        question = chosen_question()
        if opened.reader.has_cases():
            _section(opened, question)
        else:
            _nothing()
        write_link(recusal_fields(opened))


def _nothing() -> None:
    st.info(
        _(
            "This page appears once the files {cases} and {steps} are imported: who did which step is in the steps. "
            "Operator and approver of an order come from {orders}, superiors and departments from {employees}.",
            cases=table_title("cases"),
            steps=table_title("case_events"),
            orders=table_title("orders"),
            employees=table_title("employees"),
        )
    )


def _section(opened: Opened, question: Question) -> None:
    found = opened.reader.case_conflicts(question)
    shown, kind = _choices(opened)
    if shown == "appeals":
        appeals_view(opened, question, found)
    elif shown == "assign":
        assign_view(opened, question, found, kind)
    elif shown == "entered":
        entered_view(opened, found)
    else:
        _compliance(opened, question, found, kind)


def _choices(opened: Opened) -> tuple[str, str | None]:
    """(which view, which kind; None = all three). Views about persons are not offered to those who see none."""
    titles, kinds = view_titles(), kind_titles()
    offered = [one for one in VIEWS if one not in ABOUT_PERSONS or opened.viewer.may(Right.PERSONS)]
    if VIEW.chosen()[0] not in offered:
        VIEW.keep((VIEWS[0],))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.segmented_control(
            _("View"), offered, key=VIEW.name, format_func=titles.__getitem__, required=True,
            label_visibility="collapsed", persist_state="session", on_change=_close,
        )  # fmt: skip
        shown = VIEW.chosen()[0]
        if shown in ("compliance", "assign"):
            st.segmented_control(
                _("Kind of case"), (ALL, *KINDS), key=KIND.name, format_func=kinds.__getitem__, required=True,
                label_visibility="collapsed", persist_state="session", on_change=_close,
            )  # fmt: skip
    return shown, KIND.chosen()[0] or None


def _close() -> None:
    st.session_state[CASE] = ""


def _compliance(opened: Opened, question: Question, found: VisibleConflicts, kind: str | None) -> None:
    window = found.in_window(kind)
    told = compliance(window["state"].to_numpy())
    st.header(recusal_headline(opened, found.visible.window, told), anchor=False)
    st.caption("  \n".join((
        _("Must stand aside: who did or approved the disputed work, manages the account, belongs to the person or "
          "department complained about, handled the case appealed against, or declared an interest."),
        _("A case counts once somebody is named on a handling step: assessed, diagnosed, analysed, approved, "
          "agreed, replied, instructed or closed."),
    )))  # fmt: skip
    compliance_cards(opened, told, int(window["is_aside"].sum()))
    listed_cases(opened, question, found, kind)
    quarters_section(opened, question, found, kind)
    if kind is None:
        kinds_table(opened, found)
    departments_table(opened, found, kind)
    asked = ServiceAsked(more=(ALL_KINDS,)) if kind is None else ServiceAsked(kind=kind)
    view_buttons(
        opened,
        question,
        "recusal",
        lambda reader: view("recusal", reader, question, service=asked),
        {**about_question(opened, question), "kind": kind or "all"},
        key="recusal_export",
    )
