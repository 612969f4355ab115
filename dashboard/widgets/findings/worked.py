"""Which fixes worked: the headline, and one row per fix with what it should move, before and after."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from dashboard.data.reading.surveys.loop_reader import LoopEntry
from dashboard.logic.question import Question
from dashboard.logic.surveys.effect_target import EFFECTS, Effect
from dashboard.widgets.findings.fields import FINDING
from dashboard.widgets.findings.words import (
    before_after,
    change_text,
    department_text,
    effect_text,
    owner_text,
    reason_text,
    target_text,
)
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened
from dashboard.widgets.pyramid.kpi_row import AS_TEXT, LEAST_WIDTH
from dashboard.widgets.tables import Column, chosen_row, show_table
from dashboard.widgets.window import is_narrow

ROWS = 30


def judged(entries: Sequence[LoopEntry], day: date) -> list[LoopEntry]:
    """Fixes whose measure has taken effect; worked first, then those that did not, then undecided; the newest first."""
    known = [
        (EFFECTS.index(one.effect.effect), -one.fix.effective_on.toordinal(), place)
        for place, one in enumerate(entries)
        if one.fix and one.effect and one.fix.effective_on <= day
    ]
    return [entries[place] for *_order, place in sorted(known)]


def worked_view(opened: Opened, question: Question, entries: Sequence[LoopEntry]) -> None:
    day = opened.reader.loop_day(question)
    fixes = judged(entries, day)
    counts = {effect: sum(bool(one.effect) and one.effect.effect == effect for one in fixes) for effect in EFFECTS}
    planned = sum(one.fix is not None for one in entries) - len(fixes)
    st.header(headline(opened, counts, planned), anchor=False)
    if not fixes:
        return
    form, total = opened.formats, len(fixes)
    with st.grid(2 if is_narrow() else len(EFFECTS), min_column_width=LEAST_WIDTH):
        for effect in EFFECTS:
            with st.container(border=True, height="stretch", gap="xxsmall"):
                st.metric(effect_text(effect), form.whole(counts[effect]) + AS_TEXT)
                st.caption(_("of {n} fixes", n=form.whole(total)))
    _table(opened, fixes)
    made = MadeFrom(numerator=form.whole(counts["effective"]), denominator=form.whole(total), window=form.day(day))
    number_card(opened, ("fixes_worked",), question, lambda: {"fixes_worked": made}, key="fixes_card")
    st.caption(
        _(
            "Nobody types a verdict: it comes from the waves, or the months, before and after the measure, for the "
            "whole company, whatever is filtered here. In brackets the 95 % interval of the change; rates change by a "
            "factor, shares in percentage points."
        )
    )


def headline(opened: Opened, counts: Mapping[Effect, int], planned: int) -> str:
    form, total = opened.formats, sum(counts.values())
    if not total and planned:
        return ngettext(
            "{n} fix is assigned; its measure has not taken effect yet",
            "{n} fixes are assigned; no measure has taken effect yet",
            planned,
            n=form.whole(planned),
        )
    if not total:
        return _("No fix has been assigned yet") if opened.viewer.scope.all else _("No fix is yours to see")
    parts = [
        ngettext(
            "{worked} of {n} fix worked", "{worked} of {n} fixes worked", total,
            worked=form.whole(counts["effective"]), n=form.whole(total),
        ),
        _("{n} did not", n=form.whole(counts["not_effective"])),
        _("{n} undecided", n=form.whole(counts["undecided"])),
    ]  # fmt: skip
    return _(", ").join(parts)


def _table(opened: Opened, fixes: Sequence[LoopEntry]) -> None:
    form, marts = opened.formats, opened.marts
    rows = [
        {
            "verdict": effect_text(one.effect.effect),
            "target": target_text(marts, one.fix.target),
            "measure": one.fix.measure,
            "before_after": before_after(form, one.fix.target, one.effect),
            "change": change_text(form, one.fix.target, one.effect),
            "why": reason_text(form, one.effect),
            "owner": owner_text(marts, one.fix, beside=one.finding.department),
            "department": department_text(marts, one.finding.department),
            "since": one.fix.effective_on,
        }
        for one in fixes[:ROWS]
        if one.fix is not None and one.effect is not None
    ]
    columns = [
        Column("verdict", _("Verdict"), is_pinned=is_narrow()),
        Column("measure", _("Measure"), width=176),
        Column("target", _("Should move"), width=138),
        *(
            [
                Column("before_after", _("Before → since"), width=106),
                Column("change", _("Change (95 %)"), width=180),
            ]
            if opened.viewer.scope.all
            else []
        ),
        Column("why", _("Why"), width=228),
        Column("owner", _("Owner"), width=140),
        Column("department", _("Department")),
        Column("since", _("In effect since"), "day"),
    ]

    def choose() -> None:
        row = chosen_row("fixes_table")
        if row is not None and row < len(fixes):
            FINDING.keep((fixes[row].finding.thing_id,))

    show_table(
        pd.DataFrame(rows),
        columns,
        form,
        key="fixes_table",
        alt=_("Fixes and whether they worked"),
        select=choose,
        is_wrapped=True,
    )
    if len(fixes) > ROWS:
        st.caption(_("The first {n} of {all} are shown.", n=str(ROWS), all=form.whole(len(fixes))))
    st.caption(_("Click a row to open the finding."))
