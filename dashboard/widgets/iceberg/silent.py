"""Silent sufferers by name: bad service on record, no complaint, no visit; ordered by value (X8)."""

import pandas as pd
import streamlit as st

from dashboard.data.exporting.iceberg_views import asked_rule
from dashboard.data.exporting.views import view
from dashboard.data.reading.iceberg.silent_customers import SilentList
from dashboard.logic.iceberg.silent import SilentRule
from dashboard.logic.question import Question
from dashboard.widgets.export_button import about_question, view_buttons
from dashboard.widgets.iceberg.evidence import evidence
from dashboard.widgets.iceberg.fields import BAD_DAYS, CASE_DAYS, VISIT_DAYS, chosen_rule
from dashboard.widgets.iceberg.words import plain, value_text, value_title
from dashboard.widgets.imported.words import table_title
from dashboard.widgets.labels import layer_label
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened
from dashboard.widgets.tables import Column, chosen_row, show_table

ROWS = 25
TABLE = "silent_table"


def silent_view(opened: Opened, question: Question) -> None:
    heading = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        titles = (_("Bad service within"), _("No complaint within"), _("No visit within"))
        for field, title in zip((BAD_DAYS, CASE_DAYS, VISIT_DAYS), titles, strict=True):
            st.selectbox(
                title,
                field.listed,
                key=field.name,
                format_func=lambda code: _("{n} days", n=code),
                persist_state="session",
                width=180,
            )
    rule = chosen_rule()
    found = opened.reader.silent(question, rule)
    with heading:
        st.header(plain(silent_headline(opened, found, rule)), anchor=False)
    for note in _missing(opened):
        st.info(note)
    if len(found):
        _list(opened, question, rule, found)


def silent_headline(opened: Opened, found: SilentList, rule: SilentRule) -> str:
    form = opened.formats
    if not opened.reader.service_on_file().is_any_known:
        return _("Whether anybody suffered in silence is not known: no facts about the service are on file.")
    if not found.suffering:
        return _("No customer of this selection had bad service in the last {days} days.", days=rule.bad_days)
    if not len(found):
        return ngettext(
            "{n} customer had bad service in the last {days} days, and complained or was visited.",
            "{n} customers had bad service in the last {days} days; each complained or was visited.",
            found.suffering,
            n=form.whole(found.suffering),
            days=rule.bad_days,
        )
    return ngettext(
        "{n} customer had bad service in {days} days, no complaint and no visit: {amount} {value}.",
        "{n} customers had bad service in {days} days, no complaint and no visit: together {amount} {value}.",
        len(found),
        n=form.whole(len(found)),
        days=rule.bad_days,
        amount=form.headline_amount(found.total),
        value=value_text(found.base),
    )


def _missing(opened: Opened) -> list[str]:
    """What is not on file, and which file would say it."""
    have = opened.reader.service_on_file()
    notes = []
    if not have.has_promises or not have.has_arrivals:
        notes.append(
            _(
                "No late order is known: {orders} lack the day first promised or the day completed ({deliveries} may "
                "give the arrival).",
                orders=table_title("orders"),
                deliveries=table_title("deliveries"),
            )
        )
    unlocks = (
        (have.has_tickets, "service_tickets", _("No late ticket is known: import {table}.")),
        (have.has_deliveries, "deliveries", _("No damage or shortage is known: import {table}.")),
        (have.has_visits, "visits", _("No visit is known, so nobody counts as visited: import {table}.")),
        (
            opened.reader.has_cases(),
            "cases",
            _("No complaint is known, so everybody counts as silent: import {table}."),
        ),
    )
    notes += [text.format(table=table_title(table)) for known, table, text in unlocks if not known]
    return ["  \n".join(notes)] if notes else []


def _list(opened: Opened, question: Question, rule: SilentRule, found: SilentList) -> None:
    turn = hash((rule, question.key)) % 10**8  # another list begins at its first page
    page_key = f"silent_page_{turn}"
    page = max(int(st.session_state.get(page_key) or 1), 1)
    frame = found.frame((page - 1) * ROWS, ROWS)
    scheme = opened.schemes[question.scheme]
    columns = [
        Column("customer_name", _("Customer"), is_pinned=True),
        Column("value", value_title(found.base), "money"),
        Column("layer", _("Value layer"), shown=lambda layer: layer_label(layer, scheme) if layer else ""),
        Column("late_orders", _("Late orders"), "count"),
        Column(
            "worst_days", _("Worst, days late"), "count", shown=lambda days: opened.formats.whole(days) if days else ""
        ),
        Column("bad_tickets", _("Bad tickets"), "count"),
        Column("repeat_tickets", _("Faults again"), "count"),
        Column("damaged_orders", _("Damaged or short"), "count"),
        Column("last_case_on", _("Last case"), "day"),
        Column("last_visit_on", _("Last visit"), "day"),
        Column("account_manager_name", _("Account manager")),
        Column("region", _("Region")),
        Column("customer_id", _("Customer number")),
    ]
    show_table(
        frame,
        [column for column in columns if _says_something(found, frame, column)],
        opened.formats,
        key=f"{TABLE}_{turn}_{page}",
        alt=_("Silent sufferers, the most valuable first"),
        select=lambda: None,
    )
    pages = -(-len(found) // ROWS)
    if pages > 1:
        st.pagination(pages, key=page_key, width="stretch")
    row = chosen_row(f"{TABLE}_{turn}_{page}")
    if row is not None and row < len(frame):
        evidence(opened, question, rule, frame.iloc[row])
    else:
        st.caption(_("Click a row to see the orders, tickets and deliveries behind it."))
    _below(opened, question, rule, found)


def _says_something(found: SilentList, frame: pd.DataFrame, column: Column) -> bool:
    """Not a column of nothing but zeros, over the whole list, or of blanks."""
    counts = found.counts.get(column.name)
    return bool(frame[column.name].notna().any()) if counts is None else bool(counts.any())


def _below(opened: Opened, question: Question, rule: SilentRule, found: SilentList) -> None:
    form = opened.formats
    st.caption(
        _(
            "Ordered by {value} of {span}. {suffering} customers of this selection had bad service in these days; {n} "
            "of them are silent.",
            value=value_text(found.base),
            span=form.span(question.span.first, question.span.last),
            suffering=form.whole(found.suffering),
            n=form.whole(len(found)),
        )
    )
    asked = asked_rule(rule)
    with st.container(horizontal=True, vertical_alignment="center"):
        number_card(
            opened,
            ("silent_sufferers",),
            question,
            lambda: {"silent_sufferers": MadeFrom(len(found), form.whole(len(found)), form.whole(found.suffering))},
            key="silent_card",
        )
        view_buttons(
            opened,
            question,
            "silent-sufferers",
            lambda reader: view("silent-sufferers", reader, question, service=asked),
            {**about_question(opened, question), **dict(asked.more)},
            key="silent_export",
        )
