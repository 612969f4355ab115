"""The build that a session reads: pinned, so that all of one page is of one build; a newer one is offered."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import streamlit as st

from dashboard.data.home import Home
from dashboard.data.reading.marts import Marts, current_build_id, open_marts
from dashboard.data.reading.reader import Reader
from dashboard.data.reading.scheme_files import load_schemes
from dashboard.data.store import build_in_use
from dashboard.logic.problems import Problem
from dashboard.logic.schemes import SHIPPED, Scheme
from dashboard.logic.viewer import Viewer, operator
from dashboard.settings import Settings, load_settings, served_home_folder
from dashboard.widgets.formats import Formats, formats
from dashboard.widgets.language import _
from dashboard.widgets.start_page import start_page

_PINNED = "pinned_build"
LOOK_FOR_NEW_DATA_EVERY = 5  # seconds


@dataclass(frozen=True)
class Opened:
    """One build, read for one viewer."""

    home: Home
    marts: Marts
    reader: Reader
    viewer: Viewer
    schemes: Mapping[str, Scheme]
    company: str

    @property
    def formats(self) -> Formats:
        return formats(self.marts.build.reporting_currency)

    @property
    def key(self) -> tuple[object, ...]:
        """Whose answers these are: part of every cache key."""
        own = tuple(repr(scheme) for name, scheme in self.schemes.items() if name not in SHIPPED)
        return str(self.home.root), self.marts.build.build_id, self.viewer.key, own


def home() -> Home:
    """The home that this session reads: the pinned one, else the one that this server serves now."""
    pinned = st.session_state.get(_PINNED)
    return Home(Path(pinned[0]) if pinned else served_home_folder())


def _settings(opened_home: Home) -> Settings:
    file = opened_home.settings_file
    return _settings_as_of(file, file.stat().st_mtime_ns if file.is_file() else None)


@lru_cache(maxsize=8)
def _settings_as_of(file: Path, _changed_at: int | None) -> Settings:
    """Read again only when the file has changed: it costs 3 ms, and every run asks a few times."""
    return load_settings(file)


def settings() -> Settings:
    """Those of the home that this session reads. Raises Problem for broken ones."""
    return _settings(home())


def has_login() -> bool:
    """Whether people sign in here. Broken settings open nothing: the server does not start with them."""
    return settings().login is not None


def first_language() -> str | None:
    """The language that the settings fix for a new session; None: negotiate. Broken settings are reported elsewhere."""
    try:
        return _settings(home()).language
    except Problem:
        return None


def visits_per_year(opened: Opened) -> Mapping[str, float]:
    """How often a customer of each layer (by its id) is visited, as the settings say."""
    return _settings(opened.home).visits_per_year


def open_build(viewer: Viewer) -> Opened | None:
    """The session's build for ``viewer``; None while the home holds none. Raises Problem where it cannot be read."""
    here = home()
    pinned = st.session_state.get(_PINNED)
    if pinned is None:
        build = current_build_id(here)
        if build is None:
            return None
        st.session_state[_PINNED] = pinned = (str(here.root), build)
    try:
        marts = open_marts(here, pinned[1])
    except Problem:
        # The pinned build was cleared away; the current one takes its place.
        del st.session_state[_PINNED]
        marts = open_marts(here)
        st.session_state[_PINNED] = (str(here.root), marts.build.build_id)
    schemes = load_schemes(here)
    return Opened(here, marts, Reader(marts, viewer, schemes), viewer, schemes, _settings(here).company_name)


def require_build(viewer: Viewer) -> Opened:
    """The session's build, or the start page and the end of this run while there is none."""
    opened = open_build(viewer)
    if opened is None:
        start_page(home(), imported=home().has_data())
        st.stop()
    return opened


def for_operator(opened: Opened) -> Opened:
    """The same build as the operator sees it (the choices of "view as")."""
    viewer = operator()
    return Opened(
        opened.home, opened.marts, Reader(opened.marts, viewer, opened.schemes), viewer, opened.schemes, opened.company
    )


def _take_new_build() -> None:
    st.session_state.pop(_PINNED, None)


@st.fragment(run_every=LOOK_FOR_NEW_DATA_EVERY)
def new_data_notice() -> None:
    """Offer the newer build when there is one; what is on screen stays until the user takes it."""
    pinned = st.session_state.get(_PINNED)
    served = Home(served_home_folder())
    current = build_in_use(served)  # a damaged pointer is reported to whoever opens the page next
    if current is None or pinned == (str(served.root), current):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(_("New data has been imported."), icon=":material/sync:")
        if st.button(_("New data, reload"), key="take_new_build", on_click=_take_new_build):
            st.rerun()
