"""The switch between the views of a page, or between what a list shows; its choice travels in the link."""

from collections.abc import Mapping

import streamlit as st

from dashboard.widgets.link import Field


def view_switch(field: Field, titles: Mapping[str, str], label: str) -> None:
    """One of the field's codes, always one; ``label`` is read aloud, not shown."""
    st.segmented_control(
        label,
        field.listed,
        key=field.name,
        format_func=titles.__getitem__,
        label_visibility="collapsed",
        required=True,
        persist_state="session",
    )
