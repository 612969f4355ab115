"""Administration: roles, deputies, sign-ins, and the logs. Shows no customer, and works before there is any data."""

import streamlit as st

from dashboard.logic.roles import Right
from dashboard.widgets.admin.section import admin_section
from dashboard.widgets.language import _
from dashboard.widgets.local_only import local_only_words
from dashboard.widgets.opened import has_login
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.viewing import require_viewer

viewer = require_viewer(Right.LOGS)

with problems_as_sentences():
    st.title(_("Administration"), anchor=False)
    if not has_login():
        st.caption(local_only_words())
    admin_section(viewer)
