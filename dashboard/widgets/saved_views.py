"""Views: the present state of a page under a name, for oneself or for others, beside "Copy link".

A view holds what a link holds: codes, no names, no search texts, no figures. Whoever opens it sees it with their own
rights, and is told what of it is not known to them.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import streamlit as st

from dashboard.data.records.logins import known_people
from dashboard.data.records.models import Saved
from dashboard.data.records.saved import VISIBILITIES, remove, save, saved
from dashboard.data.records.typed_texts import LONGEST_NAME
from dashboard.logic.problems import Problem
from dashboard.logic.roles import Right
from dashboard.widgets.language import _, speech
from dashboard.widgets.link import Field
from dashboard.widgets.opened import Opened, seen_by
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.records import SESSION, records
from dashboard.widgets.saved_parameters import readable_parameters, unknown_sentences
from dashboard.widgets.saved_words import (
    age_text,
    exact_cuts_warning,
    person_name,
    tells_exact_cuts,
    visibility_titles,
)
from dashboard.widgets.text_table import one_line, plain_text
from dashboard.widgets.viewing import require_viewer

_BOX, _NAME, _VISIBILITY, _CHOSEN = "saved_views", "saved_view_name", "saved_view_visibility", "saved_view_chosen"
_SAID, _KEPT = "saved_view_said", "saved_view_kept"


def saved_views(opened: Opened, page: str, fields: Sequence[Field]) -> None:
    """A popover: the list of one's own and others' views of this page, and a form to keep what is shown now.

    ``fields``: those of the page's link. What is saved or opened is asked for in a callback, before the page is drawn.
    """
    with st.container():  # there with nothing to say, too: a popover at a new place would have shut
        for sentence in st.session_state.pop(_SAID, []):
            st.warning(sentence)
    box = st.popover(_("Views"), icon=":material/bookmark:", width="stretch", key=_BOX, on_change="rerun")
    if not box.open:
        return
    with box, problems_as_sentences():
        kept = {view.thing_id: view for view in saved(records(), "view", page, opened.viewer)}
        if kept:
            _draw_list(opened, fields, kept)
        else:
            st.caption(_("No view of this page has been saved yet."))
        if opened.viewer.may(Right.RECORD):
            _draw_form(opened, page, fields)


def _draw_form(opened: Opened, page: str, fields: Sequence[Field]) -> None:
    st.text_input(_("Name of the view"), key=_NAME, max_chars=LONGEST_NAME)
    st.selectbox(_("Who sees it"), VISIBILITIES, key=_VISIBILITY, format_func=visibility_titles().__getitem__)
    chosen = st.session_state.get(_VISIBILITY)
    with st.container():  # the button keeps its place below a warning that comes with the choice
        if chosen == "everybody" and tells_exact_cuts(opened.viewer, _present(fields), opened.schemes):
            st.warning(exact_cuts_warning())
    st.button(
        _("Save this view"),
        icon=":material/save:",
        key="saved_view_save",
        on_click=_save,
        args=(opened, page, fields),
        width="stretch",
    )
    name = st.session_state.pop(_KEPT, None)
    if name is not None:
        # Here, since the list may be out of sight by now.
        st.caption(":material/check: " + _("Kept as {name}.", name=plain_text(one_line(name))))


def _present(fields: Sequence[Field]) -> dict[str, tuple[str, ...]]:
    return {field.name: field.chosen() for field in fields}


def _save(opened: Opened, page: str, fields: Sequence[Field]) -> None:
    viewer = require_viewer(Right.RECORD)  # the guard of the page runs after the callbacks
    facts = opened.marts.build
    try:
        kept = save(
            records(),
            kind="view",
            page=page,
            name=str(st.session_state.get(_NAME) or "").strip(),
            visibility=st.session_state.get(_VISIBILITY) or "own",
            build_id=facts.build_id,
            data_through=facts.data_through,
            parameters=_present(fields),
            viewer=viewer,
            now=datetime.now(UTC),
            session_id=st.session_state.get(SESSION, ""),
        )
    except Problem as problem:
        st.session_state[_SAID] = [speech().problem(problem)]
    else:
        st.session_state[_NAME], st.session_state[_CHOSEN], st.session_state[_KEPT] = "", kept.thing_id, kept.name


def _draw_list(opened: Opened, fields: Sequence[Field], kept: Mapping[str, Saved]) -> None:
    if st.session_state.get(_CHOSEN) not in kept:
        st.session_state[_CHOSEN] = next(iter(kept))
    names = {name: one_line(view.name) for name, view in kept.items()}
    st.selectbox(_("Saved views"), list(kept), key=_CHOSEN, format_func=names.__getitem__)
    view = kept.get(str(st.session_state[_CHOSEN]), next(iter(kept.values())))
    st.caption(_told(opened, view))
    is_own = view.author == opened.viewer.login
    with st.container(horizontal=True):
        st.button(
            _("Open"),
            icon=":material/folder_open:",
            key="saved_view_open",
            on_click=_open,
            args=(opened, fields, view.parameters),
        )
        st.button(
            _("Remove"),
            icon=":material/delete:",
            key="saved_view_remove",
            on_click=_remove,
            args=(view,),
            disabled=not is_own,
            help=None if is_own else _("Only its author removes a view."),
        )


def _told(opened: Opened, view: Saved) -> str:
    who = person_name(view.author, known_people(records()))
    told = [
        _("by {person} on {day}", person=plain_text(who), day=opened.formats.iso_day(view.created_at)),
        visibility_titles()[view.visibility],
        age_text(opened, view.build_id, view.data_through),
    ]
    return " · ".join(told)


def _open(opened: Opened, fields: Sequence[Field], parameters: Mapping[str, Sequence[str]]) -> None:
    """Make it the present state, as a link would; the URL follows when the page is drawn."""
    viewer = require_viewer()
    readable = readable_parameters(seen_by(opened, viewer), fields, parameters)
    for field in fields:
        field.keep(readable.values.get(field.name, field.default))
    text = _("The view says {name} = {value}, which is not known here; the usual value is shown instead.")
    st.session_state[_SAID] = unknown_sentences(fields, readable, text)
    st.session_state[_BOX] = False


def _remove(view: Saved) -> None:
    viewer = require_viewer()
    try:
        remove(records(), view, viewer=viewer, now=datetime.now(UTC), session_id=st.session_state.get(SESSION, ""))
    except Problem as problem:
        st.session_state[_SAID] = [speech().problem(problem)]
