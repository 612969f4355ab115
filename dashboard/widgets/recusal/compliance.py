"""M35: the cards, the quarters, the kinds side by side and the departments."""

import numpy as np
import pandas as pd
import streamlit as st

from dashboard.data.reading.recusal.visible_conflicts import VisibleConflicts, quarter_text
from dashboard.logic.cases.case_frame import KINDS
from dashboard.logic.charts.compliance_bars import compliance_bars
from dashboard.logic.question import Question
from dashboard.logic.recusal.compliance import Compliance, compliance, compliance_by, quarter_nos
from dashboard.widgets.cases.choice import kind_titles
from dashboard.widgets.cases.fields import CASE
from dashboard.widgets.chart_words import PLAIN
from dashboard.widgets.formats import Formats
from dashboard.widgets.language import _
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened
from dashboard.widgets.pyramid.kpi_row import AS_TEXT, LEAST_WIDTH
from dashboard.widgets.recusal.fields import ALL, QUARTER
from dashboard.widgets.tables import table_behind
from dashboard.widgets.text_table import one_line, text_table
from dashboard.widgets.window import is_dark, is_narrow

QUARTERS, NARROW_QUARTERS = 12, 6
"""The last ones of the data: three years, or what fits."""
THIN, HIDDEN = 30, 10
DEPARTMENTS = 24


def compliance_cards(opened: Opened, told: Compliance, aside: int) -> None:
    """The figure with what it is made of, and what is counted beside it."""
    form = opened.formats
    cards = (
        (_("Recusal compliance"), form.share(told.share.value), _fraction(form, told)),
        (_("Undisclosed conflict"), form.whole(told.violated), _("cases")),
        (_("With an override"), form.whole(told.disclosed), _("conflicts, counted as compliant")),
        (_("Stood aside"), form.whole(aside), _("cases with a declared interest, handled by others")),
        (_("Cannot be judged"), form.whole(told.nobody_named + told.not_handled), _unjudged(form, told)),
    )
    with st.grid(2 if is_narrow() else len(cards), min_column_width=LEAST_WIDTH):
        for title, value, below in cards:
            with st.container(border=True, height="stretch", gap="xxsmall"):
                st.metric(title, value + AS_TEXT)
                st.caption(below)


def _fraction(form: Formats, told: Compliance) -> str:
    few = " · " + _("few cases") if 0 < told.judged < THIN else ""
    return _("{n} of {all} cases", n=form.whole(told.share.numerator), all=form.whole(told.judged)) + few


def _unjudged(form: Formats, told: Compliance) -> str:
    return _(
        "{open} not handled yet, {unnamed} handled by nobody knows whom",
        open=form.whole(told.not_handled),
        unnamed=form.whole(told.nobody_named),
    )


def quarters_section(opened: Opened, question: Question, found: VisibleConflicts, kind: str | None) -> None:
    """The chart of the last quarters of the data, and the table behind it; a click lists the quarter's cases."""
    frame = found.of_kind(kind)
    last = int(quarter_nos(np.array([found.visible.window.through]))[0])
    first = max(
        last - (NARROW_QUARTERS if is_narrow() else QUARTERS) + 1, int(frame["quarter"].min()) if len(frame) else last
    )
    table = compliance_by(_groups(frame, first), frame["state"].to_numpy(), last - first + 1)
    names = [quarter_text(quarter) for quarter in range(first, last + 1)]
    shares = [_share(opened.formats, row) for row in table.to_dict("records")]
    st.subheader(_("By quarter of receipt"), anchor=False)
    words = (_("undisclosed conflict"), _("conflict with an override"), _("no conflict"))
    chosen = QUARTER.chosen()[0]

    def choose() -> None:
        points = ((st.session_state.get("recusal_quarters") or {}).get("selection") or {}).get("points") or []
        if points:
            QUARTER.keep((names[int(points[0].get("point_index", 0))],))
            st.session_state[CASE] = ""

    chart = compliance_bars(
        names, table, words, shares, chosen=names.index(chosen) if chosen in names else None,
        dark=is_dark(), narrow=is_narrow(),
    )  # fmt: skip
    alt = "; ".join(f"{name}: {share}" for name, share in zip(names, shares, strict=True) if share)
    st.plotly_chart(chart, key="recusal_quarters", on_select=choose, selection_mode="points", theme=None, config=PLAIN,
                    alt=_("Recusal compliance by quarter: {list}", list=alt or _("not known")))  # fmt: skip
    st.caption(
        _("The share above a bar is left out below 10 cases and marked * below 30. Click a bar to list its cases.")
    )
    number_card(opened, ("recusal_compliance",), question, lambda: _card(opened, found, kind), key="recusal_card")
    table_behind(
        "recusal_quarters_behind", lambda: _counts_table(opened, _("Quarter of receipt"), names, table, "recusal_by_q")
    )


