"""The choices of the What-if page as parameters: its own "Copy link", what a scenario keeps, and back again."""

from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from dashboard.logic.question import Question
from dashboard.logic.roles import Right
from dashboard.logic.what_if.proposal import Proposal
from dashboard.logic.what_if.typed import typed_proposal
from dashboard.widgets.filter_bar import filter_fields, question_of
from dashboard.widgets.language import _
from dashboard.widgets.language_switch import language_field
from dashboard.widgets.link import BUILD, Field, Values, full_link
from dashboard.widgets.opened import Opened, seen_by
from dashboard.widgets.page_state import NOTHING, what_if_fields
from dashboard.widgets.saved_parameters import readable_parameters, unknown_sentences
from dashboard.widgets.viewing import require_viewer
from dashboard.widgets.what_if.tried import RULE_FIELDS, run_all_next, say_next

Parameters = Mapping[str, Values]
OF_THE_SCREEN = ("tab",)
"""Travels in the link, but is no part of a scenario."""


def _fields(opened: Opened) -> list[Field]:
    return [*filter_fields(opened).values(), *what_if_fields(opened)]


def copy_what_if_link(opened: Opened) -> None:
    """A button that opens the link, which is made then. The one in the side bar stays as it was when the whole page was
    drawn: only this part of it runs while a slider moves."""
    box = st.popover(_("Copy link"), icon=":material/link:", key="what_if_link", type="tertiary", on_change="rerun")
    if box.open:
        with box:
            st.caption(_("This link writes every choice out. Whoever opens it sees it with their own rights."))
            language = language_field().chosen()[0]
            link = full_link(_fields(opened), build_id=opened.marts.build.build_id, language=language)
            st.code(link, language=None, wrap_lines=True)


def present_parameters(opened: Opened) -> Parameters:
    """What a scenario keeps: every choice of the shared filters and of this page, as codes."""
    return {field.name: field.chosen() for field in _fields(opened) if field.name not in OF_THE_SCREEN}


def parameters_link(opened: Opened, parameters: Parameters, build_id: str) -> str:
    """The link that opens a scenario, with what this reader may see of it."""
    base = (st.context.url or "").split("?")[0]
    readable = readable_parameters(opened, _fields(opened), parameters).values
    pairs = [(name, value) for name, values in readable.items() for value in values]
    return f"{base}?{urlencode([*pairs, ('lang', language_field().chosen()[0]), (BUILD, build_id)])}"


def asked_by(opened: Opened, parameters: Parameters) -> tuple[Question, Proposal]:
    """What a scenario asks of this build, as this viewer may ask it. Raises Problem where it cannot be asked here."""
    fields = filter_fields(opened)
    question = question_of(opened, {name: field.clean(parameters.get(name, ())) for name, field in fields.items()})
    texts = {name: next(iter(parameters.get(name, ())), NOTHING) for name in RULE_FIELDS}
    proposal = typed_proposal(
        opened.reader.scheme(question),
        question,
        mode=texts["mode"],
        at=texts["at"],
        value=texts["try_value"],
        period=texts["try_period"],
        buffer=texts["buffer"],
        review=texts["review"],
    )
    return question, proposal


def take_parameters(opened: Opened, parameters: Parameters) -> None:
    """Make them the present choices; in a callback. What is not known in this build is said."""
    opened = seen_by(opened, require_viewer(Right.FIGURES))  # the guard of the page runs after the callbacks
    fields = [field for field in _fields(opened) if field.name not in OF_THE_SCREEN]
    readable = readable_parameters(opened, fields, parameters)
    for field in fields:
        field.keep(readable.values.get(field.name, field.default))
    text = _("The scenario says {name} = {value}, which is not known here; the usual value is shown instead.")
    for sentence in unknown_sentences(fields, readable, text):
        say_next(sentence)
    run_all_next()
