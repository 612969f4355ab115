"""What was damaged, short and late on the way, by carrier (M58)."""

import pandas as pd
import streamlit as st

from dashboard.logic.question import Question
from dashboard.logic.standards.promises import Logistics
from dashboard.widgets.formats import Formats
from dashboard.widgets.language import _
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened
from dashboard.widgets.tables import Column, show_table


def logistics_part(opened: Opened, question: Question) -> None:
    st.subheader(_("On the way"), anchor=False)
    found = opened.reader.logistics(question)
    if not found:
        st.caption(_("No shipment of this selection left in these months."))
        return
    form = opened.formats
    rows = [
        {
            "carrier": carrier or _("(not given)"),
            "shipments": one.shipments,
            "lost": _lost(form, one),
            "cases": _of(form, one.cases, one.known),
            "late": _of(form, one.late, one.promised),
            "delay": form.number(one.mean_delay_days),
        }
        for carrier, one in found
    ]
    columns = [
        Column("carrier", _("Carrier"), is_pinned=True),
        Column("shipments", _("Shipments"), "count"),
        Column("lost", _("Damage and shortage per value shipped")),
        Column("cases", _("Shipments with damage or shortage / recorded")),
        Column("late", _("Arrived late / with a promise")),
        Column("delay", _("Days late on average")),
    ]
    show_table(pd.DataFrame(rows), columns, form, key="logistics_table", alt=_("Damage, shortage and delay by carrier"))
    made = lambda: {"damage_rate": _made_from(opened, [one for _carrier, one in found])}  # noqa: E731
    number_card(opened, ["damage_rate"], question, made, key="logistics_card")


def _lost(form: Formats, one: Logistics) -> str:
    return form.share(one.lost_share.value, 2)


def _of(form: Formats, part: int, whole: int) -> str:
    return f"{form.whole(part)} / {form.whole(whole)}" if whole else form.not_known


def _made_from(opened: Opened, found: list[Logistics]) -> MadeFrom:
    form, told = opened.formats, [one for one in found if one.lost_share.value is not None]
    if not told:
        return MadeFrom()
    lost, shipped = (sum(getattr(one.lost_share, part) for one in told) for part in ("numerator", "denominator"))
    return MadeFrom(
        numerator=f"{form.exact_amount(lost)} {form.currency_word()}",
        denominator=f"{form.exact_amount(shipped)} {form.currency_word()}",
    )
