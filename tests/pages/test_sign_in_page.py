"""Who is let in and as whom, with the token's claims given instead of a provider; tests/browser has the whole way."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from streamlit.testing.v1 import AppTest

from dashboard.data.home import Home
from dashboard.data.records.deputies import name_deputy
from dashboard.data.records.grants import grant_role
from dashboard.data.records.logins import active_sessions, end_sessions_of
from dashboard.data.records.store import RecordsStore, home_records
from dashboard.data.records.trail import home_trail
from dashboard.logic.roles import ROLES
from dashboard.logic.viewer import Viewer
from dashboard.login_settings import LoginSettings
from dashboard.settings import Settings
from dashboard.widgets.identity import Refusal, signed_in_viewer
from tests.data.hand_made_build import Customer, Order, hand_made_build
from tests.oidc import ROLES_BY_GROUP
from tests.pages.conftest import PROJECT, assert_sound, said

SignedIn = Callable[..., AppTest]
GIVEN = {"valid_from": date(2020, 1, 1), "reason": "test", "by": "u-admin", "now": datetime.now(UTC)}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Customers A and B are E1's, C is E2's, D is nobody's."""
    customers = [Customer("A", manager="E1"), Customer("B", manager="E1"), Customer("C", manager="E2"), Customer("D")]
    orders = [Order(name, date(2024, 1, 5), f"{place * 100}") for place, name in enumerate("ABCD", start=1)]
    hand_made_build(tmp_path, customers, orders, data_through=date(2024, 1, 31))
    return tmp_path


@pytest.fixture
def records(home: Path) -> RecordsStore:
    return home_records(Home(home), Settings())


@pytest.fixture
def signed_in(home: Path, monkeypatch: pytest.MonkeyPatch) -> SignedIn:
    """``signed_in("executive", employee="E1", **claims)``: the app after its first run for somebody of this group."""
    login = {
        "metadata_url": "https://id.example.cn/.well-known/openid-configuration",
        "client_id": "c",
        "client_secret": "s",
        "cookie_secret": "0123456789" * 4,
        "public_url": "https://pyramid.example.cn",
        "roles_by_group": json.dumps(ROLES_BY_GROUP),
    }
    for name, value in login.items():
        monkeypatch.setenv(f"DASHBOARD_LOGIN__{name.upper()}", value)
    monkeypatch.setenv("DASHBOARD_HOME", str(home))
    monkeypatch.setattr("dashboard.widgets.identity.FRESH_FOR_S", 0)
    now = int(datetime.now(UTC).timestamp())

    def start(*roles: str, employee: str | None = None, **claims: object) -> AppTest:
        user = {
            "is_logged_in": True,
            "iss": "https://id.example.cn",
            "sub": "u-mei",
            "iat": now - 60,
            "exp": now + 3600,
            "nonce": "n1",
            "name": "Mei [x](http://evil.example)",
            "groups": [f"dash-{role.replace('_', '-')}" for role in roles],
            "employee_id": employee,
            **claims,
        }
        at = AppTest.from_file(str(PROJECT / "streamlit_app.py"), default_timeout=120)
        at.user = {name: value for name, value in user.items() if value is not None}
        return at.run()

    return start


def _is_closed(at: AppTest) -> bool:
    """Nothing of the data and no page of it."""
    return not at.metric and not at.dataframe and not at.sidebar.children and "CN¥" not in said(at)


def test_whoever_has_not_signed_in_is_asked_to(signed_in: SignedIn) -> None:
    for at in (signed_in(is_logged_in=False), signed_in(is_logged_in=None, sub=None)):
        assert _is_closed(at)
        assert [button.label for button in at.button] == ["Sign in"]
        assert_sound(at)


@pytest.mark.parametrize(
    ("role", "title"),
    [
        ("executive", "Customer pyramid"),
        ("account_manager", "My customers"),
        ("team_lead", "My customers"),
        ("auditor", "Customer pyramid"),
        ("data_steward", "Customer pyramid"),
        ("admin", "Administration"),
    ],
)
def test_each_role_lands_on_its_page(signed_in: SignedIn, role: str, title: str) -> None:
    at = signed_in(role, employee="E1")
    assert_sound(at)
    assert [one.value for one in at.title] == [title]
    assert at.sidebar.text[0].value == f"Mei [x](http://evil.example) · {ROLES[role].title}"


