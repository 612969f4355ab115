"""The administration page without a browser: every form used, by whoever may and by whoever may not."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text
from streamlit.testing.v1 import AppTest

from dashboard.data.home import Home
from dashboard.data.records.deputies import all_deputies, name_deputy
from dashboard.data.records.grants import all_grants, change_grant, grant_role
from dashboard.data.records.logins import NewSession, active_sessions, seen
from dashboard.data.records.store import open_records
from dashboard.data.records.trail import open_trail
from dashboard.logic.roles import ROLES
from dashboard.logic.trail import Action
from dashboard.logic.viewer import Viewer, account_manager
from tests.pages.conftest import PROJECT, assert_sound, said

NOW = datetime.now(UTC)
TODAY = date(2026, 6, 15)
PARTS = ("roles", "deputies", "sign_ins", "logs")


def _as(role: str, login: str) -> Viewer:
    return Viewer(login, frozenset({role}), rights=ROLES[role].rights, login=login)


@pytest.fixture
def store(own_home):
    return open_records(Home(own_home))


@pytest.fixture
def look_as(monkeypatch):
    """``look_as(viewer)``: who it is from now on."""

    def change(viewer):
        monkeypatch.setattr("dashboard.widgets.viewing.operator", lambda: viewer)

    return change


class Calendar(date):
    """It may become midnight between what the page does and what the test expects of it: here it is always TODAY."""

    @classmethod
    def today(cls):
        return TODAY


@pytest.fixture
def admin(app, own_home, monkeypatch):
    """``admin(part, …)``: the page on TODAY, its part open, with this in the session."""
    monkeypatch.setattr("dashboard.widgets.admin.section.date", Calendar)

    def start(part="roles", **state):
        at = app(own_home, page="admin", part=part)
        for name, value in state.items():
            at.session_state[name] = value
        return at.run()

    return start


def _given(store, login="li.na", role="executive", **more):
    terms = {"valid_from": date(2026, 1, 1), "reason": "hired", "by": "root", "now": NOW, **more}
    return grant_role(store, login=login, role=role, **terms)


def _signed_in(store, login, name="", groups=(), session_id=""):
    session = NewSession(
        id=session_id or f"session of {login}",
        login=login,
        name=name or login,
        employee_id=None,
        groups=groups,
        started_at=NOW,
        ends_at=NOW + timedelta(hours=8),
    )
    seen(store, session, NOW)


def _rows(at, place=0):
    return at.dataframe[place].value.to_numpy().tolist()


def _press(at, label):
    return next(button for button in at.button if button.label == label).click().run()


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS)
def test_an_empty_store(admin, part):
    at = admin(part, role_give_box=True, deputy_add_box=True, role_meanings_box=True, group_roles_box=True)
    assert_sound(at)
    assert [title.value for title in at.title] == ["Administration"]
    assert len(at.dataframe) == 0
    assert [error.value for error in at.error] == []


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS)
def test_in_chinese(app, own_home, store, part):
    _given(store)
    name_deputy(
        store,
        absent_id="E1",
        deputy_id="E2",
        valid_from=TODAY,
        valid_until=TODAY,
        reason="假期",
        by="root",
        now=NOW,
    )
    _signed_in(store, "li.na", "李娜")
    at = app(own_home, page="admin", part=part, lang="zh_Hans")
    for box in ("role_give_box", "deputy_add_box", "role_meanings_box", "group_roles_box"):
        at.session_state[box] = True
    at.run()
    assert_sound(at)
    assert at.title[0].value == "系统管理"
    texts = [said(at), *(widget.label for kind in (at.button, at.selectbox, at.text_input) for widget in kind)]
    texts += [str(cell) for frame in at.dataframe for row in frame.value.to_numpy().tolist() for cell in row]
    english = [
        word for word in ("role", "Role", "sign", "Reason", "Until", "deputy", "Login") if word in " ".join(texts)
    ]
    assert english == []


@pytest.mark.slow
def test_before_there_is_any_data(app, tmp_path):
    at = app(tmp_path / "nothing", page="admin")
    assert_sound(at)
    assert "Nobody signs in here yet." in said(at)


def test_a_role_is_given_to_somebody_who_never_signed_in(admin, store):
    at = admin(role_give_box=True, role_give_login_0="li.na", role_give_department_0="D-7")
    at.selectbox(key="role_give_role_0").set_value("supervisor")
    at.date_input(key="role_give_until_0").set_value(date(2099, 12, 31))
    _press(at, "Give the role")
    assert [error.value for error in at.error] == ["Say why: the reason is kept with the change and in the log."]
    assert all_grants(store) == []
    assert at.session_state["role_give_login_0"] == "li.na", "what was typed is still there"
    at.text_input(key="role_give_reason_0").set_value(" new in sales ")
    _press(at, "Give the role")
    assert_sound(at)
    (grant,) = all_grants(store)
    told = (grant.login, grant.role, grant.employee_id, grant.department, grant.valid_from, grant.valid_until)
    assert told == ("li.na", "supervisor", None, "D-7", TODAY, date(2099, 12, 31))
    assert (grant.reason, grant.created_by) == ("new in sales", "operator")
    assert [one.value for one in at.success] == ["li.na has the role Supervisor."]
    assert at.text_input(key="role_give_reason_1").value == "", "the form begins again"
    row = [
        "li.na",
        "",
        "Supervisor",
        "In force",
        TODAY.isoformat(),
        "2099-12-31",
        "",
        "D-7",
        "operator",
        "new in sales",
    ]
    assert _rows(at) == [row]


@pytest.mark.slow
def test_whom_it_cannot_be_given(admin, store):
    at = admin(role_give_box=True)
    at.text_input(key="role_give_reason_0").set_value("why")
    _press(at, "Give the role")
    assert [error.value for error in at.error] == ["Choose or type the login that gets the role."]
    at = admin(role_give_box=True, role_give_login_0="li.na")
    at.text_input(key="role_give_reason_0").set_value("why")
    _press(at, "Give the role")
    assert [error.value for error in at.error] == ["Choose a role."]
    at.selectbox(key="role_give_role_0").set_value("executive")
    at.date_input(key="role_give_from_0").set_value(None)
    _press(at, "Give the role")
    assert [error.value for error in at.error] == ["Choose the first day."]
    assert all_grants(store) == []


@pytest.mark.slow
def test_the_list_is_filtered_by_text_role_and_state(admin, store):
    _signed_in(store, "li.na", "李娜")
    _given(store, "li.na", "executive")
    _given(store, "wang", "auditor", valid_from=TODAY + timedelta(days=1))
    _given(store, "chen", "auditor", valid_until=date(2026, 1, 31))
    at = admin()
    assert [(row[0], row[3]) for row in _rows(at)] == [("li.na", "In force"), ("wang", "Later"), ("chen", "Ended")]
    assert _rows(at)[0][1] == "李娜"
    at.text_input(key="role_find").set_value("李").run()
    assert [row[0] for row in _rows(at)] == ["li.na"]
    at.text_input(key="role_find").set_value("").run()
    at.selectbox(key="role_filter").set_value("auditor").run()
    at.selectbox(key="role_state").set_value("later").run()
    assert [row[0] for row in _rows(at)] == ["wang"]
    at.selectbox(key="role_filter").set_value("executive").run()
    assert "**0** roles" not in said(at)
    assert "0 roles given" in said(at)


@pytest.mark.slow
def test_many_roles_are_paged(admin, store):
    for number in range(27):
        _given(store, f"login{number:02d}")
    at = admin()
    assert "27 roles given" in said(at)
    assert len(_rows(at)) == 25
    at.session_state["role_page_2"] = 2
    at.run()
    assert [row[0] for row in _rows(at)] == ["login25", "login26"]


def test_a_role_is_changed_and_ended(admin, store):
    grant = _given(store)
    form = f"role_change_{grant.thing_id}"
    at = admin(role_chosen=grant.thing_id)
    assert at.date_input(key=f"{form}_from_0").value == date(2026, 1, 1)
    at.date_input(key=f"{form}_until_0").set_value(date(2099, 6, 30))
    at.text_input(key=f"{form}_reason_0").set_value("leaves")
    _press(at, "Save changes")
    assert_sound(at)
    (grant,) = all_grants(store)
    assert (grant.role, grant.valid_until, grant.reason) == ("executive", date(2099, 6, 30), "leaves")
    at.text_input(key=f"{form}_reason_1").set_value("gone")
    _press(at, "End it now")
    assert_sound(at)
    assert all_grants(store) == []
    assert [one.value for one in at.success] == ["li.na no longer has the role Executive."]
    assert "Save changes" not in [button.label for button in at.button]


@pytest.mark.slow
def test_somebody_changed_it_meanwhile(admin, store):
    grant = _given(store)
    form = f"role_change_{grant.thing_id}"
    at = admin(role_chosen=grant.thing_id)
    kept = {"role": grant.role, "employee_id": None, "department": None, "valid_from": grant.valid_from}
    change_grant(store, grant, **kept, valid_until=date(2098, 1, 1), reason="other", by="another", now=NOW)
    at.date_input(key=f"{form}_until_0").set_value(date(2099, 6, 30))
    at.text_input(key=f"{form}_reason_0").set_value("leaves")
    _press(at, "Save changes")
    assert_sound(at)
    assert [error.value for error in at.error] == [
        "Somebody changed or removed this meanwhile. Look at it again, and repeat your change if it still fits."
    ]
    assert "Now it says: from 2026-01-01 until 2098-01-01, by another." in said(at)
    assert all_grants(store)[0].valid_until == date(2098, 1, 1)
    assert at.text_input(key=f"{form}_reason_0").value == "leaves"
    _press(at, "Save changes")
    assert_sound(at)
    assert all_grants(store)[0].valid_until == date(2099, 6, 30)


@pytest.mark.slow
def test_a_role_that_was_ended_meanwhile(admin, store):
    at = admin(role_chosen="gone")
    assert_sound(at)
    assert "The role you had chosen is no longer there" in said(at)
    assert "The role you had chosen" not in said(at.run())


def test_a_login_is_blocked(admin, store):
    grant = _given(store)
    at = admin(role_chosen=grant.thing_id)
    at.text_input(key=f"role_change_{grant.thing_id}_reason_0").set_value("left the company")
    _press(at, "Block this login")
    assert_sound(at)
    assert {(one.login, one.role, one.valid_from) for one in all_grants(store)} == {
        ("li.na", "blocked", TODAY),
        ("li.na", "executive", date(2026, 1, 1)),
    }
    assert "Blocked (no access)" in [row[2] for row in _rows(at)]


def test_an_administrator_gives_themselves_a_role_and_hears_that_it_is_noted(admin, store, look_as):
    look_as(_as("admin", "root"))
    at = admin(role_give_box=True, role_give_login_0="root")
    at.selectbox(key="role_give_role_0").set_value("executive")
    at.text_input(key="role_give_reason_0").set_value("for the audit")
    _press(at, "Give the role")
    assert [one.value for one in at.success] == [
        "root has the role Executive. You gave it to yourself; the log says so."
    ]


def test_an_administrator_sees_no_customer(admin, look_as, own_home):
    look_as(_as("admin", "root"))
    for part in PARTS:
        at = admin(part)
        assert_sound(at)
        assert not [name for name in ("A", "B", "C", "D") if f"Customer {name}" in said(at)]


def test_an_auditor_reads_and_edits_nothing(admin, store, look_as):
    grant = _given(store)
    _signed_in(store, "li.na")
    deputy = name_deputy(
        store,
        absent_id="E1",
        deputy_id="E2",
        valid_from=TODAY,
        valid_until=TODAY,
        reason="x",
        by="root",
        now=NOW,
    )
    look_as(_as("auditor", "audit"))
    forged = {
        "role_chosen": grant.thing_id,
        "role_give_box": True,
        "deputy_add_box": True,
        "deputy_chosen": deputy,
        "sign_in_chosen": "session of li.na",
    }
    allowed = {"Check the log", "Newer", "Older"}
    for part in PARTS:
        at = admin(part, **forged)
        assert_sound(at)
        assert {button.label for button in at.button if button.key != "take_new_build"} <= allowed
        assert len(at.dataframe) == 1, "but all lists are there"


@pytest.mark.slow
@pytest.mark.parametrize("viewer", [account_manager("E1", "Arno"), _as("executive", "boss")], ids=lambda one: one.name)
def test_others_do_not_come_in(viewer, look_as, own_home, monkeypatch):
    monkeypatch.setenv("DASHBOARD_HOME", str(own_home))
    look_as(viewer)
    at = AppTest.from_file(str(PROJECT / "dashboard" / "pages" / "admin.py"), default_timeout=120)
    at.session_state["role_give_box"] = True
    at.run()
    assert [error.value for error in at.error] == [
        "This page is not for your role. If you need it, ask whoever looks after the roles."
    ]
    assert len(at.main) == 1


def test_deputies(admin, store):
    at = admin("deputies", deputy_add_box=True, deputy_add_absent_0="E1", deputy_add_deputy_0="E2")
    at.text_input(key="deputy_add_reason_0").set_value("holiday")
    _press(at, "Name the deputy")
    assert [error.value for error in at.error] == ["Choose the last day: standing in always ends."]
    at.date_input(key="deputy_add_until_0").set_value(date(2099, 1, 1))
    _press(at, "Name the deputy")
    assert_sound(at)
    assert _rows(at) == [["E1", "E2", "In force", TODAY.isoformat(), "2099-01-01", "holiday", "operator"]]
    (deputy,) = all_deputies(store)
    at.session_state["deputy_chosen"] = deputy
    at.run()
    at.button(key="deputy_end").click().run()
    assert_sound(at)
    assert [one.value for one in at.success] == ["E2 no longer stands in for E1."]
    assert all_deputies(store) == []


def test_sign_ins_end_one_and_all_of_a_person(admin, store):
    _signed_in(store, "li.na", "李娜", session_id="a" * 64)
    _signed_in(store, "li.na", "李娜", session_id="b" * 64)
    _signed_in(store, "wang", session_id="c" * 64)
    _given(store, "li.na", "executive")
    at = admin("sign_ins", sign_in_chosen="a" * 64)
    assert_sound(at)
    assert "3 sign-ins are open" in said(at)
    assert sorted((row[0], row[1], row[2]) for row in _rows(at)) == [
        ("li.na", "李娜", "Executive"),
        ("li.na", "李娜", "Executive"),
        ("wang", "wang", "—"),
    ]
    at.button(key="sign_in_end_one").click().run()
    assert sorted(one.id[0] for one in active_sessions(store, NOW)) == ["b", "c"]
    at.session_state["sign_in_chosen"] = "b" * 64
    at.run()
    at.button(key="sign_in_end_all").click().run()
    assert_sound(at)
    assert [one.id[0] for one in active_sessions(store, NOW)] == ["c"]


@pytest.mark.slow
def test_logs_are_paged_by_key(admin, store, own_home):
    trail = open_trail(store, Home(own_home))
    for number in range(60):
        trail.add(Action.OPEN_PAGE, who="li.na", subject="pyramid", details={"no": number})
    at = admin("logs")
    assert_sound(at)
    numbers = [int(row[-1]) for row in _rows(at)]
    assert len(numbers) == 25
    trail.add(Action.OPEN_PAGE, who="li.na", subject="pyramid")  # what comes in meanwhile moves no page
    at.button(key="log_older").click().run()
    assert int(_rows(at)[0][-1]) == numbers[-1] - 1
    at.button(key="log_older").click().run()
    assert int(_rows(at)[-1][-1]) == 1
    assert at.button(key="log_older").disabled
    at.button(key="log_newer").click().run()
    assert int(_rows(at)[0][-1]) == numbers[-1] - 1
    at.selectbox(key="log_kind").set_value("exports").run()
    assert "No entry fits this choice." in said(at)


def test_logs_are_filtered_and_said_in_words(admin, store, own_home):
    trail = open_trail(store, Home(own_home))
    _signed_in(store, "li.na", "李娜")
    _signed_in(store, "wang")
    trail.add(
        Action.EXPORT,
        who="li.na",
        subject="customers",
        details={
            "format": "csv",
            "as_of": "2025-06",
            "period": "12",
            "filters": {"region": ["East", "West"]},
            "portfolio": {"quiet": "90", "directions": "moved_down,stopped"},
            "is_searched": False,
            "odd": 1,
        },
        rows=1234,
        at=datetime(2026, 1, 15, 8, 30, tzinfo=UTC),
    )
    trail.add(Action.REVEAL, who="wang", subject="K1", reason="calls back", at=datetime(2026, 2, 1, tzinfo=UTC))
    at = admin("logs", log_kind="exports")
    (row,) = _rows(at)
    told = ["2026-01-15 08:30", "李娜 (li.na)", "downloaded", "customers one by one", "1,234", ""]
    assert row[:6] == told
    # In which order the details come back is the database's affair.
    for detail in (
        "As-of month: 2025-06",
        "Selection: (Region: East, West)",
        "Last order: No order for 90 days or more",
        "Direction: ↓ down, ✕ stopped",
        "File format: csv",
        "odd: 1",
        "Period: Rolling 12 months",
    ):
        assert detail in row[6]
    assert "Searched" not in row[6]
    at.selectbox(key="log_kind").set_value("all")
    at.selectbox(key="log_who").set_value("wang").run()
    trail.add(Action.OPEN_PAGE, who="wang", subject="what-if")
    trail.add(Action.REFUSED, who="wang", subject="no_role")
    told = sorted(row[2:4] + row[5:6] for row in _rows(at.run()))
    assert told == [
        ["had a contact shown", "K1", "calls back"],
        ["opened a page", "What-if", ""],
        ["signed in", "", ""],
        ["was refused", "no role", ""],
    ]
    at.selectbox(key="log_who").set_value(None)
    at.date_input(key="log_since").set_value(date(2026, 1, 15))
    at.date_input(key="log_until").set_value(date(2026, 1, 15)).run()
    assert [row[2] for row in _rows(at)] == ["downloaded"]
    at.date_input(key="log_until").set_value(date(2026, 1, 14)).run()
    assert [error.value for error in at.error] == ["The period ends before it begins. Choose another day."]
    far = {"log_since": date(1999, 1, 1), "log_until": date(2999, 1, 1)}
    for key, day in far.items():
        at.date_input(key=key).set_value(day)
    at.run()
    assert {key: at.date_input(key=key).value for key in far} == far, "whatever day it is today"


@pytest.mark.slow
@pytest.mark.parametrize("role", ["admin", "auditor"])
def test_the_list_as_a_file_is_written_down(admin, store, own_home, look_as, monkeypatch, role):
    trail = open_trail(store, Home(own_home))
    for who in ("li.na", "wang", "li.na"):
        trail.add(Action.OPEN_PAGE, who=who, subject="pyramid")
    look_as(_as(role, "root"))
    buttons = {}
    monkeypatch.setattr(
        "dashboard.widgets.admin.log_file.download_button", lambda label, make, **more: buttons.update({label: make})
    )
    monkeypatch.setattr("dashboard.widgets.admin.log_file.AT_ONCE", 1)
    assert_sound(admin("logs", log_kind="access"))
    content = buttons["CSV"]().decode("utf-8-sig")
    assert [line.split(",")[2] for line in content.splitlines()[1:4]] == ["li.na", "wang", "li.na"]
    noted = trail.entries(limit=1)[0]
    assert (noted.action, noted.who, noted.subject, noted.rows) == ("export", "root", "log", 3)
    assert noted.details["kind"] == "access"
    assert content.splitlines()[4].startswith("# Pyramidion: exported by root at ")
    monkeypatch.setattr("dashboard.widgets.admin.log_file.MOST_ENTRIES", 2)
    with pytest.raises(RuntimeError, match="More than 2 entries fit this choice"):
        buttons["CSV"]()


def test_the_chain_is_checked(admin, store, own_home):
    trail = open_trail(store, Home(own_home))
    for _ in range(3):
        trail.add(Action.OPEN_PAGE, who="li.na", subject="pyramid")
    at = admin("logs")
    at.button(key="trail_verify").click().run()
    assert_sound(at)
    assert "Verified up to entry 3." in said(at)
    assert "Last head kept outside the store: entry 1 on" in said(at)
    with store.writing() as session:
        session.execute(text("update trail set who = 'somebody' where seq = 2"))
    at.button(key="trail_verify").click().run()
    assert_sound(at)
    assert [error.value for error in at.error] == [
        "Entry 2 of the log was changed. Entries up to 1 are as they were written."
    ]
