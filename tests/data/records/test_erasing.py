"""A person's values leave what people recorded; keys, figures and the trail stay."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from dashboard.data.home import Home
from dashboard.data.records.erasing import redact_records, trail_entries_with
from dashboard.data.records.findings import create_finding, findings
from dashboard.data.records.grants import grant_role
from dashboard.data.records.models import LoginSession, RoleGrant, Saved
from dashboard.data.records.store import FILE, RecordsStore, open_records
from dashboard.data.records.trail import open_trail
from dashboard.data.records.versions import append
from dashboard.logic.problems import Problem
from dashboard.logic.trail import Action
from dashboard.logic.viewer import operator

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def without(text: str) -> str:
    return text.replace("Zhao Min", "•••")


def filled(store: RecordsStore) -> None:
    with store.writing() as session:
        append(session, Saved, by="Zhao Min", now=NOW, kind="view", page="trends", name="for Zhao Min", note="plain",
               author="Zhao Min", visibility="own", build_id="b", data_through=NOW.date(),
               parameters={"q": ["Zhao Min", "x"]})  # fmt: skip
        for number, employee in enumerate(("E2", "E3")):
            session.add(LoginSession(id=f"s{number}", login=f"u-{number}", name="Somebody", employee_id=employee,
                                     groups=["Zhao Min"], started_at=NOW, last_seen_at=NOW, ends_at=NOW))  # fmt: skip
    grant_role(
        store, login="u-1", role="auditor", valid_from=date(2026, 1, 1), reason="Zhao Min asked", by="a", now=NOW
    )


def state(store: RecordsStore) -> tuple:
    with store.reading() as session:
        saved = session.scalars(select(Saved)).one()
        names = session.scalars(select(LoginSession.name).order_by(LoginSession.id)).all()
        reason = session.scalars(select(RoleGrant.reason)).one()
        return saved.name, saved.note, saved.author, dict(saved.parameters), list(names), reason


def test_values_go_and_keys_stay(store: RecordsStore, home: Home) -> None:
    filled(store)
    before = state(store)
    assert redact_records(store, without, ["E2"], dry_run=True) == 3
    assert state(store) == before
    assert redact_records(store, without, ["E2"], dry_run=False) == 3
    assert state(store) == (
        "for •••", "plain", "Zhao Min", {"q": ("•••", "x")}, ["", "Somebody"], "••• asked",
    )  # fmt: skip
    assert redact_records(store, without, ["E2"], dry_run=False) == 0


def test_what_was_overwritten_is_forgotten_once_nobody_reads_it(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second try forgets what the first one has changed only."""
    monkeypatch.setattr("dashboard.data.records.store.BUSY_SECONDS", 1)
    store = open_records(home)
    with store.writing() as session:
        append(session, Saved, by="x", now=NOW, kind="view", page="trends", name="for Zhao Min", note="", author="x",
               visibility="own", build_id="b", data_through=NOW.date(), parameters={})  # fmt: skip

    def lies_there() -> bool:
        return any(b"Zhao Min" in path.read_bytes() for path in home.records.glob(f"{FILE}*"))

    with closing(sqlite3.connect(home.records / FILE, isolation_level=None)) as reader:
        reader.execute("begin")
        reader.execute("select * from saved").fetchall()
        with pytest.raises(Problem, match=r"cannot be used \(database is locked\)"):
            redact_records(store, without, dry_run=False)
        assert lies_there()
    assert redact_records(store, without, dry_run=False) == 0
    assert not lies_there()
    store.close()


def test_trail_is_counted_and_never_changed(store: RecordsStore, home: Home) -> None:
    home.ensure()
    trail = open_trail(store, home)
    trail.add(Action.REVEAL, who="u-1", subject="K1", reason="Zhao Min called")
    trail.add(Action.REVEAL, who="u-1", subject="K2", reason="a question")
    assert redact_records(store, without, dry_run=False) == 0
    assert trail_entries_with(store, without) == 1
    assert trail.verify().ok


def test_names_in_findings_go_wherever_somebody_typed_them(store: RecordsStore, home: Home) -> None:
    about = {"title": "Zhao Min waits", "text": "Zhao Min", "department_id": "D1", "viewer": operator(), "now": NOW}
    create_finding(store, source_kind="audit", source_id="Audit of Zhao Min", **about)
    assert redact_records(store, without, dry_run=False) == 1
    (kept,) = findings(store)
    assert (kept.title, kept.text, kept.source_id, kept.author) == ("••• waits", "•••", "Audit of •••", "operator")
