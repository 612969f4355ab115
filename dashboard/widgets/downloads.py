"""The one way in which the app hands out a file: who may have it is asked when it is made, and written down before.

Streamlit makes the file when the button is pressed, in another thread, where no session is known and no guard has run
since the page was drawn. So what is needed is captured while the page is drawn, and everything is asked again then.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

import streamlit as st
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from dashboard.data import kept_downloads, media_owners
from dashboard.data.exporting.allowance import Allowance, Note, refuse, take_out
from dashboard.data.home import Home
from dashboard.data.records.store import home_records
from dashboard.data.records.trail import Trail, home_trail
from dashboard.logic.problems import Problem
from dashboard.logic.roles import Right
from dashboard.logic.trail import Action
from dashboard.logic.viewer import Viewer
from dashboard.settings import Settings
from dashboard.widgets.identity import Identity, Refusal, identity_of, who_is_here
from dashboard.widgets.language import speech
from dashboard.widgets.opened import has_login, login, own_home, settings


class Prepared(NamedTuple):
    """A file about to be made: how many rows it has, and how to make it. ``write`` gets the line that says who took it
    out, for files that have a place for it."""

    rows: int
    write: Callable[[str], bytes]


@dataclass(frozen=True)
class Asker:
    """Who asks for a file, as the page was drawn for them."""

    viewer: Viewer
    identity: Identity | None
    home: Home
    settings: Settings

    @property
    def session_id(self) -> str:
        return self.identity.sign_in.session_id if self.identity else ""

    @property
    def trail(self) -> Trail:
        return home_trail(self.home, self.settings)

    def check(self, right: Right, now: datetime) -> None:
        """Raises Problem unless the sign-in is still open, with the same roles, and these give the right."""
        if self.identity is not None:
            self._check_sign_in(self.identity, now)
        if not self.viewer.may(right):
            raise Problem("Your role does not allow this file. If you need it, ask whoever looks after the roles.")

    def _check_sign_in(self, drawn_for: Identity, now: datetime) -> None:
        asked, sign_in = login(), drawn_for.sign_in
        store = home_records(self.home, self.settings)
        found = identity_of(store, sign_in, asked, now) if asked and now < sign_in.ends_at else None
        if found != drawn_for:
            raise Problem("Your sign-in has ended, or your roles have changed. Load the page again.")


def asker(viewer: Viewer) -> Asker:
    """Of this run, for ``viewer``, the one whom the page is drawn for."""
    identity = who_is_here() if has_login() else None
    if isinstance(identity, Refusal):
        st.stop()  # the sign-in ended while the page was drawn
    return Asker(viewer, identity, own_home(), settings())


def file_maker(
    who: Asker,
    right: Right,
    action: Action,
    prepare: Callable[[], Prepared],
    *,
    subject: str,
    details: Mapping[str, object],
) -> Callable[[], bytes]:
    """What the button calls. For a refused file it raises RuntimeError: Streamlit hands its sentence to the reader."""
    spoken = speech()

    def make() -> bytes:
        now = datetime.now(UTC)
        note = Note(action, who.viewer.login, who.session_id, subject, details)
        try:
            trail = who.trail
            try:
                who.check(right, now)
            except Problem:
                refuse(trail, note, "not allowed", rows=None, now=now)
                raise
            file = prepare()
            rows_per_day = who.settings.export_rows_per_day if has_login() else None
            number = take_out(trail, note, file.rows, Allowance(rows_per_day), now)
            content = file.write(watermark(note.who, now, file.rows, number))
        except Problem as problem:
            raise RuntimeError(spoken.problem(problem)) from problem
        media_owners.register(media_owners.digest_of(content), who.session_id)
        return content

    return make


def watermark(who: str, now: datetime, rows: int, number: int) -> str:
    """No comma in it: one cell of a CSV file, with or without quotes."""
    return f"# Pyramidion: exported by {who} at {now:%Y-%m-%d %H:%M:%S} (UTC); {rows} rows; trail no. {number}"


def download_button(
    label: str, make: Callable[[], bytes], *, file_name: str, mime: str, key: str, help: str = ""
) -> None:
    """``make``: see ``file_maker``."""

    def make_and_keep() -> bytes:
        content = make()
        # Streamlit's own name for the file, which follows from these: it is what the browser will ask for.
        file_id = MemoryMediaFileStorage("").load_and_get_id(content, mime, MediaFileKind.DOWNLOADABLE, file_name)
        kept_downloads.keep(file_id, content, mime=mime, file_name=file_name)
        return content

    st.download_button(
        label,
        make_and_keep,
        file_name=file_name,
        mime=mime,
        key=key,
        icon=":material/download:",
        help=help or None,
        on_click="ignore",
    )
