"""The fields that several forms of this page have: a person, an employee, a department, days, a reason."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Literal

import streamlit as st

from dashboard.data.records.typed_texts import LONGEST_REASON
from dashboard.logic.problems import Problem
from dashboard.widgets.admin.forms import form_key, typed
from dashboard.widgets.language import _

FIRST_DAY = date(1900, 1, 1)


def choice_or_text(form: str, field: str, title: str, offered: Iterable[str], shown: Callable[[str], str]) -> None:
    """One of those known, or what is typed: somebody may be prepared before they have signed in."""
    key = form_key(form, field)
    # What was typed is offered too, else the widget would not know it in the next run.
    held = st.session_state.get(key)
    options = {one: shown(one) for one in (*offered, *([held] if held else []))}
    st.selectbox(
        title,
        list(options),
        index=None,
        key=key,
        format_func=lambda one: options.get(one, one),
        accept_new_options=True,
        placeholder=_("Choose or type"),
    )


def day_fields(form: str, *, must_end: bool = False) -> None:
    """From a day to a day, both included."""
    first, last = st.columns(2)
    with first:
        day_field(_("From"), form_key(form, "from"))
    with last:
        day_field(_("Until") if must_end else _("Until (empty: no end)"), form_key(form, "until"))


def day_field(title: str, key: str, *, width: Literal["stretch"] | int = "stretch") -> date | None:
    """A day, or none yet."""
    # Without these a day more than ten years away is refused, and one that is held already breaks the page.
    return st.date_input(
        title, None, min_value=FIRST_DAY, max_value=date.max, key=key, format="YYYY-MM-DD", width=width
    )


def reason_field(form: str) -> None:
    st.text_input(_("Reason"), key=form_key(form, "reason"), max_chars=LONGEST_REASON)


def typed_reason(form: str) -> str:
    """Raises Problem for none."""
    reason = typed(form, "reason")
    if not reason:
        raise Problem("Say why: the reason is kept with the change and in the log.")
    return reason


def typed_id(form: str, field: str) -> str | None:
    """A login, employee or department; None for nothing."""
    return typed(form, field) or None


def typed_days(form: str) -> tuple[date, date | None]:
    """Raises Problem for no first day."""
    first, last = (st.session_state.get(form_key(form, name)) for name in ("from", "until"))
    if not isinstance(first, date):
        raise Problem("Choose the first day.")
    return first, last if isinstance(last, date) else None
