"""Mappings that were remembered: found again by the header of a file, kept with an import, listed, taken away."""

from datetime import UTC, datetime

import streamlit as st

from dashboard.data.importing.choices import laid_over
from dashboard.data.importing.jobs.plan import FilePlan, mapping_for
from dashboard.data.importing.mapping.plans import MappingFile, composed
from dashboard.data.importing.mapping.signatures import signature
from dashboard.data.importing.remembered import is_for_the_browser, last_used, mapping_in, remember
from dashboard.data.records.models import MappingProfile
from dashboard.data.records.profiles import profile_for, profiles, records_if_any, remove
from dashboard.data.records.store import home_records
from dashboard.logic.roles import Right
from dashboard.logic.trail import Action
from dashboard.logic.viewer import Viewer
from dashboard.widgets.downloads import Prepared, asker, download_button, file_maker
from dashboard.widgets.formats import formats
from dashboard.widgets.imported.current import session_id
from dashboard.widgets.imported.where import import_home, import_settings
from dashboard.widgets.imported.words import table_title
from dashboard.widgets.language import _
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.text_table import plain_text
from dashboard.widgets.viewing import require_viewer

REMOVED = "profile_removed"


def remembered(header: tuple[str, ...]) -> tuple[MappingFile, ...]:
    """The profile for a header that the browser may use; nothing where there is none. Raises Problem."""
    store = records_if_any(import_home(), import_settings())
    profile = profile_for(store, signature(header)) if store else None
    return (mapping_in(profile),) if profile and is_for_the_browser(profile) else ()


def keep(plan: FilePlan, name: str, viewer: Viewer) -> None:
    """Remember how files with this header are read: next month they come in with one click. Raises Problem."""
    mapping = mapping_for(plan, name)
    if mapping is None:
        return
    store = home_records(import_home(), import_settings())
    header = plan.first_header or plan.header
    seen = profile_for(store, signature(header))
    whole = composed(name, mapping.targets, laid_over(plan.layout, mapping.layout))
    now = datetime.now(UTC)
    remember(
        store, name=name, mapping=whole, header=header, viewer=viewer, now=now, session_id=session_id(),
        seen=seen if seen and seen.name == name else None,
    )  # fmt: skip


@st.fragment
def profiles_section() -> None:
    """The list; each can be downloaded as the mapping of the command line, and removed."""
    require_viewer(Right.IMPORT)
    with problems_as_sentences():
        st.header(_("Remembered kinds of files"), anchor=False)
        store = records_if_any(import_home(), import_settings())
        known = profiles(store) if store else []
        if not known:
            st.caption(_("None yet. How files are read is remembered when they are imported."))
            return
        used = last_used(import_home())
        for profile in known:
            _profile(profile, used.get(profile.name))


def _profile(profile: MappingProfile, used: str | None) -> None:
    form = formats()
    tables = ", ".join(map(table_title, profile.tables))
    when = _("used {moment}", moment=form.moment_text(used)) if used else _("not used yet")
    expert = "" if is_for_the_browser(profile) else " · " + _("with expressions: for the command line")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{plain_text(profile.name)}** → {tables} · {when}{expert}", width="stretch")
        _download(profile)
        if st.button(_("Remove"), key=f"profile_off_{profile.id}", icon=":material/delete:"):
            _confirm_removal(profile)


def _download(profile: MappingProfile) -> None:
    viewer = require_viewer(Right.IMPORT)
    content = profile.mapping.encode()
    make = file_maker(
        asker(viewer), Right.IMPORT, Action.EXPORT, lambda: Prepared(1, lambda _watermark: content),
        subject="profile", details={"profile": profile.thing_id},
    )  # fmt: skip
    download_button(
        _("Download as a mapping file"), make, file_name="mapping.toml", mime="application/toml",
        key=f"profile_{profile.id}", help=_("For --mapping at the command line, and to hand on."),
    )  # fmt: skip


def _confirm_removal(profile: MappingProfile) -> None:
    @st.dialog(_("Remove {name}?", name=plain_text(profile.name)))
    def ask() -> None:
        viewer = require_viewer(Right.IMPORT)
        st.write(_("Files of this kind are then mapped anew. What was imported stays."))
        if st.button(_("Remove"), type="primary", key=f"profile_gone_{profile.id}"):
            with problems_as_sentences():
                store = home_records(import_home(), import_settings())
                remove(store, profile, viewer=viewer, now=datetime.now(UTC), session_id=session_id())
                st.rerun()

    ask()