def test_an_account_manager_sees_their_own_customers(signed_in: SignedIn, records: RecordsStore) -> None:
    assert "2 customers" in said(signed_in("account_manager", employee="E1"))
    assert "CN¥" not in said(signed_in("account_manager"))  # the token names nobody
    name_deputy(records, absent_id="E2", deputy_id="E1", valid_until=date.today() + timedelta(days=1), **GIVEN)
    assert "3 customers" in said(signed_in("account_manager", employee="E1"))


def test_roles_come_from_grants_too_and_only_from_known_groups(signed_in: SignedIn, records: RecordsStore) -> None:
    at = signed_in(groups=["executive", "dash-boss"])
    assert _is_closed(at)
    assert "You have no role here yet" in said(at)
    assert "You are signed in as u-mei." in said(at)
    assert [button.key for button in at.button] == ["sign_out"]
    grant_role(records, login="u-mei", role="account_manager", employee_id="E2", **GIVEN)
    at.run()
    assert "1 customer" in said(at)
    assert_sound(at)
    grant_role(records, login="u-mei", role="blocked", **GIVEN)
    at.run()
    assert _is_closed(at)
    assert "Your access is blocked" in said(at)


def test_a_grant_counts_on_its_days_only(signed_in: SignedIn, records: RecordsStore) -> None:
    today = date.today()
    given = {**GIVEN, "valid_from": today + timedelta(days=2)}  # it may become midnight meanwhile
    grant_role(records, login="u-mei", role="executive", **given)
    grant_role(records, login="u-mei", role="auditor", valid_until=today - timedelta(days=1), **GIVEN)
    assert "You have no role here yet" in said(signed_in())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ({"exp": 1_700_000_000}, "You signed in too long ago"),
        ({"iat": int(datetime.now(UTC).timestamp()) - 13 * 3600}, "You signed in too long ago"),
        ({"exp": None}, "did not say who you are"),
        ({"iat": None}, "did not say who you are"),
        ({"sub": None}, "did not say who you are"),
    ],
)
def test_an_old_or_broken_token_is_refused(signed_in: SignedIn, claims: dict[str, object], sentence: str) -> None:
    at = signed_in("executive", **claims)
    assert _is_closed(at)
    assert sentence in said(at)
    assert [button.label for button in at.button] == ["Sign in"]


def test_an_ended_sign_in_is_refused_and_the_next_one_is_not(signed_in: SignedIn, records: RecordsStore) -> None:
    at = signed_in("executive")
    assert_sound(at)
    assert [session.login for session in active_sessions(records, datetime.now(UTC))] == ["u-mei"]
    end_sessions_of(records, "u-mei", by="u-admin", now=datetime.now(UTC))
    at.run()
    assert _is_closed(at)
    assert "This sign-in was ended." in said(at)
    assert _is_closed(signed_in("executive"))  # another tab, or a copied cookie: the same token
    assert not _is_closed(signed_in("executive", nonce="n2"))


