"""The end of the side bar: who has signed in, in which role, and the way out; or that nobody has to."""

import streamlit as st

from dashboard.logic.roles import ROLES
from dashboard.widgets.identity import ACTING_AS, Refusal, who_is_here
from dashboard.widgets.language import _
from dashboard.widgets.local_only import local_only_words
from dashboard.widgets.opened import has_login
from dashboard.widgets.sign_in_page import sign_out_button

ALL_ROLES = ""


def who_is_here_section() -> None:
    """Raises Problem where the records cannot be asked."""
    if not has_login():
        st.caption(local_only_words())
        return
    identity = who_is_here()
    if isinstance(identity, Refusal):
        return
    titles = {role: _(ROLES[role].title) for role in identity.roles}
    # st.text and not st.caption: a name may hold what Markdown reads.
    st.text(f"{identity.sign_in.name} · {_(', ').join(titles.values())}")
    if len(titles) > 1:
        if st.session_state.get(ACTING_AS, ALL_ROLES) not in (ALL_ROLES, *titles):
            st.session_state[ACTING_AS] = ALL_ROLES
        st.selectbox(
            _("Acting as"),
            [ALL_ROLES, *titles],
            key=ACTING_AS,
            format_func={ALL_ROLES: _("All my roles"), **titles}.__getitem__,
            help=_("With several roles together, names stay hidden and contacts closed where one role alone would."),
            persist_state="session",
        )
    sign_out_button()
