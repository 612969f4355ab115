"""A file is made in another thread, long after its page was drawn: who may have it is asked again there."""

import hashlib
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dashboard.data.exporting.allowance import MOST_FILES
from dashboard.data.home import Home
from dashboard.data.media_owners import may_have
from dashboard.data.records.deputies import name_deputy
from dashboard.data.records.grants import end_grant, grant_role, grants_of
from dashboard.data.records.logins import end_session
from dashboard.data.records.store import RecordsStore, home_records
from dashboard.data.records.trail import home_trail
from dashboard.logic.roles import ROLES, Right
from dashboard.logic.sign_in import SignIn
from dashboard.logic.trail import Action, Entry
from dashboard.logic.viewer import Scope, Viewer, operator, viewer_of
from dashboard.login_settings import LoginSettings
from dashboard.settings import Settings
from dashboard.widgets import downloads
from dashboard.widgets.downloads import Asker, Prepared, file_maker, watermark
from dashboard.widgets.identity import Identity, identity_of
from dashboard.widgets.language import Speech

NOW = datetime.now(UTC)
SIGN_IN = SignIn("s" * 64, "wang", "Wang Li", ("sales",), "E1", NOW, NOW + timedelta(hours=8))
LOGIN = LoginSettings(
    metadata_url="http://localhost:1/.well-known/openid-configuration",
    client_id="x",
    client_secret="y",  # noqa: S106
    cookie_secret="z" * 40,
    public_url="http://localhost:8501",
    roles_by_group={"sales": "account_manager"},
)


@pytest.fixture(autouse=True)
def people_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "speech", lambda: Speech("en"))
    monkeypatch.setattr(downloads, "login", lambda: LOGIN)
    monkeypatch.setattr(downloads, "has_login", lambda: True)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path).ensure()


def settings(**given: Any) -> Settings:
    return Settings(login=LOGIN, **given)


@pytest.fixture
def store(home: Home) -> RecordsStore:
    return home_records(home, settings())


@pytest.fixture
def who(home: Home, store: RecordsStore) -> Asker:
    identity = identity_of(store, SIGN_IN, LOGIN, NOW)
    assert isinstance(identity, Identity)
    viewer = viewer_of("Wang Li", "wang", [(ROLES["account_manager"], Scope(account_managers=frozenset({"E1"})))])
    return Asker(viewer, identity, home, settings(export_rows_per_day=100))


def taken_out(who: Asker, rows: int = 3, *, action: Action = Action.EXPORT, right: Right = Right.EXPORT) -> bytes:
    """As Streamlit does it: in a thread of its own, without a session."""
    make = file_maker(
        who, right, action, lambda: Prepared(rows, str.encode), subject="customers", details={"format": "csv"}
    )
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(make).result()


def entries(who: Asker, *actions: Action) -> list[Entry]:
    return who.trail.entries(actions=actions or None)


def test_an_export_is_written_down_with_its_rows_and_belongs_to_this_sign_in(who: Asker) -> None:
    content = taken_out(who)
    (entry,) = entries(who, Action.EXPORT)
    assert (entry.who, entry.session_id, entry.subject, entry.rows) == ("wang", SIGN_IN.session_id, "customers", 3)
    assert entry.details == {"format": "csv"}
    assert content.decode() == watermark("wang", entry.at, 3, entry.seq)
    digest = hashlib.sha256(content).hexdigest()
    assert may_have(digest, SIGN_IN.session_id)
    assert not may_have(digest, "t" * 64)


def test_a_sign_in_that_was_ended_takes_nothing_out(who: Asker, store: RecordsStore) -> None:
    end_session(store, SIGN_IN.session_id, by="root", now=datetime.now(UTC))
    with pytest.raises(RuntimeError, match="sign-in has ended"):
        taken_out(who)
    assert entries(who, Action.EXPORT) == []
    (refused,) = entries(who, Action.EXPORT_REFUSED)
    assert (refused.who, refused.details["why"], refused.rows) == ("wang", "not allowed", None)


def test_a_sign_in_whose_time_is_over_takes_nothing_out(who: Asker) -> None:
    assert who.identity is not None
    over = replace(who.identity, sign_in=replace(SIGN_IN, ends_at=NOW - timedelta(seconds=1)))
    with pytest.raises(RuntimeError, match="sign-in has ended"):
        taken_out(replace(who, identity=over))


@pytest.mark.parametrize("role", ["executive", "blocked"])
def test_roles_that_changed_since_the_page_was_drawn_take_nothing_out(
    who: Asker, store: RecordsStore, role: str
) -> None:
    grant_role(store, login="wang", role=role, valid_from=date(2020, 1, 1), reason="test", by="root", now=NOW)
    with pytest.raises(RuntimeError, match="roles have changed"):
        taken_out(who)
    assert entries(who, Action.EXPORT) == []