def test_a_sign_in_that_ends_while_the_page_is_drawn_leaves_none_of_it(
    signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def ends_after(guards: int) -> None:
        def look() -> Viewer | Refusal:
            asked.append(1)
            return signed_in_viewer() if len(asked) <= guards else Refusal("too_old", "u-mei")

        asked.clear()
        monkeypatch.setattr("dashboard.widgets.viewing.signed_in_viewer", look)

    ends_after(1_000)
    at = signed_in("executive")
    assert not _is_closed(at)
    for guards in range(len(asked)):
        ends_after(guards)
        at = signed_in("executive", nonce=f"n{guards}")
        assert _is_closed(at), guards
        assert "You signed in too long ago" in said(at)
        assert_sound(at)


def test_signing_out_ends_the_sign_in(signed_in: SignedIn, records: RecordsStore) -> None:
    at = signed_in("executive")
    at.button(key="sign_out").click().run()
    assert _is_closed(at)
    assert active_sessions(records, datetime.now(UTC)) == []
    assert "This sign-in was ended." in said(signed_in("executive"))


@pytest.mark.slow
def test_what_is_written_down(signed_in: SignedIn, home: Path) -> None:
    at = signed_in("executive")
    at.run()
    at.switch_page("dashboard/pages/trends.py").run()
    at.run()
    signed_in(sub="u-eve").run()
    entries = home_trail(Home(home), Settings()).entries()
    told = [(entry.who, entry.action, entry.subject) for entry in reversed(entries)]
    assert told == [
        ("u-mei", "sign_in", ""),
        ("u-mei", "open_page", "pyramid"),
        ("u-mei", "open_page", "trends"),
        ("u-eve", "sign_in", ""),
        ("u-eve", "refused", "no_role"),
    ]
    assert len({entry.session_id for entry in entries if entry.who == "u-mei"}) == 1


@pytest.mark.slow
def test_several_roles_together_hide_what_one_alone_hides(signed_in: SignedIn) -> None:
    at = signed_in("analyst", "account_manager", employee="E1")
    assert_sound(at)
    choice = at.selectbox(key="acting_as")
    assert choice.options == ["All my roles", "Account manager", "Analyst"]
    company = "1 customer (25% of those active)"
    assert company in said(at)
    choice.set_value("account_manager").run()
    assert_sound(at)
    assert company not in said(at)
    choice.set_value("").run()
    assert company in said(at)


def test_a_role_that_is_not_held_is_not_acted_in(signed_in: SignedIn) -> None:
    at = signed_in("account_manager", employee="E1")
    at.session_state["acting_as"] = "executive"
    at.run()
    assert "2 customers" in said(at)
    assert not [box for box in at.selectbox if box.key == "acting_as"]


@pytest.mark.slow
def test_looking_as_somebody_takes_rights_away_and_is_written_down(signed_in: SignedIn, home: Path) -> None:
    at = signed_in("executive")
    choice = at.selectbox(key="view_as")
    assert choice.options == ["Myself", "Name of E1", "Name of E2"]
    choice.set_value("E1").run()
    assert_sound(at)
    assert "You are viewing as Name of E1" in said(at)
    seen = [entry for entry in home_trail(Home(home), Settings()).entries() if entry.action == "view_as"]
    assert [(entry.who, entry.subject) for entry in seen] == [("u-mei", "E1")]


def test_nobody_looks_beyond_their_own_scope(signed_in: SignedIn) -> None:
    at = signed_in("team_lead", employee="E1")
    assert at.selectbox(key="view_as").options == ["Myself", "Name of E1"]
    manager = signed_in("account_manager", employee="E1")
    assert not [box for box in manager.selectbox if box.key == "view_as"]
    manager.session_state["view_as"] = "E2"
    manager.run()
    assert "2 customers" in said(manager)


def test_without_a_login_every_page_says_so_and_shows_what_roles_see(app: Callable[..., AppTest], home: Path) -> None:
    at = app(home)
    assert "Without a login: this machine only" in said(at)
    assert at.selectbox(key="view_as").options[:3] == ["Everything (operator)", "Executive", "Service quality"]
    for role in ("executive", "service_quality", "data_steward", "analyst", "committee", "auditor"):
        at.selectbox(key="view_as").set_value(f"role:{role}").run()
        assert_sound(at)
        assert f"You are viewing as {ROLES[role].title}" in said(at)


def test_broken_settings_open_nothing(home: Path, app: Callable[..., AppTest]) -> None:
    (home / "settings.toml").write_text('[login]\nclient_id = "c"\n', encoding="utf-8")
    at = app(home)
    assert _is_closed(at)
    assert "Setting login.metadata_url is not valid" in said(at).replace("\\", "")


def test_groups_listed_are_those_the_server_started_with(signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings changed later open nothing, so the page must not say that they do."""
    now = Settings().login
    assert now is not None
    assert "dash-executive" in now.roles_by_group
    monkeypatch.setattr(
        "dashboard.settings._login_at_start", [_login(**{"dash-admin": "admin", "at-start": "auditor"})]
    )
    at = signed_in("admin")
    at.session_state["group_roles_box"] = True
    at.run()
    assert_sound(at)
    assert "|at-start|Auditor|" in said(at)
    assert "dash-executive" not in said(at)


def _login(**roles_by_group: str) -> LoginSettings:
    return LoginSettings(
        metadata_url="https://id.example.cn/.well-known/openid-configuration",
        client_id="c",
        client_secret=SecretStr("s"),
        cookie_secret=SecretStr("0123456789" * 4),
        public_url="https://pyramid.example.cn",
        roles_by_group=roles_by_group,
    )
