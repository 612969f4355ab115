"""Before you assign: of each open case, who must stand aside. For those only who may see single persons."""

import numpy as np
import pandas as pd
import streamlit as st

from dashboard.data.reading.recusal.visible_conflicts import VisibleConflicts
from dashboard.logic.question import Question
from dashboard.logic.roles import Right
from dashboard.widgets.cases.case_list import case_list
from dashboard.widgets.cases.fields import CASE
from dashboard.widgets.cases.words import kind_text
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.opened import Opened
from dashboard.widgets.recusal.words import person_text, role_text
from dashboard.widgets.tables import Column, show_table
from dashboard.widgets.text_table import plain_text

ROWS = 25
NAMED = 2
"""In one cell; more are counted, and named where the case is opened."""
GROUPS = {
    "work": ("operator", "approver"),
    "owner": ("owner",),
    "unit": ("respondent", "above", "below", "department"),
    "before": ("earlier", "declared"),
}


def assign_view(opened: Opened, question: Question, found: VisibleConflicts, kind: str | None) -> None:
    """Open cases, newest first; the open one in full, with everybody's name. None that the viewer is party to."""
    if not opened.viewer.may(Right.PERSONS):
        st.info(_("Who must stand aside is shown to supervisors and auditors."))
        return
    frame = found.of_kind(kind)
    frame = frame.loc[~opened.reader.party_cases()[frame["case_no"].to_numpy(np.int64)]]
    numbers = frame["case_no"].to_numpy(np.int64)[frame["is_open"].to_numpy(bool)][::-1]
    count = opened.formats.whole(len(numbers))
    headline = ngettext(
        "{n} open case: who must not be assigned to it",
        "{n} open cases: who must not be assigned to them",
        len(numbers),
        n=count,
    )
    st.header(headline, anchor=False)
    if not len(numbers):
        return
    pages = -(-len(numbers) // ROWS)
    page = min(int(st.session_state.get("assign_page") or 1), pages)
    shown = numbers[(page - 1) * ROWS : page * ROWS]
    rows = opened.reader.must_stand_aside(question, shown)
    _open_case(opened, question, frame, rows)
    cases = frame.set_index("case_no").loc[shown]
    table = pd.DataFrame(
        {
            "case_id": cases["case_id"].to_numpy(),
            "kind": cases["kind"].astype(object).to_numpy(),
            "department": cases["respondent_department"].astype(object).to_numpy(),
            **{name: _who(opened, rows, shown, roles) for name, roles in GROUPS.items()},
        }
    )
    columns = [
        Column("case_id", _("Case"), is_pinned=True),
        Column("kind", _("Kind"), shown=kind_text),
        Column("department", _("Department")),
        Column("work", _("Did or approved the work"), width=210),
        Column("owner", _("Account manager"), width=125),
        Column("unit", _("Complained about, and their line"), width=210),
        Column("before", _("Handled before, or declared"), width=180),
    ]
    key = f"assign_table_{page}"

    def choose() -> None:
        picked = ((st.session_state.get(key) or {}).get("selection") or {}).get("rows") or []
        if picked:
            st.session_state[CASE] = str(table["case_id"].iloc[int(picked[0])])

    show_table(table, columns, opened.formats, key=key, alt=_("Open cases and who must stand aside"), select=choose)
    if pages > 1:
        st.pagination(pages, key="assign_page", width="content")
    st.caption(_("Click a row to see everybody by name. Whom a supervisor lets handle a case is left out here."))


def _who(opened: Opened, rows: pd.DataFrame, numbers: np.ndarray, roles: tuple[str, ...]) -> list[str]:
    """Of each case those in these roles, each once; many as a number."""
    own = rows.loc[rows["role"].isin(roles) & ~rows["is_let"]].drop_duplicates(["case_no", "person"])
    people = own.groupby("case_no")["person"].agg(list)
    return [_names(opened, people.get(number, [])) for number in numbers.tolist()]


def _names(opened: Opened, people: list[str]) -> str:
    if len(people) > NAMED:
        return _("{n} people", n=opened.formats.whole(len(people)))
    return _(", ").join(person_text(opened.marts, person) for person in people)


def _open_case(opened: Opened, question: Question, frame: pd.DataFrame, rows: pd.DataFrame) -> None:
    """The one that the link names, whether it is on this page of the list or not."""
    case_id = str(st.session_state.get(CASE) or "")
    number = frame.loc[frame["case_id"] == case_id, "case_no"].to_numpy(np.int64)
    if not len(number):
        return
    own = rows.loc[rows["case_no"] == number[0]]
    if own.empty:
        own = opened.reader.must_stand_aside(question, number)
    with st.container(border=True):
        st.markdown(_("**Must not be assigned to case {case}**", case=plain_text(case_id)))
        lines = []
        for role, group in own.groupby("role", sort=False):
            people = [
                person_text(opened.marts, person) + (_(" (a supervisor lets them)") if is_let else "")
                for person, is_let in zip(group["person"], group["is_let"], strict=True)
            ]
            lines.append(f"- {role_text(str(role))}: {plain_text(_(', ').join(people))}")
        st.markdown("\n".join(lines) or _("Nobody is known to be in conflict."))
    case_list(opened, question, number, key="assign_case", title=case_id)
