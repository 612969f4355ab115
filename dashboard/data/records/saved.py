"""Scenarios and views under a name. Who sees which is decided here; every change writes its entry of the trail in the
same transaction."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Literal

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import Session

from dashboard.data.records.models import Saved
from dashboard.data.records.store import RecordsStore
from dashboard.data.records.typed_texts import check_name, check_note, storable
from dashboard.data.records.version_trail import note_version
from dashboard.data.records.versions import append, current
from dashboard.data.records.versions import remove as remove_version
from dashboard.logic.problems import Problem
from dashboard.logic.roles import Right
from dashboard.logic.trail import Action
from dashboard.logic.viewer import Viewer

Kind = Literal["scenario", "view"]
Visibility = Literal["own", "company", "everybody"]
VISIBILITIES: tuple[Visibility, ...] = ("own", "company", "everybody")
LONGEST_PARAMETERS = 64_000
"""Characters as JSON: far above what a page's choices need."""


def saved(store: RecordsStore, kind: Kind, page: str, viewer: Viewer) -> list[Saved]:
    """Those of a page that this viewer may see, newest first."""
    wanted = current(Saved).where(Saved.kind == kind, Saved.page == page, _visible(viewer))
    with store.reading() as session:
        return list(session.scalars(wanted.order_by(Saved.created_at.desc(), Saved.id)))


def saved_one(store: RecordsStore, kind: Kind, thing_id: str, viewer: Viewer) -> Saved:
    """Raises Problem for an id that is not there, and in the same words for one that this viewer may not see."""
    with store.reading() as session:
        return _one(session, kind, thing_id, viewer)


def save(
    store: RecordsStore,
    *,
    kind: Kind,
    page: str,
    name: str,
    note: str = "",
    visibility: Visibility,
    build_id: str,
    data_through: date,
    parameters: Mapping[str, Iterable[str]],
    viewer: Viewer,
    now: datetime,
    session_id: str = "",
) -> Saved:
    """Keep a page's parameters; texts are kept as typed. Raises Problem for what cannot be kept."""
    check_name(name)
    check_note(note)
    if visibility not in VISIBILITIES:
        raise Problem(
            "There is no visibility {value}. Use one of {values}.", value=visibility, values=", ".join(VISIBILITIES)
        )
    if not viewer.may(Right.RECORD):
        raise Problem("Your role saves nothing here. If you need it, ask whoever looks after the roles.")
    kept = {key: tuple(map(storable, values)) for key, values in parameters.items()}
    if len(json.dumps(kept, ensure_ascii=False)) > LONGEST_PARAMETERS:
        raise Problem("{name} holds too many choices. Leave some of them out.", name=name)
    with store.writing() as session:
        version = append(
            session,
            Saved,
            by=viewer.login,
            now=now,
            kind=kind,
            page=page,
            name=name,
            note=note,
            author=viewer.login,
            visibility=visibility,
            build_id=build_id,
            data_through=data_through,
            parameters=kept,
        )
        _note(session, Action.SAVED, version, session_id)
        return version


def remove(store: RecordsStore, seen: Saved, *, viewer: Viewer, now: datetime, session_id: str = "") -> None:
    """Its author takes it off the lists. Raises Problem for anybody else, and where it was changed since ``seen``."""
    with store.writing() as session:
        held = _one(session, seen.kind, seen.thing_id, viewer)
        if not viewer.login or held.author != viewer.login:
            raise Problem("Only its author removes {name}.", name=held.name)
        _note(session, Action.SAVED_REMOVED, remove_version(session, seen, by=viewer.login, now=now), session_id)


def _visible(viewer: Viewer) -> ColumnElement[bool]:
    """own: to its author; company: also to those who see all customers; everybody: to everybody."""
    ways = [Saved.visibility == "everybody"]
    if viewer.scope.all:
        ways.append(Saved.visibility == "company")
    if viewer.login:
        ways.append(Saved.author == viewer.login)
    return or_(*ways)


def _one(session: Session, kind: str, thing_id: str, viewer: Viewer) -> Saved:
    wanted = current(Saved).where(Saved.kind == kind, Saved.thing_id == thing_id, _visible(viewer))
    # PostgreSQL takes no text with a zero character, which a command line may hold.
    found = session.scalars(wanted).first() if _ID.fullmatch(thing_id) else None
    if found is None and kind == "scenario":
        raise Problem(
            "There is no scenario {scenario}. Choose one of the list, or ask its author for it.", scenario=thing_id
        )
    if found is None:
        raise Problem("There is no such view (any more). Choose one of the list, or ask its author for it.")
    return found


_ID = re.compile(r"[0-9A-Za-z-]{1,32}")


def _note(session: Session, action: Action, version: Saved, session_id: str) -> None:
    note_version(
        session,
        action,
        version,
        session_id=session_id,
        subject=version.thing_id,
        details={"kind": version.kind, "page": version.page, "visibility": version.visibility},
    )
