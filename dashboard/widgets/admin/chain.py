"""Whether the trail is whole: each entry's hash covers the one before it, and its head is kept outside the store."""

import streamlit as st

from dashboard.data.records.trail import Trail
from dashboard.logic.trail_chain import Verdict
from dashboard.widgets.formats import formats
from dashboard.widgets.language import _, speech

_VERDICT = "trail_verdict"


def trail_chain(trail: Trail) -> None:
    """A button that follows the whole chain, what it found last in this session, and the head kept last."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(_("Check the log"), icon=":material/verified_user:", key="trail_verify"):
            st.session_state[_VERDICT] = trail.verify()
        verdict = st.session_state.get(_VERDICT)
        if verdict is None:
            st.caption(_("Not checked in this session."))
        elif verdict.ok:
            st.caption(":material/check: " + _("Verified up to entry {n}.", n=formats().whole(verdict.entries)))
    if verdict is not None:
        _say(verdict)
    heads = [head for head in trail.heads.read().heads if not head.is_announced]
    if heads:
        st.caption(
            _(
                "Last head kept outside the store: entry {n} on {day}, {hash}.",
                n=formats().whole(heads[-1].seq),
                day=formats().iso_day(heads[-1].day),
                hash=f"`{heads[-1].hash[:16]}…`",
            )
        )


def _say(verdict: Verdict) -> None:
    spoken = speech()
    if not verdict.ok:
        st.error(
            spoken.together(
                spoken.say(verdict.text, **verdict.values),
                _("Entries up to {n} are as they were written.", n=formats().whole(verdict.entries)),
            ),
            icon=":material/error:",
        )
    for text, values in verdict.remarks:
        st.caption(":material/info: " + spoken.say(text, **values))
