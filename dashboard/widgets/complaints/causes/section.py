"""The view of why customers complain, on the page Complaints."""

import streamlit as st

from dashboard.data.exporting.service_view import ServiceAsked
from dashboard.data.exporting.views import ViewResult, view
from dashboard.data.reading.reader import Reader
from dashboard.logic.cases.cause_pareto import CausePareto
from dashboard.logic.question import Question
from dashboard.widgets.answers import answer
from dashboard.widgets.cases.case_list import case_list
from dashboard.widgets.complaints.causes.costs import cost_facts, cost_row
from dashboard.widgets.complaints.causes.fields import CAUSE, MEASURE, NOT_GIVEN, SUB, WHOSE
from dashboard.widgets.complaints.causes.picture import causes_picture, open_cause
from dashboard.widgets.complaints.causes.words import cause_title, causes_headline, measure_titles, sub_title
from dashboard.widgets.export_button import about_question, view_buttons
from dashboard.widgets.imported.words import column_title
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened
from dashboard.widgets.text_table import plain_text
from dashboard.widgets.view_switch import view_switch

CARDS = ("cause_pareto", "quality_cost", "quality_cost_share", "objection_rate")


def causes_view(opened: Opened, question: Question, kind: str) -> None:
    """``kind``: complaint, appeal or objection."""
    _choices()
    found = pareto(opened, question, kind)
    form = opened.formats
    st.header(plain_text(causes_headline(form, found, kind)), anchor=False)
    _without(opened, found)
    if found.cases:
        causes_picture(opened, found, key="causes")
    with st.container():  # there when no cause is open, too: what follows keeps its place
        _opened_cause(opened, question, kind, found)
    cost_row(opened, question, kind)
    with st.container(horizontal=True, vertical_alignment="center"):
        number_card(opened, CARDS, question, lambda: cost_facts(opened, question, found), key="cause_card")
        _export(opened, question, kind)


def pareto(opened: Opened, question: Question, kind: str, within: str | None = None) -> CausePareto:
    """By the chosen measure; from memory after the first time."""
    measure, ours = MEASURE.chosen()[0], WHOSE.chosen()[0] == "ours"
    ask = lambda: opened.reader.causes(question, kind, measure=measure, ours=ours, within=within)  # noqa: E731
    return answer(opened, "causes", question, ask, kind, measure, ours, within)


def _choices() -> None:
    whose = {"all": _("All causes"), "ours": _("Without the customer's own errors and force majeure")}
    with st.container(horizontal=True, vertical_alignment="center"):
        for field, words, label in ((MEASURE, measure_titles(), _("Which figure")), (WHOSE, whose, _("Which causes"))):
            view_switch(field, words, label)


def _without(opened: Opened, found: CausePareto) -> None:
    """Cases without a cause, which are in no bar; a click lists them."""
    if not found.without:
        return
    n = opened.formats.whole(found.without)
    st.button(
        ngettext("{n} case names no cause", "{n} cases name no cause", found.without, n=n),
        key="cause_without", type="tertiary", on_click=open_cause, args=(NOT_GIVEN,),
    )  # fmt: skip
    if not found.cases:
        columns = [column_title("cases", name) for name in ("cause_l1", "cause_l2")]
        st.caption(_("Fill in the columns {main} and {detail} of the file of complaints.",
                     main=columns[0], detail=columns[1]))  # fmt: skip


def _opened_cause(opened: Opened, question: Question, kind: str, found: CausePareto) -> None:
    """The sub-causes of the chosen cause and its cases."""
    cause, sub = CAUSE.chosen()[0], SUB.chosen()[0]
    known = cause == NOT_GIVEN or cause in set(found.table["cause"])
    if not cause:
        return
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(_("Close the list"), icon=":material/close:", type="tertiary", key="cause_close",
                      on_click=open_cause, args=("",))  # fmt: skip
        if not known:
            st.info(_("What the link has chosen is not shown here."))
            return
        name = None if cause == NOT_GIVEN else cause
        titles = [cause_title(name)]
        if name is not None:
            inside = pareto(opened, question, kind, name)
            if inside.table["sub"].notna().any():
                causes_picture(opened, inside, key="sub_causes", of=name)
            if sub:
                titles.append(sub_title(None if sub == NOT_GIVEN else sub))
        chosen = None if sub == NOT_GIVEN else sub
        numbers = opened.reader.cause_cases(question, kind, name, chosen, ours=WHOSE.chosen()[0] == "ours")
        case_list(opened, question, numbers, key="cause_cases", title=" · ".join(titles))


def _export(opened: Opened, question: Question, kind: str) -> None:
    asked = ServiceAsked(kind=kind, by="sub_cause")

    def make(reader: Reader) -> ViewResult:
        return view("causes", reader, question, service=asked)

    details = about_question(opened, question) | {"kind": kind, "by": "sub_cause"}
    view_buttons(opened, question, "causes", make, details, key="cause_export")
