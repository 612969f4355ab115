"""Profiles: how a kind of file is read, remembered under a name and known again by its header's signature.

A mapping is kept as its TOML, so a profile is what ``--mapping`` takes, too. Who may import sees all of them; every
change writes its entry of the trail in the same transaction.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from dashboard.data.home import Home
from dashboard.data.records.models import MappingProfile
from dashboard.data.records.store import FILE, RecordsStore, home_records
from dashboard.data.records.typed_texts import check_name, check_note, storable
from dashboard.data.records.version_trail import note_version
from dashboard.data.records.versions import append, current, history, one_at_a_time, supersede
from dashboard.data.records.versions import remove as remove_version
from dashboard.logic.problems import Problem
from dashboard.logic.roles import Right
from dashboard.logic.trail import Action
from dashboard.logic.viewer import Viewer
from dashboard.settings import Settings

LONGEST_MAPPING = 500_000
"""Characters of TOML: a file of 1,000 columns needs a tenth of it."""
LOCK = 7_264_004
"""Two who save under the same name at once: the second sees the first."""


def records_if_any(home: Home, settings: Settings) -> RecordsStore | None:
    """The store, where there is one: importing does not make it."""
    if settings.records_url is None and not (home.records / FILE).exists():
        return None
    return home_records(home, settings)


def profiles(store: RecordsStore) -> list[MappingProfile]:
    """All of them, by name."""
    with store.reading() as session:
        return list(session.scalars(current(MappingProfile).order_by(MappingProfile.name, MappingProfile.id)))


def profile_named(store: RecordsStore, name: str) -> MappingProfile:
    """Raises Problem with the names that there are."""
    with store.reading() as session:
        found = _named(session, name)
        if found is not None:
            return found
        names = session.scalars(current(MappingProfile).order_by(MappingProfile.name)).all()
    raise Problem(
        "There is no profile {name}. Those that there are: {candidates}.",
        name=name, candidates=", ".join(one.name for one in names) or "-",
    )  # fmt: skip


def profile_for(store: RecordsStore, header_signature: str) -> MappingProfile | None:
    """The profile for files with this header; of several the one that was saved last."""
    wanted = current(MappingProfile).where(MappingProfile.signature == header_signature)
    with store.reading() as session:
        return session.scalars(wanted.order_by(MappingProfile.created_at.desc(), MappingProfile.id)).first()


def profile_history(store: RecordsStore, thing_id: str) -> list[MappingProfile]:
    """All versions, the first one first."""
    with store.reading() as session:
        return history(session, MappingProfile, thing_id)


def save(
    store: RecordsStore,
    *,
    name: str,
    signature: str,
    header: Sequence[str],
    tables: Sequence[str],
    mapping: str,
    note: str = "",
    viewer: Viewer,
    now: datetime,
    session_id: str = "",
    seen: MappingProfile | None = None,
) -> MappingProfile:
    """Keep how files with this header are read: a new profile, or, with ``seen``, a new version of that one.

    ``mapping`` is TOML that was read already: importing/remembered.py puts this together from a mapping. Raises Problem
    for a name that another one has, and where ``seen`` was changed meanwhile.
    """
    check_name(name)
    check_note(note)
    _check_right(viewer)
    if len(mapping) > LONGEST_MAPPING:
        raise Problem("The mapping {name} is too long to be kept. Leave some columns out.", name=name)
    fields: dict[str, Any] = {
        "name": name,
        "note": note,
        "signature": signature,
        "header": [storable(cell) for cell in header],
        "tables": list(tables),
        "mapping": mapping,
    }
    with store.writing() as session:
        _check_free(session, name, seen)
        version = (
            append(session, MappingProfile, by=viewer.login, now=now, author=viewer.login, **fields)
            if seen is None
            else supersede(session, seen, by=viewer.login, now=now, **fields)
        )
        _note(session, Action.PROFILE_SAVED, version, session_id)
        return version


def rename(
    store: RecordsStore, seen: MappingProfile, name: str, *, viewer: Viewer, now: datetime, session_id: str = ""
) -> MappingProfile:
    """Raises Problem for a name that another one has, and where ``seen`` was changed meanwhile."""
    check_name(name)
    _check_right(viewer)
    with store.writing() as session:
        _check_free(session, name, seen)
        version = supersede(session, seen, by=viewer.login, now=now, name=name)
        _note(session, Action.PROFILE_SAVED, version, session_id)
        return version


def remove(store: RecordsStore, seen: MappingProfile, *, viewer: Viewer, now: datetime, session_id: str = "") -> None:
    """Take it off the list; what was imported with it stays. Raises Problem where ``seen`` was changed meanwhile."""
    _check_right(viewer)
    with store.writing() as session:
        version = remove_version(session, seen, by=viewer.login, now=now)
        _note(session, Action.PROFILE_REMOVED, version, session_id)


def _named(session: Session, name: str) -> MappingProfile | None:
    if not name or "\x00" in name:
        return None
    return session.scalars(current(MappingProfile).where(MappingProfile.name == storable(name))).first()


def _check_free(session: Session, name: str, seen: MappingProfile | None) -> None:
    one_at_a_time(session, LOCK)
    other = _named(session, name)
    if other is not None and (seen is None or other.thing_id != seen.thing_id):
        raise Problem("There is a profile {name} already. Choose another name, or change that one.", name=name)


def _check_right(viewer: Viewer) -> None:
    if not viewer.may(Right.IMPORT):
        raise Problem(
            "Your role imports nothing and keeps no profiles. If you need it, ask whoever looks after the roles."
        )


def _note(session: Session, action: Action, version: MappingProfile, session_id: str) -> None:
    note_version(
        session,
        action,
        version,
        session_id=session_id,
        subject=version.thing_id,
        details={"tables": version.tables, "signature": version.signature},
    )
