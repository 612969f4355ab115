"""The logs: who opened, downloaded, had shown, gave and was refused what; filtered, paged by key, as a file."""

from datetime import UTC, date, datetime, time, timedelta

import pandas as pd
import streamlit as st

from dashboard.logic.problems import Problem
from dashboard.logic.trail import Entry
from dashboard.widgets.admin.chain import trail_chain
from dashboard.widgets.admin.changes import Acting
from dashboard.widgets.admin.fields import day_field
from dashboard.widgets.admin.log_details import details_text, subject_text
from dashboard.widgets.admin.log_file import log_download
from dashboard.widgets.admin.log_words import KINDS, Wanted, action_title, kind_title
from dashboard.widgets.admin.paging import ROWS
from dashboard.widgets.admin.people import People
from dashboard.widgets.formats import formats
from dashboard.widgets.language import _
from dashboard.widgets.records import trail
from dashboard.widgets.tables import Column, chosen_row, show_table
from dashboard.widgets.text_table import plain_text

_TABLE, _CHOSEN = "log_entries", "log_chosen"
_ENDS = "log_ends"
"""Session state: the numbers that the pages before ended with; the last one is where the open page begins."""


def logs(acting: Acting, people: People) -> None:
    """The chain's state, the filters, one page of the list, its pages, the whole list as a file."""
    kept = trail()
    trail_chain(kept)
    wanted = _wanted(people)
    if st.session_state.get("log_wanted") != wanted:
        st.session_state["log_wanted"], st.session_state[_ENDS] = wanted, []
    ends: list[int] = st.session_state[_ENDS]
    found = kept.entries(**wanted.asked, before=ends[-1] if ends else None, limit=ROWS + 1)
    shown = found[:ROWS]
    if not shown:
        st.caption(_("No entry fits this choice."))
    else:
        _list(shown, people)
    with st.container(horizontal=True, vertical_alignment="center"):
        _draw_pages(ends, shown, has_more=len(found) > ROWS)
        if shown:
            log_download(acting.viewer, kept, wanted)


def _wanted(people: People) -> Wanted:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kinds = {kind: kind_title(kind) for kind in KINDS}
        kind = st.selectbox(_("Kind"), list(kinds), key="log_kind", format_func=kinds.__getitem__, width=190)
        who = st.selectbox(
            _("Who"),
            sorted(people.logins),
            index=None,
            key="log_who",
            format_func=people.login_text,
            accept_new_options=True,
            placeholder=_("Everybody"),
            width=240,
        )
        since = day_field(_("From"), "log_since", width=150)
        until = day_field(_("Until"), "log_until", width=150)
    wanted = Wanted(
        kind=kind if kind in KINDS else "all",
        who=str(who).strip() or None if who else None,
        since=_midnight(since),
        until=_midnight(until, days=1),
    )
    if wanted.since and wanted.until and wanted.until <= wanted.since:
        raise Problem("The period ends before it begins. Choose another day.")
    return wanted


def _midnight(day: object, days: int = 0) -> datetime | None:
    """Where that day begins, or the one ``days`` later; the last day there is has none."""
    if not isinstance(day, date):
        return None
    try:
        return datetime.combine(day + timedelta(days=days), time(), UTC)
    except OverflowError:
        return None


def _list(shown: list[Entry], people: People) -> None:
    """The table, and the details of the chosen entry in full: a cell has no room for them."""

    def choose() -> None:
        row = chosen_row(_TABLE)
        st.session_state[_CHOSEN] = shown[row].seq if row is not None and row < len(shown) else None

    show_table(_frame(shown, people), _columns(), formats(), key=_TABLE, alt=_("Log entries"), select=choose)
    chosen = next((entry for entry in shown if entry.seq == st.session_state.get(_CHOSEN)), None)
    if chosen is not None:
        about = (
            f"{formats().moment(chosen.at)} UTC",
            people.login_text(chosen.who),
            action_title(chosen.action),
            subject_text(chosen, people),
            "" if chosen.rows is None else f"{_('Rows')} {formats().whole(chosen.rows)}",
            _("{title}: {value}", title=_("Reason"), value=chosen.reason) if chosen.reason else "",
            details_text(chosen.details),
        )
        st.markdown(f"**{_('No.')} {chosen.seq}** · " + " · ".join(plain_text(one) for one in about if one))


def _columns() -> list[Column]:
    return [
        Column("at", _("Time (UTC)"), is_pinned=True),
        Column("who", _("Who")),
        Column("action", _("What")),
        Column("subject", _("Whom or what")),
        Column("rows", _("Rows"), "count", shown=lambda rows: "" if rows is None else formats().whole(rows)),
        Column("reason", _("Reason")),
        Column("details", _("Details")),
        Column("seq", _("No."), "count"),
    ]


def _frame(entries: list[Entry], people: People) -> pd.DataFrame:
    form = formats()
    rows = [
        {
            "at": form.moment(entry.at),
            "who": people.login_text(entry.who),
            "action": action_title(entry.action),
            "subject": subject_text(entry, people),
            "rows": entry.rows,
            "reason": entry.reason,
            "details": details_text(entry.details),
            "seq": entry.seq,
        }
        for entry in entries
    ]
    return pd.DataFrame(rows, dtype=object)


def _draw_pages(ends: list[int], shown: list[Entry], *, has_more: bool) -> None:
    st.button(_("Newer"), icon=":material/chevron_left:", key="log_newer", disabled=not ends, on_click=_newer)
    st.button(
        _("Older"),
        icon=":material/chevron_right:",
        key="log_older",
        disabled=not has_more,
        on_click=_older,
        args=(shown[-1].seq if shown else 0,),
    )


def _newer() -> None:
    st.session_state[_ENDS] = st.session_state[_ENDS][:-1]


def _older(last_shown: int) -> None:
    # The entry that was on screen when the button was drawn: what has come in since moves no page.
    st.session_state[_ENDS] = [*st.session_state[_ENDS], last_shown]
