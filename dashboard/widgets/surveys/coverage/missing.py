"""Who was not heard: customers without an answer, the most valuable first, page by page."""

import streamlit as st

from dashboard.data.reading.surveys.not_heard import NotHeard
from dashboard.logic.question import Question
from dashboard.logic.roles import Right
from dashboard.logic.surveys.wave import Wave
from dashboard.widgets.labels import layer_label
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.opened import Opened
from dashboard.widgets.tables import Column, show_table, table_behind
from dashboard.widgets.text_table import plain_text

ROWS = 25


def not_heard_block(opened: Opened, question: Question, wave: Wave) -> None:
    """The sentence for everybody, the names for who may see customers one by one. Of named waves."""
    found = opened.reader.not_heard(question, wave)
    st.subheader(plain_text(not_heard_headline(opened, found)), anchor=False)
    if not len(found):
        return
    if not opened.viewer.may(Right.CUSTOMERS):
        st.caption(_("Their names are shown to those who may see customers one by one."))
        return
    table_behind("not_heard_behind", lambda: _list(opened, question, wave, found), title=_("Their names"))


def not_heard_headline(opened: Opened, found: NotHeard) -> str:
    form = opened.formats
    if not len(found):
        if found.is_asked:
            return _("Every customer of this selection that was asked has answered.")
        return _("Every active customer of this selection has answered, or there is none.")
    n, money = form.whole(len(found)), form.headline_amount(found.total)
    if found.is_asked:
        return ngettext(
            "{n} customer was asked and did not answer: {money} of revenue.",
            "{n} customers were asked and did not answer: {money} of revenue.",
            len(found), n=n, money=money,
        )  # fmt: skip
    return ngettext(
        "{n} active customer has no answer: {money} of revenue.",
        "{n} active customers have no answer: {money} of revenue.",
        len(found), n=n, money=money,
    )  # fmt: skip


def _list(opened: Opened, question: Question, wave: Wave, found: NotHeard) -> None:
    turn = hash((wave.survey_id, question.key)) % 10**8  # another list begins at its first page
    page_key, pages = f"not_heard_page_{turn}", -(-len(found) // ROWS)
    page = min(max(int(st.session_state.get(page_key) or 1), 1), pages)
    frame = found.frame((page - 1) * ROWS, ROWS)
    scheme = opened.schemes[question.scheme]
    columns = [
        Column("customer_name", _("Customer"), is_pinned=True),
        Column("revenue", _("Net revenue"), "money"),
        Column("layer", _("Value layer"), shown=lambda layer: layer_label(layer, scheme) if layer else ""),
        Column("account_manager_name", _("Account manager")),
        Column("invited", _("Invitations"), "count"),
        Column("sent_on", _("Last invitation"), "day"),
        Column("region", _("Region")),
        Column("industry", _("Industry")),
        Column("last_order_on", _("Last order"), "day"),
        Column("customer_id", _("Customer number")),
    ]
    shown = [one for one in columns if frame[one.name].notna().any() and (one.name != "invited" or found.is_asked)]
    show_table(
        frame,
        shown,
        opened.formats,
        key=f"not_heard_table_{turn}_{page}",
        alt=_("Customers without an answer, the most valuable first"),
    )
    if pages > 1:
        st.pagination(pages, key=page_key, width="stretch")
