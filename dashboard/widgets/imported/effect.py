"""What an import would do to the figures: now and then, and closed months that would change."""

from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.logic.money import UNITS
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.widgets.formats import Formats
from dashboard.widgets.formats import formats as formats_of
from dashboard.widgets.imported.words import note_text
from dashboard.widgets.labels import layer_label
from dashboard.widgets.language import _
from dashboard.widgets.tables import Column, show_table

MOST_MONTHS = 24


def effect_section(effect: dict[str, Any] | None) -> None:
    """Customers, orders, revenue and layers over twelve months; nothing where the figures would not move."""
    if effect is None:
        return
    form = formats_of()
    st.markdown(_("**What it would do to the figures**"))
    before, after = effect["data_through"]
    _through(form, before, after)
    _figures(effect["now"], effect["then"], form)
    if effect["then_moved"]:
        moved = effect["then_moved"]
        st.caption(
            _(
                "The pages would then show twelve months to {day}: {customers} customers, {revenue}.",
                day=form.day(date.fromisoformat(moved["as_of"])),
                customers=form.whole(moved["customers"]),
                revenue=_amount(form, moved["revenue"]),
            )
        )
    _closed(effect["closed_months"], form)
    for code, (was, will) in effect["notes"].items():
        st.caption(_("{note}: {was} → {will}", note=note_text(code), was=form.whole(was), will=form.whole(will)))
    if effect["imports_waiting"]:
        st.caption(_("Imports that are in no build yet are part of it too: {n}.", n=effect["imports_waiting"]))


def _through(form: Formats, before: str | None, after: str) -> None:
    if before is None:
        st.markdown(_("Data through {day}", day=form.day(date.fromisoformat(after))))
    elif before != after:
        days = [form.day(date.fromisoformat(day)) for day in (before, after)]
        st.markdown(_("Data through {before} → {after}", before=days[0], after=days[1]))


def _figures(now: dict[str, Any] | None, then: dict[str, Any], form: Formats) -> None:
    """One row for each figure, texts in the same unit."""
    rows = [
        (_("Active customers"), now and form.whole(now["customers"]), form.whole(then["customers"])),
        (_("Orders"), now and form.whole(now["orders"]), form.whole(then["orders"])),
        (_("Revenue of these months"), now and _amount(form, now["revenue"]), _amount(form, then["revenue"])),
    ]
    before = {one["layer"]: one for one in now["layers"]} if now else {}
    for layer in then["layers"]:
        was = before.get(layer["layer"])
        rows.append(
            (
                layer_label(layer["layer"], SHIPPED[Question(as_of=0).scheme]),
                was and form.whole(was["customers"]),
                form.whole(layer["customers"]),
            )
        )
    frame = pd.DataFrame(
        [{"figure": name, "now": was or form.not_known, "then": will} for name, was, will in rows],
        columns=["figure", "now", "then"],
    )
    when = form.day(date.fromisoformat(then["as_of"]))
    columns = [
        Column("figure", _("Twelve months to {day}", day=when), is_pinned=True),
        *([Column("now", _("Now"), "count", str)] if now else []),
        Column("then", _("Then"), "count", str),
    ]
    show_table(frame, columns, form, key="effect_figures", alt=_("Figures now and then"))


def _closed(months: list[dict[str, Any]], form: Formats) -> None:
    if not months:
        st.caption(_("No closed month changes."))
        return
    st.warning(_("Closed months that would change: {n}", n=len(months)), icon=":material/history:")
    rows = [
        {
            "month": one["month"],
            "now": _amount(form, one["revenue"][0]),
            "then": _amount(form, one["revenue"][1]),
            "customers": f"{form.whole(one['customers'][0])} → {form.whole(one['customers'][1])}",
        }
        for one in months[-MOST_MONTHS:]
    ]
    columns = [
        Column("month", _("Month"), is_pinned=True),
        Column("now", _("Revenue now"), "count", str),
        Column("then", _("Revenue then"), "count", str),
        Column("customers", _("Customers with orders"), "count", str),
    ]
    frame = pd.DataFrame(rows, columns=[column.name for column in columns])
    show_table(frame, columns, form, key="effect_months", alt=_("Closed months that would change"))


def _amount(form: Formats, text: str) -> str:
    return f"{form.exact_amount(int(Decimal(text) * UNITS))} {form.currency_word()}"
