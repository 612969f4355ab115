"""The language of the session: from the link, else the browser; switched in the side bar."""

import streamlit as st

from dashboard.widgets.language import LANGUAGES, STATE, negotiate
from dashboard.widgets.link import Field, take_over
from dashboard.widgets.opened import first_language


def language_field() -> Field:
    """The language as a choice in the link."""
    return Field(STATE, tuple(LANGUAGES), (first_language() or negotiate(st.context.locale),))


def start_language() -> list[tuple[str, str]]:
    """Settle the language of this run before anything is said; returns what the link asked for in vain."""
    return take_over([language_field()])


def language_switch() -> None:
    """English or 简体中文, each in its own words."""
    st.segmented_control(
        "Language · 语言",
        list(LANGUAGES),
        key=STATE,
        format_func=LANGUAGES.__getitem__,
        required=True,
        label_visibility="collapsed",
        persist_state="session",
        width="stretch",
    )
