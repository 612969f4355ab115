"""What waits, in one sentence and a button for each list: tomorrow's breaches are one click away."""

from datetime import date

import streamlit as st

from dashboard.data.reading.cases.case_work import LISTS, CaseWork
from dashboard.logic.cases.backlog import AGE_DAYS
from dashboard.widgets.cases.choice import show_list, shown_list
from dashboard.widgets.cases.words import stage_text, step_text, time_text
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.opened import Opened


def headline(opened: Opened, work: CaseWork) -> str:
    """True with no case, one case, and nothing overdue."""
    form, counts = opened.formats, {name: len(numbers) for name, numbers in work.lists.items()}
    if not counts["open"]:
        return _("No case is open.")
    soon = _soon(opened, work, is_more=bool(counts["overdue"]))
    if not counts["overdue"]:
        return ngettext(
            "The one open case is not overdue{soon}.",
            "None of the {n} open cases is overdue{soon}.",
            counts["open"],
            n=form.whole(counts["open"]),
            soon=soon,
        )
    oldest = time_text(form, work.oldest, work.day, is_working=work.is_working)
    return ngettext(
        "{n} of {all} open cases is overdue, by {oldest}{soon}.",
        "{n} of {all} open cases are overdue, the oldest by {oldest}{soon}.",
        counts["overdue"], n=form.whole(counts["overdue"]), all=form.whole(counts["open"]), oldest=oldest, soon=soon,
    )  # fmt: skip


def _soon(opened: Opened, work: CaseWork, *, is_more: bool) -> str:
    """What follows on the next working day; nothing where the calendar ends."""
    if work.forecast.empty:
        return ""
    number = len(work.lists["tomorrow"])
    n, day = opened.formats.whole(number), day_title(opened, work.forecast["day"].iloc[0])
    if is_more:
        return ngettext(
            "; {n} more is due by the end of {day}", "; {n} more are due by the end of {day}", number, n=n, day=day
        )
    return ngettext("; {n} is due by the end of {day}", "; {n} are due by the end of {day}", number, n=n, day=day)


def day_title(opened: Opened, day: object) -> str:
    return opened.formats.day(date.fromisoformat(str(day)[:10]))


def list_buttons(opened: Opened, work: CaseWork) -> None:
    """A button per list with its number; the open one is marked. A second press closes it."""
    titles, shown = top_titles(opened, work), shown_list()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for name in LISTS:
            count = len(work.lists[name])
            st.button(
                f"{titles[name]} · **{opened.formats.whole(count)}**",
                key=f"cases_top_{name}",
                type="primary" if shown == name else "secondary",
                icon=":material/warning:" if name == "overdue" and count else None,
                disabled=not count and shown != name,
                on_click=show_list,
                args=("" if shown == name else name,),
            )


def top_titles(opened: Opened, work: CaseWork) -> dict[str, str]:
    first = day_title(opened, work.forecast["day"].iloc[0]) if len(work.forecast) else ""
    return {
        "overdue": _("Overdue now"),
        "tomorrow": _("Due next working day ({day})", day=first),
        "five": _("Due within five working days"),
        "paused": _("Paused"),
        "no_due": _("Without a due time"),
        "open": _("All open"),
        "closed": _("Closed in the period"),
        "received": _("Received in the period"),
    }


def age_titles(*, is_working: bool) -> list[str]:
    """The age groups with their unit."""
    unit = _("{age} working days") if is_working else _("{age} days")
    last = _("over {age} working days") if is_working else _("over {age} days")
    return [*(unit.format(age=age) for age in ages()[:-1]), last.format(age=AGE_DAYS[-1])]


def ages() -> list[str]:
    """The age groups without their unit: 0–2, 2–5 …"""
    ends = [str(end) for end in AGE_DAYS]
    return [*(f"{a}–{b}" for a, b in zip(["0", *ends[:-1]], ends, strict=True)), f">{ends[-1]}"]


def list_title(opened: Opened, work: CaseWork, code: str) -> str:
    """The title of any list that the link can name."""
    kind, _line, which = code.partition("_")
    if code in LISTS:
        return top_titles(opened, work)[code]
    if kind == "day" and int(which) < len(work.forecast):
        return _("Due by the end of {day}", day=day_title(opened, work.forecast["day"].iloc[int(which)]))
    if kind == "age":
        return _("Open: {age}", age=age_titles(is_working=work.is_working)[int(which)])
    if kind == "waiting":
        return _("Still waiting for: {stage}", stage=step_text(which))
    if kind == "incomplete":
        return _("Record incomplete: {stage}", stage=stage_text(which))
    return ""
