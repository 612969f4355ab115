"""The full record of one case with its clock: what is known of it, its steps and the time between them."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.data.reading.cases.case_record import CaseRecord
from dashboard.logic.question import Question
from dashboard.logic.roles import Right
from dashboard.widgets.cases.clock import clock_lines
from dashboard.widgets.cases.fields import CASE
from dashboard.widgets.cases.timeline import timeline_table
from dashboard.widgets.cases.words import callback_text, code_text, kind_text, stage_text, state_text
from dashboard.widgets.imported.words import column_title
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.text_table import one_line, plain_text, text_table

FIELDS = (
    "polarity", "form", "channel", "object", "product_id", "product_line", "order_id", "severity", "grade",
    "respondent_department", "receiving_department", "supervising_department", "cause_l1", "cause_l2", "justified",
    "amount_claimed", "compensation", "rework_cost", "outcome", "callback_result", "contact_id",
)  # fmt: skip
TEXTS = ("description", "remedy_requested")
MONEY = ("amount_claimed", "compensation", "rework_cost")


def case_record(opened: Opened, question: Question, *, key: str) -> None:
    """The case that the link names; nothing where it names none. One that is not there and one of a customer whom the
    viewer may not see answer alike."""
    case_id = str(st.session_state.get(CASE) or "")
    if not case_id or not opened.viewer.may(Right.CUSTOMERS):
        return
    record = opened.reader.case_record(question, case_id)
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(_title(record, case_id), anchor=False, width="stretch")
            st.button(_("Close the record"), icon=":material/close:", type="tertiary", key=f"{key}_close",
                      on_click=open_case, args=("",))  # fmt: skip
        if record is None:
            st.info(_("There is no such case among those that you may see."))
            return
        if record.is_party:
            st.info(_("You are party to this case: what was written about it and who did what is not shown to you."))
            return
        _clock(opened, question, record)
        timeline_table(opened, record, key=f"{key}_steps")
        _facts(opened, record, key)
        _others(record, key)


def open_case(case_id: str) -> None:
    """For callbacks: another record takes the place of the open one; "" closes it."""
    st.session_state[CASE] = case_id


def _title(record: CaseRecord | None, case_id: str) -> str:
    if record is None:
        return plain_text(one_line(case_id))
    fields = record.fields
    parts = [one_line(fields["case_id"]), kind_text(fields["kind"]), one_line(fields["customer_name"])]
    return plain_text(" · ".join(filter(None, parts)))


def _clock(opened: Opened, question: Question, record: CaseRecord) -> None:
    company = opened.reader.visible_cases(question).company
    st.markdown(f"**{plain_text(state_text(record.clock.state))}**")
    st.markdown("\n".join(f"- {plain_text(line)}" for line in clock_lines(opened.formats, record.clock, company)))
    if record.missing:
        by_stage: dict[str, list[str]] = {}
        for name in record.missing:
            stage, _dot, field = name.partition(".")
            by_stage.setdefault(stage, []).append(field_title(field))
        told = "; ".join(f"{stage_text(stage)}: {', '.join(titles)}" for stage, titles in by_stage.items())
        st.markdown(plain_text(_("The record lacks, for the stage it has come to: {fields}.", fields=told)))


def field_title(field: str) -> str:
    """As the import calls the column."""
    return {"customer_id": _("Customer"), "product_line": _("Product line")}.get(field) or column_title("cases", field)


def _facts(opened: Opened, record: CaseRecord, key: str) -> None:
    """Everything that is given, as plain text."""
    told = {field_title(name): _value(opened, name, record.fields) for name in FIELDS}
    if record.fields["is_solicited"]:
        told[column_title("cases", "solicited")] = _("Yes")
    persons = {
        "respondent_id": column_title("cases", "respondent_id"),
        "first_receiver_id": column_title("cases", "first_receiver_id"),
        "operator_id": _("Operator of the order"),
        "approver_id": _("Approver of the order"),
    }
    told |= {title: one_line(record.persons.get(name)) for name, title in persons.items()}
    given = {title: text for title, text in told.items() if text}
    if given:
        text_table({_("Field"): list(given), _("What it says"): list(given.values())}, key=f"{key}_facts",
                   alt=_("What is known of the case"))  # fmt: skip
    for name in TEXTS:
        text = record.fields[name]
        if text:
            st.caption(field_title(name))
            st.text(str(text))


def _value(opened: Opened, name: str, fields: Mapping[str, Any]) -> str:
    value = fields[name]
    if value is None or pd.isna(value):
        return ""
    if name in MONEY:
        return f"{opened.formats.exact_amount(value)} {opened.formats.currency_word()}"
    return callback_text(value) if name == "callback_result" else one_line(code_text(name, str(value)))


def _others(record: CaseRecord, key: str) -> None:
    """The cases it hangs together with; each opens its own record."""
    linked = [(_("Reopened from"), record.origin)] if record.origin else []
    linked += [(_("Followed by"), one) for one in record.followers]
    linked += [(_("Same customer and cause in the 90 days before"), one) for one in record.repeats]
    for place, (words, case_id) in enumerate(linked):
        st.button(
            f"{words}: {plain_text(one_line(case_id))}",
            icon=":material/link:",
            type="tertiary",
            key=f"{key}_other_{place}",
            on_click=open_case,
            args=(case_id,),
        )
