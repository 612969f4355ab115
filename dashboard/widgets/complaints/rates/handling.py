"""Repeats, reopenings, first contact, satisfaction, justified share and compensation, with a year earlier beside."""

import pandas as pd
import streamlit as st

from dashboard.data.reading.cases.complaint_figures import ComplaintFigures
from dashboard.logic.cases.handling import HANDLING, Handling
from dashboard.logic.cases.rates import change_in_share
from dashboard.logic.money import rounded_quotient
from dashboard.logic.question import Question
from dashboard.logic.shares import Share
from dashboard.widgets.complaints.rates.drill import cases_of, open_cases, open_rate
from dashboard.widgets.complaints.rates.tables import share_text
from dashboard.widgets.complaints.rates.words import rate_title, window_text
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.opened import Opened
from dashboard.widgets.tables import Column, chosen_row, fitted, show_table
from dashboard.widgets.text_table import plain_text

TABLE = "rate_handling"
ROWS = ("repeat", "reopened", "first_contact", "satisfied", "justified")


def handling(opened: Opened, question: Question, kind: str, figures: ComplaintFigures) -> None:
    """A row per figure; a click opens its cases."""
    st.subheader(_("What became of them"), anchor=False)
    form = opened.formats
    names = [rate_title(name) for name in ROWS]
    now = [_text(opened, _share(figures, name)) for name in ROWS]
    before = [_text(opened, _share(figures, name, earlier=True), _("n/a")) for name in ROWS]
    change = [_change(opened, figures, name) for name in ROWS]
    names += [
        _("Compensation ({unit})", unit=form.currency_word()),
        _("per case with an amount ({unit})", unit=form.currency_word()),
    ]
    now += _compensation(opened, figures.handling)
    before += _compensation(opened, figures.handling_before)
    change += ["", ""]
    columns = [
        Column("figure", _("Figure"), is_pinned=True, width=fitted(names)),
        Column("now", window_text(form, figures.window), width=fitted(now)),
        Column("before", _("The same days a year earlier"), width=fitted(before)),
        Column("change", _("Change")),
    ]
    frame = pd.DataFrame({"figure": names, "now": now, "before": before, "change": change})
    show_table(frame, columns, form, key=TABLE, alt=_("What became of them"), select=lambda: _choose(figures))
    st.caption(plain_text(_("* fewer than 30 cases. Click a row to see its cases.")))
    cases_of(opened, question, kind, "handling")


def _share(figures: ComplaintFigures, name: str, *, earlier: bool = False) -> Share | None:
    held = figures.handling_before if earlier else figures.handling
    rates = figures.rates_before if earlier else figures.rates
    if name == "satisfied":
        return rates.satisfied if rates else None
    return held.rate(name) if held else None


def _text(opened: Opened, share: Share | None, unknown: str | None = None) -> str:
    if share is None:
        return unknown or _("not recorded")
    return share_text(opened.formats, share.numerator, share.denominator)


def _change(opened: Opened, figures: ComplaintFigures, name: str) -> str:
    change = change_in_share(_share(figures, name), _share(figures, name, earlier=True))
    if change is None:
        return opened.formats.not_known
    points = round(change * 100, 1)
    arrow = "→" if points == 0 else "↑" if points > 0 else "↓"
    return _("{arrow} {n} pt", arrow=arrow, n=opened.formats.number(abs(points), 1))


def _compensation(opened: Opened, held: Handling | None) -> list[str]:
    """(the sum, the mean and of how many cases)."""
    form = opened.formats
    if held is None or held.compensation is None:
        return [form.not_known] * 2
    mean = form.exact_amount(rounded_quotient(held.compensation, held.compensated))
    count = ngettext("{n} case", "{n} cases", held.compensated, n=form.whole(held.compensated))
    return [form.exact_amount(held.compensation), f"{mean} · {count}"]


def _choose(figures: ComplaintFigures) -> None:
    row = chosen_row(TABLE)
    if row is None:
        return
    if row >= len(ROWS):
        open_cases("handling", "compensated")
        return
    share = _share(figures, ROWS[row])
    if share is not None and ROWS[row] not in ("repeat", "justified"):
        open_rate("handling", ROWS[row], share.numerator, share.denominator)
    elif share is not None:  # what is bad news is what somebody wants to see
        open_cases("handling", HANDLING[ROWS[row]][0])


def handling_facts(opened: Opened, figures: ComplaintFigures) -> dict[str, MadeFrom]:
    """For the cards."""
    form, facts = opened.formats, {}
    for name in ROWS:
        share = _share(figures, name)
        if share is not None:
            facts[name] = MadeFrom(
                numerator=form.whole(share.numerator),
                denominator=form.whole(share.denominator),
                cases=share.denominator,
                window=window_text(form, figures.window),
            )
    facts["case_compensation"] = MadeFrom(
        exactly=_compensation(opened, figures.handling)[0],
        cases=figures.handling.compensated,
        window=window_text(form, figures.window),
    )
    return facts
