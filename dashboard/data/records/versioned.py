"""What all tables of the records store are made from: names, moments and versions (models.py has the tables)."""

from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import DateTime, MetaData, String, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from dashboard.data.records.typed_texts import LONGEST_ID, LONGEST_REASON

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
LONGEST_TEXT = LONGEST_REASON


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. SQLite gives times back without a zone, so it is put on here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def new_id() -> str:
    return uuid4().hex


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)


class Versioned(Base):
    """One version of a thing. ``id`` is the version's, ``thing_id`` the same through its life (the first version's id).

    Current are the versions that no other supersedes and that are not removed (versions.py).
    """

    __abstract__ = True

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    thing_id: Mapped[str] = mapped_column(String(32), index=True)
    supersedes_id: Mapped[str | None] = mapped_column(String(32), unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by: Mapped[str] = mapped_column(String(LONGEST_ID))
    is_removed: Mapped[bool] = mapped_column(default=False)
