"""The tables of the records store: everything that people enter, and the trail of what they did.

Two kinds of tables. **Versions** (``Versioned``) are never changed and never deleted: a change is a new row that names
the row it takes the place of, an end is a last row with ``is_removed``. Two writers who saw the same version collide on
``supersedes_id`` (optimistic locking). **States** (``LoginSession``) are kept up to date in place.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Index, Integer, String, Text, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapped, mapped_column

from dashboard.data.records.loop_models import Finding, FollowUp, Rectification
from dashboard.data.records.typed_texts import LONGEST_ID
from dashboard.data.records.versioned import LONGEST_TEXT, Base, Moment, Versioned, new_id

__all__ = [
    "LONGEST_ID",
    "LONGEST_TEXT",
    "Base",
    "CaseVersion",
    "Choices",
    "ConflictOverride",
    "Deputy",
    "Finding",
    "FollowUp",
    "LoginSession",
    "MappingProfile",
    "Moment",
    "Rectification",
    "Recusal",
    "RoleGrant",
    "Saved",
    "TrailEntry",
    "Versioned",
    "new_id",
]


class RoleGrant(Versioned):
    """Somebody has a role (or, ``role`` = blocked, none at all, whatever their groups say) from a day to a day.

    ``login`` is the token's ``sub`` (or what ``login.login_claim`` names). ``department`` is for the role supervisor,
    null = their own; ``employee_id`` where the token has none.
    """

    __tablename__ = "role_grant"
    login: Mapped[str] = mapped_column(String(LONGEST_ID), index=True)
    role: Mapped[str] = mapped_column(String(40))
    employee_id: Mapped[str | None] = mapped_column(String(LONGEST_ID))
    department: Mapped[str | None] = mapped_column(String(LONGEST_ID))
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(LONGEST_TEXT), default="")
    __table_args__ = (CheckConstraint("valid_until is null or valid_until >= valid_from", name="days_in_order"),)


class Deputy(Versioned):
    """``deputy_id`` stands in for ``absent_id`` (employee ids), both days included."""

    __tablename__ = "deputy"
    absent_id: Mapped[str] = mapped_column(String(LONGEST_ID), index=True)
    deputy_id: Mapped[str] = mapped_column(String(LONGEST_ID), index=True)
    valid_from: Mapped[date]
    valid_until: Mapped[date]
    reason: Mapped[str] = mapped_column(String(LONGEST_TEXT), default="")
    __table_args__ = (
        CheckConstraint("valid_until >= valid_from", name="days_in_order"),
        CheckConstraint("absent_id <> deputy_id", name="two_people"),
    )


class Choices(TypeDecorator[Mapping[str, tuple[str, ...]]]):
    """A page's parameters by name, as in its link: any number of values each."""

    impl = JSON
    cache_ok = True

    def process_bind_param(
        self, value: Mapping[str, Iterable[str]] | None, dialect: Dialect
    ) -> dict[str, list[str]] | None:
        return {name: list(values) for name, values in value.items()} if value is not None else None

    def process_result_value(
        self, value: dict[str, list[str]] | None, dialect: Dialect
    ) -> Mapping[str, tuple[str, ...]] | None:
        return {name: tuple(values) for name, values in value.items()} if value is not None else None


class Saved(Versioned):
    """A page's state under a name: a scenario of What-if (``page`` what-if, ``kind`` scenario) or a view of any page.

    Parameters and never results: whoever opens it sees what these give with their own rights. ``visibility``: own,
    company (those who see all customers) or everybody. ``author`` is a login, and stays whoever changes it later.
    """

    __tablename__ = "saved"
    kind: Mapped[str] = mapped_column(String(20))
    page: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(Text, default="")
    author: Mapped[str] = mapped_column(String(LONGEST_ID))
    visibility: Mapped[str] = mapped_column(String(20))
    build_id: Mapped[str] = mapped_column(String(LONGEST_ID))
    data_through: Mapped[date]
    parameters: Mapped[Mapping[str, tuple[str, ...]]] = mapped_column(Choices)
    __table_args__ = (
        CheckConstraint("kind in ('scenario', 'view')", name="kind"),
        CheckConstraint("visibility in ('own', 'company', 'everybody')", name="visibility"),
        Index("ix_saved_kind_page", "kind", "page"),
    )


class MappingProfile(Versioned):
    """How files with one header are read: the TOML of a mapping (docs/mapping.md). ``header`` is for showing it.

    ``signature`` is the header's (importing/mapping/signatures.py); ``tables`` are those that the mapping fills.
    """

    __tablename__ = "mapping_profile"
    name: Mapped[str] = mapped_column(String(200), index=True)
    note: Mapped[str] = mapped_column(Text, default="")
    author: Mapped[str] = mapped_column(String(LONGEST_ID))
    signature: Mapped[str] = mapped_column(String(64), index=True)
    header: Mapped[list[str]] = mapped_column(JSON)
    tables: Mapped[list[str]] = mapped_column(JSON)
    mapping: Mapped[str] = mapped_column(Text)


class CaseVersion(Versioned):
    """A person in a case (ids as in the imported data), and why. Only ever added to."""

    __abstract__ = True
    case_id: Mapped[str] = mapped_column(String(LONGEST_ID), index=True)
    employee_id: Mapped[str] = mapped_column(String(LONGEST_ID))
    reason: Mapped[str] = mapped_column(String(LONGEST_TEXT))


class Recusal(CaseVersion):
    """The person declared an interest in the case: from then on they must not handle it."""

    __tablename__ = "recusal"


class ConflictOverride(CaseVersion):
    """A supervisor lets the person handle the case though they are in conflict: disclosed, with a reason (T13)."""

    __tablename__ = "conflict_override"


class LoginSession(Base):
    """One sign-in. ``id`` is a digest of what is particular to the token, so that a copied cookie has the same one."""

    __tablename__ = "login_session"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    login: Mapped[str] = mapped_column(String(LONGEST_ID), index=True)
    name: Mapped[str] = mapped_column(String(LONGEST_ID))
    employee_id: Mapped[str | None] = mapped_column(String(LONGEST_ID))
    groups: Mapped[list[str]] = mapped_column(JSON)
    started_at: Mapped[datetime] = mapped_column(Moment)
    last_seen_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_by: Mapped[str | None] = mapped_column(String(LONGEST_ID))


class TrailEntry(Base):
    """What somebody did. Each entry's hash covers the hash of the one before: logic/trail.py has the rule."""

    __tablename__ = "trail"
    seq: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    who: Mapped[str] = mapped_column(String(LONGEST_ID), index=True)
    session_id: Mapped[str] = mapped_column(String(64), default="")
    action: Mapped[str] = mapped_column(String(40), index=True)
    subject: Mapped[str] = mapped_column(String(LONGEST_ID), default="")
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    rows: Mapped[int | None] = mapped_column(BigInteger().with_variant(Integer, "sqlite"))
    reason: Mapped[str] = mapped_column(String(LONGEST_TEXT), default="")
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)
