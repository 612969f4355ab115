"""What the forms of findings share: the version that somebody had before them, and the step that is taken."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeVar

import streamlit as st

from dashboard.data.reading.surveys.loop_reader import LoopEntry
from dashboard.data.records.models import Finding, Rectification, Versioned
from dashboard.data.records.store import RecordsStore
from dashboard.data.records.versions import version_named
from dashboard.logic.problems import Problem
from dashboard.widgets.admin.forms import done, form_key
from dashboard.widgets.opened import home, is_in_place
from dashboard.widgets.problem_shown import problem_text
from dashboard.widgets.records import SESSION, records

Versions = tuple[str, str]
V = TypeVar("V", bound=Versioned)


class Entering(NamedTuple):
    """Where and when a step is entered."""

    store: RecordsStore
    now: datetime
    session_id: str

    @property
    def by(self) -> dict[str, Any]:
        """As every function of the records takes it."""
        return {"now": self.now, "session_id": self.session_id}


def seen_versions(form: str, entry: LoopEntry) -> Versions:
    """Ids of the versions of finding and fix that stood here when the form was first drawn: what somebody else changed
    since is not overwritten."""
    now = entry.finding.version_id, entry.fix.version_id if entry.fix else ""
    key = form_key(form, "seen")
    st.session_state.setdefault(key, now)
    return st.session_state[key]


def seen(store: RecordsStore, versions: Versions) -> tuple[Finding, Rectification | None]:
    """Both as they stood. Raises Problem where they are gone."""
    fix = held(store, Rectification, versions[1]) if versions[1] else None
    return held(store, Finding, versions[0]), fix


def held(store: RecordsStore, model: type[V], version_id: str) -> V:
    """One version. Raises Problem where it is gone, or came with the demo that is shown in the place of one's own."""
    with store.reading() as session:
        if is_in_place(home()) and session.get(model, version_id) is None:
            raise Problem("This came with the demo company and stays as it is. Enter a finding of your own to try it.")
        return version_named(session, model, version_id)


def take_step(form: str, step: Callable[[Entering], object], sentence: str) -> None:
    """Do it and show the page as it is then; what is refused is said below the form, and what was typed stays."""
    try:
        step(Entering(records(), datetime.now(UTC), st.session_state.get(SESSION, "")))
    except Problem as problem:
        st.error(problem_text(problem), icon=":material/error:")
        return
    done(form, [sentence])