def _groups(frame: pd.DataFrame, first: int) -> np.ndarray:
    place = frame["quarter"].to_numpy() - first
    return np.where(place >= 0, place, -1)


def _share(form: Formats, row: dict) -> str:
    if row["judged"] < HIDDEN:
        return ""
    decimals = 0 if row["share"] == 1 else 1  # twelve quarters leave no room for 100.0%*
    return form.share(row["share"], decimals) + ("*" if row["judged"] < THIN else "")


def _card(opened: Opened, found: VisibleConflicts, kind: str | None) -> dict[str, MadeFrom]:
    form, told = opened.formats, compliance(found.in_window(kind)["state"].to_numpy())
    parts = form.whole(told.share.numerator), form.whole(told.judged)
    window = found.visible.window
    days = _("{start} to {end}", start=form.day(window.starts_on), end=form.day(window.through_on))
    return {"recusal_compliance": MadeFrom(numerator=parts[0], denominator=parts[1], cases=told.judged, window=days)}


def _counts_table(opened: Opened, title: str, names: list[str], table: pd.DataFrame, key: str) -> None:
    """Newest first, or by name: as given."""
    form = opened.formats
    whole = lambda name: [form.whole(int(count)) for count in table[name]]  # noqa: E731
    columns = {
        title: names,
        _("Compliance"): [form.share(None if pd.isna(one) else one) for one in table["share"]],
        _("Compliant"): whole("compliant"),
        _("Cases judged"): whole("judged"),
        _("Undisclosed conflict"): whole("violated"),
        _("With an override"): whole("disclosed"),
        _("Nobody is named"): whole("nobody_named"),
        _("Not handled yet"): whole("not_handled"),
    }
    text_table(columns, numbers=list(columns)[1:], key=key, alt=title)


def kinds_table(opened: Opened, found: VisibleConflicts) -> None:
    """The three kinds side by side: each with its own denominator."""
    titles, window = kind_titles(), found.in_window(None)
    codes = window["kind"].astype(object).map({kind: place for place, kind in enumerate(KINDS)}).to_numpy(np.int64)
    table = compliance_by(codes, window["state"].to_numpy(), len(KINDS))
    st.subheader(_("By kind"), anchor=False)
    _counts_table(opened, _("Kind"), [titles[kind] for kind in KINDS], table, "recusal_by_kind")


def departments_table(opened: Opened, found: VisibleConflicts, kind: str | None) -> None:
    """By the department complained about, most conflicts first. All cases: who finds a complaint unjustified may be the
    very one who should have stood aside."""
    window = found.in_window(kind)
    named = window["respondent_department"].astype(object)
    codes, names = pd.factorize(named.where(named.notna(), None), use_na_sentinel=False)
    table = compliance_by(codes, window["state"].to_numpy(), len(names))
    titles = [one_line(name) or _("(not given)") for name in names]
    order = table.assign(name=titles).sort_values(["violated", "judged", "name"], ascending=[False, False, True]).index
    order = order[:DEPARTMENTS]
    if not len(order):
        return
    st.subheader(_("By department complained about"), anchor=False)
    _counts_table(
        opened, _("Department"), [titles[place] for place in order], table.loc[order], "recusal_by_department"
    )
    st.caption(_("All cases count here, not only justified ones: whether a case is justified may have been decided by "
                 "somebody who should have stood aside."))  # fmt: skip


def every_quarter() -> None:
    """For callbacks: the list is of the whole period again."""
    QUARTER.keep((ALL,))
