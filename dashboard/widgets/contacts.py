"""The people at one customer. Ways to reach them are masked; one person at a time is revealed, for a reason, which is
written down first, for this session and some minutes.

What is revealed is read anew in each run and kept nowhere: the session holds until when, and nothing of it is in a
cache or a link.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pandas as pd
import streamlit as st

from dashboard.data.exporting.allowance import Note, reveal_one
from dashboard.data.reading.contacts import contacts_of, knows_contacts, reveal_contact
from dashboard.data.reading.marts import Marts
from dashboard.logic.problems import Problem
from dashboard.logic.roles import CONTACT_FIELDS, Right
from dashboard.logic.trail import Action
from dashboard.logic.viewer import Viewer
from dashboard.widgets.language import _, ngettext, speech
from dashboard.widgets.opened import Opened, has_login, seen_by, settings
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.records import SESSION, trail
from dashboard.widgets.text_table import one_line, text_table
from dashboard.widgets.viewing import require_viewer

SHOWN_FOR = timedelta(minutes=5)
LOOK_EVERY_S = 15
SHORTEST_REASON, LONGEST_REASON = 4, 300
_UNTIL = "revealed_until"
_SAID = "reveal_said"


def customer_contacts(opened: Opened, customer_id: str, *, key: str) -> None:
    """The contacts of one customer, for those who may see customers. While one of them is revealed the table looks at
    the clock by itself."""
    if not knows_contacts(opened.marts) or not opened.viewer.may(Right.CUSTOMERS):
        return
    draw = _with_clock if _open_until(opened.viewer, customer_id) else _without_clock
    draw(opened, customer_id, key)


@st.fragment(run_every=LOOK_EVERY_S)
def _with_clock(opened: Opened, customer_id: str, key: str) -> None:
    viewer = require_viewer(Right.CUSTOMERS)
    _contacts(opened, viewer, customer_id, is_ticking=True, key=key)


@st.fragment
def _without_clock(opened: Opened, customer_id: str, key: str) -> None:
    viewer = require_viewer(Right.CUSTOMERS)
    _contacts(opened, viewer, customer_id, is_ticking=False, key=key)


def _contacts(opened: Opened, viewer: Viewer, customer_id: str, *, is_ticking: bool, key: str) -> None:
    open_ones: dict[str, datetime] = {}
    with problems_as_sentences():
        frame = contacts_of(opened.marts, viewer, customer_id, date.today())
        if frame.empty:
            return
        open_ones = _open_until(viewer, customer_id)
        revealed = _revealed(opened.marts, viewer, customer_id, list(open_ones))
        people = ngettext("{n} contact", "{n} contacts", len(frame), n=opened.formats.whole(len(frame)))
        _table(frame, revealed, key=key, above=f"**{people}**")
        if open_ones:
            minutes = max(-(-int((max(open_ones.values()) - _now()).total_seconds()) // 60), 1)
            st.caption(ngettext("Revealed for {n} more minute.", "Revealed for {n} more minutes.", minutes, n=minutes))
        if viewer.may(Right.REVEAL):
            _reveal_form(seen_by(opened, viewer), frame, customer_id, key)
    if is_ticking != bool(open_ones):
        st.rerun(scope="app")  # drawn alone, this part can neither start its clock nor stop it


def _table(frame: pd.DataFrame, revealed: Mapping[str, Mapping[str, object]], *, key: str, above: str) -> None:
    titles = {
        "contact_name": _("Contact"),
        "position": _("Position"),
        "level": _("Level"),
        "phone": _("Phone"),
        "mobile": _("Mobile"),
        "email": _("E-mail"),
        "wechat": _("WeChat"),
        "birthday_mmdd": _("Birthday"),
    }
    rows = [{**row, **revealed.get(str(row["contact_id"]), {})} for row in frame.to_dict("records")]
    cells = {title: [one_line(row[name]) for row in rows] for name, title in titles.items()}
    told = {title: texts for title, texts in cells.items() if any(texts)}
    text_table(
        told or {titles["contact_name"]: [""] * len(rows)}, key=key, alt=_("Contacts of one customer"), above=above
    )


def _reveal_form(opened: Opened, frame: pd.DataFrame, customer_id: str, key: str) -> None:
    """Who is revealed and why; only those of whom anything is masked."""
    masked = [name for name in frame.columns if name in CONTACT_FIELDS | opened.viewer.partial]
    rows = frame[frame[masked].notna().any(axis=1)]
    names = {
        str(row["contact_id"]): " · ".join(filter(None, (one_line(row["contact_name"]), one_line(row["position"]))))
        for row in rows.to_dict("records")
    }
    said = st.session_state.pop(_SAID, "")
    if not names:
        return
    with st.popover(_("Reveal a contact"), icon=":material/visibility:"), st.form(f"{key}_reveal", border=False):
        st.selectbox(_("Contact"), list(names), format_func=names.__getitem__, key=f"{key}_whom")
        st.text_input(_("Reason"), key=f"{key}_reason", max_chars=LONGEST_REASON)
        st.caption(_("Who revealed whom, when and why is written down."))
        st.form_submit_button(_("Reveal"), on_click=_reveal, args=(opened.marts, customer_id, key))
        if said:  # here, as the form covers what stands below it
            st.error(said)


def _reveal(marts: Marts, customer_id: str, key: str) -> None:
    """The guard comes first: a callback runs before the page's own."""
    viewer = require_viewer(Right.REVEAL)
    contact_id = str(st.session_state.get(f"{key}_whom") or "")
    reason = one_line(st.session_state.get(f"{key}_reason"))[:LONGEST_REASON]
    try:
        if len(reason) < SHORTEST_REASON:
            raise Problem("Say in a few words why you need it: {n} characters at least.", n=SHORTEST_REASON)
        if reveal_contact(marts, viewer, customer_id, contact_id, date.today()) is None:
            raise Problem("This contact is not there (any more).")
        details = {"contact": contact_id, "build": marts.build.build_id}
        session_id = st.session_state.get(SESSION, "")
        entry = Note(Action.REVEAL, viewer.login, session_id, customer_id, details, reason)
        reveal_one(trail(), entry, settings().reveals_per_day if has_login() else None, _now())
    except Problem as problem:
        st.session_state[_SAID] = speech().problem(problem)
        return
    st.session_state[f"{key}_reason"] = ""
    held = st.session_state.setdefault(_UNTIL, {})
    held[viewer.login, customer_id, contact_id] = _now() + SHOWN_FOR


def _open_until(viewer: Viewer, customer_id: str) -> dict[str, datetime]:
    """Until when, by contact, of those of this customer that this viewer sees revealed now."""
    held, now = st.session_state.get(_UNTIL, {}), _now()
    for one in [one for one, until in held.items() if until <= now]:
        del held[one]
    return {
        contact: until
        for (login, customer, contact), until in held.items()
        if (login, customer) == (viewer.login, customer_id)
    }


def _revealed(marts: Marts, viewer: Viewer, customer_id: str, contact_ids: list[str]) -> dict[str, dict[str, object]]:
    """Read anew, within today's scope and rights: looking as somebody without the right shows nothing revealed."""
    if not viewer.may(Right.REVEAL):
        return {}
    found = {one: reveal_contact(marts, viewer, customer_id, one, date.today()) for one in contact_ids}
    return {one: person for one, person in found.items() if person is not None}


def _now() -> datetime:
    return datetime.now(UTC)
