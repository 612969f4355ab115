"""Things that are kept in versions (models.Versioned): what is current, and the three ways to write.

``seen`` is the version that somebody had before them when they decided: who changes it second is refused.
"""

from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Select, exists, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from dashboard.data.records.models import Versioned, new_id
from dashboard.logic.problems import Problem

V = TypeVar("V", bound=Versioned)
_OF_THE_VERSION = frozenset({"id", "thing_id", "supersedes_id", "created_at", "created_by", "is_removed"})


def current(model: type[V]) -> Select[V]:
    """The statement of all current versions, to be narrowed: one row per thing that has not been removed."""
    later = aliased(model)
    return select(model).where(model.is_removed.is_(False), ~exists().where(later.supersedes_id == model.id))


def append(session: Session, model: type[V], *, by: str, now: datetime, thing_id: str = "", **fields: Any) -> V:
    """The first version of a new thing. ``thing_id`` where it had an id before it came here."""
    first = thing_id or new_id()
    version = model(id=first, thing_id=first, created_at=now, created_by=by, is_removed=False, **fields)
    session.add(version)
    session.flush()
    return version


def supersede(session: Session, seen: V, *, by: str, now: datetime, **changes: Any) -> V:
    """A version with these changes in the place of ``seen``. Raises Problem where ``seen`` is no longer current."""
    return _follow(session, seen, by=by, now=now, is_removed=False, changes=changes)


def remove(session: Session, seen: V, *, by: str, now: datetime) -> V:
    """The last version of a thing. Raises Problem where ``seen`` is no longer current."""
    return _follow(session, seen, by=by, now=now, is_removed=True, changes={})


def history(session: Session, model: type[V], thing_id: str) -> list[V]:
    """All versions of a thing, the first one first; in the order of who took whose place, whatever the clocks said."""
    after = {version.supersedes_id: version for version in session.scalars(select(model).filter_by(thing_id=thing_id))}
    versions: list[V] = []
    while (following := after.get(versions[-1].id if versions else None)) is not None:
        versions.append(following)
    return versions


def one_at_a_time(session: Session, lock: int) -> None:
    """Until this transaction ends no other that asks for the same number goes on. SQLite has one writer anyway."""
    if session.connection().dialect.name == "postgresql":
        session.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": lock})


def _follow(session: Session, seen: V, *, by: str, now: datetime, is_removed: bool, changes: dict[str, Any]) -> V:
    model = type(seen)
    # What lies in the store counts, not what the caller's object has become since.
    held = session.get(model, seen.id, populate_existing=True)
    if held is None or held.is_removed:
        raise _collision()
    kept = {name: getattr(held, name) for name in set(model.__mapper__.column_attrs.keys()) - _OF_THE_VERSION}
    version = model(
        id=new_id(),
        thing_id=held.thing_id,
        supersedes_id=held.id,
        created_at=now,
        created_by=by,
        is_removed=is_removed,
        **{**kept, **changes},
    )
    session.add(version)
    try:
        session.flush()
    except IntegrityError as error:
        if "supersedes_id" in str(error.orig):
            raise _collision() from error
        raise
    return version


def _collision() -> Problem:
    return Problem(
        "Somebody changed or removed this meanwhile. Look at it again, and repeat your change if it still fits."
    )


def version_named(session: Session, model: type[V], version_id: str) -> V:
    """One version by its id, whether it is still current or not. Raises Problem where there is none."""
    held = session.get(model, version_id)
    if held is None:
        raise _collision()
    return held