def test_a_role_that_was_ended_takes_nothing_out(home: Home, store: RecordsStore) -> None:
    alone = replace(SIGN_IN, login="li", groups=(), session_id="u" * 64)
    grant_role(store, login="li", role="executive", valid_from=date(2020, 1, 1), reason="test", by="root", now=NOW)
    identity = identity_of(store, alone, LOGIN, NOW)
    assert isinstance(identity, Identity)
    theirs = Asker(viewer_of("Li", "li", [(ROLES["executive"], Scope(all=True))]), identity, home, settings())
    assert taken_out(theirs)
    (grant,) = grants_of(store, "li", date.today())
    end_grant(store, grant, by="root", now=datetime.now(UTC))
    with pytest.raises(RuntimeError, match="roles have changed"):
        taken_out(theirs)


def test_a_deputy_named_since_counts_as_a_change_too(who: Asker, store: RecordsStore) -> None:
    today = date.today()
    tomorrow = today + timedelta(days=1)  # it may become midnight meanwhile
    name_deputy(
        store, absent_id="E2", deputy_id="E1", valid_from=today, valid_until=tomorrow, reason="test", by="root", now=NOW
    )
    with pytest.raises(RuntimeError, match="roles have changed"):
        taken_out(who)


def test_whoever_lacks_the_right_takes_nothing_out(who: Asker) -> None:
    without = replace(who, viewer=replace(who.viewer, rights=frozenset()))
    with pytest.raises(RuntimeError, match="role does not allow"):
        taken_out(without)
    with pytest.raises(RuntimeError, match="role does not allow"):
        taken_out(who, right=Right.REJECTS, action=Action.REJECTS_READ)
    assert {entry.action for entry in entries(who)} == {"sign_in", "export_refused"}


def test_the_rows_of_a_day_are_counted_over_all_files(who: Asker) -> None:
    taken_out(who, 60)
    with pytest.raises(RuntimeError, match=r"41 rows.*100 in 24 hours, and 40"):
        taken_out(who, 41)
    taken_out(who, 40)
    with pytest.raises(RuntimeError, match="0 of them"):
        taken_out(who, 1)
    assert [entry.rows for entry in entries(who, Action.EXPORT)] == [40, 60]
    assert [entry.rows for entry in entries(who, Action.EXPORT_REFUSED)] == [1, 41]


def test_nothing_is_made_of_a_file_that_is_too_much(who: Asker) -> None:
    made: list[str] = []
    prepared = Prepared(101, lambda line: made.append(line) or b"")
    make = file_maker(who, Right.EXPORT, Action.EXPORT, lambda: prepared, subject="customers", details={})
    with pytest.raises(RuntimeError):
        make()
    assert made == []


def test_yesterdays_rows_and_others_rows_do_not_count(who: Asker) -> None:
    who.trail.add(Action.EXPORT, who="wang", rows=90, at=NOW - timedelta(hours=25))
    who.trail.add(Action.EXPORT, who="li", rows=90)
    assert taken_out(who, 100)


def test_many_files_in_a_short_time_are_refused(who: Asker) -> None:
    for _ in range(MOST_FILES):
        taken_out(who, 1)
    with pytest.raises(RuntimeError, match="20 files in 10 minutes"):
        taken_out(who, 1)
    steward = replace(who, viewer=replace(who.viewer, rights=frozenset({Right.REJECTS})))
    with pytest.raises(RuntimeError, match="files in"):
        taken_out(steward, 1, right=Right.REJECTS, action=Action.REJECTS_READ)


def test_files_asked_for_at_once_do_not_slip_through_together(who: Asker) -> None:
    makers = [
        file_maker(who, Right.EXPORT, Action.EXPORT, lambda: Prepared(40, str.encode), subject="x", details={})
        for _ in range(6)
    ]
    start, done = threading.Barrier(len(makers)), []

    def click(make: Any) -> None:
        start.wait()
        try:
            done.append(make())
        except RuntimeError:
            done.append(None)

    threads = [threading.Thread(target=click, args=(make,)) for make in makers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(one is not None for one in done) == 2
    assert sum(entry.rows or 0 for entry in entries(who, Action.EXPORT)) == 80


def test_without_a_login_there_is_no_limit_but_a_note(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "has_login", lambda: False)
    local = Asker(operator(), None, home, Settings(export_rows_per_day=1))
    for _ in range(MOST_FILES + 1):
        content = taken_out(local, 1000)
    trail = home_trail(home, Settings())
    assert len(trail.entries(actions=[Action.EXPORT], who="operator")) == MOST_FILES + 1
    assert not may_have(hashlib.sha256(content).hexdigest(), "")


def test_what_cannot_be_written_down_is_not_taken_out(who: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_more: object) -> int:
        raise downloads.Problem("The records cannot be written.")

    monkeypatch.setattr("dashboard.data.records.trail.Trail.add", broken)
    with pytest.raises(RuntimeError, match="cannot be written"):
        taken_out(who)


def test_looking_as_somebody_else_the_export_is_ones_own(who: Asker) -> None:
    seen = Viewer("E2", rights=frozenset({Right.EXPORT}), login="wang")
    taken_out(replace(who, viewer=seen))
    assert entries(who, Action.EXPORT)[0].who == "wang"
