"""The build that a session reads: pinned, so that all of one page is of one build; a newer one is offered."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

import streamlit as st

from dashboard.data.demo.demo_home import is_demo_home
from dashboard.data.home import Home
from dashboard.data.reading.marts import Marts, current_build_id, open_marts
from dashboard.data.reading.reader import Reader
from dashboard.data.reading.scheme_files import load_schemes
from dashboard.data.records.loop_facts import loop_facts
from dashboard.data.records.profiles import records_if_any
from dashboard.data.records.recusals import recusal_entries
from dashboard.data.records.store import open_records
from dashboard.logic.problems import Problem
from dashboard.logic.recusal.entries import NOTHING_ENTERED, RecusalEntries
from dashboard.logic.schemes import SHIPPED, Scheme
from dashboard.logic.surveys.loop import NO_LOOP, LoopFacts
from dashboard.logic.viewer import Viewer
from dashboard.login_settings import LoginSettings
from dashboard.settings import Settings, home_folder, load_settings, login_in_force, served_home_folder
from dashboard.widgets.formats import Formats, formats
from dashboard.widgets.start_page import start_page

PINNED = "pinned_build"


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
    pinned = st.session_state.get(PINNED)
    return Home(Path(pinned[0]) if pinned else served_home_folder())


def own_home() -> Home:
    """The home to work in, whose records and sign-in count: never the demo that is shown in its place."""
    return Home(home_folder())


def _settings(opened_home: Home) -> Settings:
    file = opened_home.settings_file
    return _settings_as_of(file, file.stat().st_mtime_ns if file.is_file() else None)


@lru_cache(maxsize=8)
def _settings_as_of(file: Path, _changed_at: int | None) -> Settings:
    """Read again only when the file has changed: it costs 3 ms, and every run asks a few times."""
    return load_settings(file)


def settings() -> Settings:
    """Those of the home to work in. Raises Problem for broken ones."""
    return _settings(own_home())


def login() -> LoginSettings | None:
    """How people sign in here, None: they do not. Decided when the server started; of the home to work in and not of
    the demo shown in its place. Raises Problem for broken settings: they open nothing."""
    return login_in_force(lambda: _settings(own_home()))


def has_login() -> bool:
    """Whether people sign in here."""
    return login() is not None


def first_language() -> str | None:
    """The language that the settings fix for a new session; None: negotiate. Broken settings are reported elsewhere."""
    try:
        return _settings(home()).language
    except Problem:
        return None


def visits_per_year(opened: Opened) -> Mapping[str, float]:
    """How often a customer of each layer (by its id) is visited, as the settings say."""
    return _settings(opened.home).visits_per_year


def open_marts_of_session() -> Marts | None:
    """The session's build, whoever reads it; None while the home holds none. Raises Problem for an unreadable one."""
    here = home()
    pinned = st.session_state.get(PINNED)
    if pinned is None:
        build = current_build_id(here)
        if build is None:
            return None
        st.session_state[PINNED] = pinned = (str(here.root), build)
    try:
        return open_marts(here, pinned[1])
    except Problem:
        # The pinned build was cleared away; the current one takes its place.
        del st.session_state[PINNED]
        marts = open_marts(here)
        st.session_state[PINNED] = (str(here.root), marts.build.build_id)
        return marts


def open_build(viewer: Viewer) -> Opened | None:
    """The session's build for ``viewer``; None while the home holds none. Raises Problem where it cannot be read."""
    marts = open_marts_of_session()
    if marts is None:
        return None
    here = home()
    schemes = load_schemes(here)
    reader = Reader(marts, viewer, schemes).asking(_entered).asking_loop(partial(_loop, here))
    return Opened(here, marts, reader, viewer, schemes, _settings(here).company_name)


def _entered() -> RecusalEntries:
    """What people entered about standing aside, in the home to work in. Asked when a page needs it, in any thread."""
    store = records_if_any(own_home(), settings())
    return NOTHING_ENTERED if store is None else recusal_entries(store)


def _loop(shown: Home) -> LoopFacts:
    """What people entered about findings and low scores, likewise; with what came with the demo, where it is shown in
    the place of an empty home."""
    store = records_if_any(own_home(), settings())
    entered = NO_LOOP if store is None else loop_facts(store)
    if not is_in_place(shown) or not shown.records.is_dir():
        return entered
    came = loop_facts(open_records(shown))
    return LoopFacts(came.findings + entered.findings, came.fixes + entered.fixes, came.follow_ups + entered.follow_ups)


def is_in_place(shown: Home) -> bool:
    """Whether the demo is shown in the place of the home to work in: its own records are only read."""
    return shown.root != own_home().root and is_demo_home(shown)


def seen_by(opened: Opened, viewer: Viewer) -> Opened:
    """The same build as another viewer sees it (the choices of "view as" are one's own)."""
    return replace(opened, viewer=viewer, reader=opened.reader.of(viewer))


def require_build(viewer: Viewer) -> Opened:
    """The session's build, or the start page and the end of this run while there is none."""
    opened = open_build(viewer)
    if opened is None:
        start_page(home(), imported=home().has_data(), has_login=has_login())
        st.stop()
    return opened
