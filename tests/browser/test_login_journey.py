"""Signing in with a real provider: who lands where, who is refused, and how a sign-in ends."""

import shutil
from collections.abc import Callable, Generator
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Route

from dashboard.data.home import Home
from dashboard.data.reading.customer_choices import choices
from dashboard.data.reading.marts import open_marts
from dashboard.data.records.grants import all_grants, end_grant, grant_role
from dashboard.data.records.logins import active_sessions, end_sessions_of
from dashboard.data.records.store import RecordsStore, sqlite_url
from dashboard.data.records.trail import home_trail
from dashboard.logic.viewer import operator
from dashboard.settings import Settings
from tests.browser.conftest import Visitor
from tests.oidc import STYLES, LoginServer, everybody, provider, serving_with_login, sign_in, without_secrets
from tests.patience import PATIENCE_S, get, put

NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def home(fresh_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo company with records of its own."""
    return shutil.copytree(fresh_demo, tmp_path_factory.mktemp("login") / "home")


@pytest.fixture(scope="module")
def manager(home: Path) -> str:
    """The employee id of an account manager with many customers."""
    offered = choices(open_marts(Home(home)), operator(), "account_manager_id")
    return max(offered, key=lambda one: one.customers if one.value else 0).value


@pytest.fixture(scope="module")
def metadata_url(manager: str) -> Generator[str]:
    with provider(everybody({"account_manager": manager, "team_lead": manager, "supervisor": manager})) as address:
        yield address


@pytest.fixture(scope="module")
def server(home: Path, metadata_url: str) -> Generator[LoginServer]:
    with serving_with_login(home, metadata_url) as running:
        yield running
    assert without_secrets(running, running.log.read_text(encoding="utf-8"))


@pytest.fixture
def records(server: LoginServer) -> Generator[RecordsStore]:
    """The store of the running server, as an administrator's command line opens it."""
    store = RecordsStore(sqlite_url(Home(server.home)))
    yield store
    store.close()


def _without_styles(route: Route) -> None:
    """The provider's own pages want a style sheet from outside; the product never wants anything."""
    route.fulfill(status=200, content_type="text/css", body="")


@pytest.fixture
def person(visit: Callable[..., Visitor], server: LoginServer) -> Callable[..., Visitor]:
    """``person("u-executive", "/trends?period=3")``: a browser in which this person has just signed in."""

    def make(login: str, path: str = "/", *, at: str = server.address, **options: object) -> Visitor:
        tab = visit(at=at, **options)
        tab.page.route(STYLES, _without_styles)
        tab.open(path)
        tab.page.get_by_role("button", name="Sign in").click()
        tab.page.locator(f'button[value="{login}"]').click()
        tab.page.wait_for_url(f"{at}/**")
        tab.idle()
        return tab

    return make


def _copied(browser: Browser, tab: Visitor) -> Visitor:
    """Somebody else's browser, with the cookies of this one."""
    context = browser.new_context()
    context.add_cookies(tab.page.context.cookies())
    return Visitor(context.new_page(), tab.address)


def _shows_nothing(tab: Visitor) -> None:
    text = tab.page.locator("body").inner_text()
    assert "CN¥" not in text
    assert tab.page.locator('[data-testid="stSidebarNav"], .js-plotly-plot, [data-testid="stDataFrame"]').count() == 0


def test_a_link_opened_first_on_a_fresh_server_shows_nothing_until_the_sign_in_and_is_kept(
    visit: Callable[..., Visitor], home: Path, metadata_url: str
) -> None:
    with serving_with_login(home, metadata_url, log=home / "fresh.log") as fresh:
        tab = visit(at=fresh.address)
        tab.page.route(STYLES, _without_styles)
        tab.open("/trends?period=3&lang=zh_Hans")
        tab.sees("登录")
        _shows_nothing(tab)
        assert tab.page.get_by_text("Page not found").count() == 0
        tab.page.get_by_role("button", name="登录").click()
        tab.page.locator('button[value="u-executive"]').click()
        tab.page.wait_for_url(f"{fresh.address}/trends?*")
        tab.idle()
        tab.sees("趋势")
        assert "period=3" in tab.page.url
        assert "lang=zh_Hans" in tab.page.url
        assert tab.complaints == []


def test_everybody_lands_on_the_page_of_their_role(person: Callable[..., Visitor]) -> None:
    for login, heading, role in (
        ("u-account_manager", "My customers", "Account manager"),
        ("u-executive", "Customer pyramid", "Executive"),
        ("u-admin", "Administration", "Administrator"),
    ):
        tab = person(login)
        tab.page.get_by_role("heading", level=1, name=heading).wait_for()
        tab.sees(f"Test {login.removeprefix('u-')} · {role}")
        assert tab.complaints == []


def test_an_account_manager_has_no_page_of_others(person: Callable[..., Visitor]) -> None:
    tab = person("u-account_manager")
    titles = tab.page.locator('[data-testid="stSidebarNavLink"]').all_inner_texts()
    assert not {"Data import", "Administration"} & {title.strip() for title in titles}
    assert tab.page.get_by_role("combobox", name="View as").count() == 0


def test_no_known_role_is_refused_politely_and_a_granted_one_counts_on_the_next_click(
    person: Callable[..., Visitor], records: RecordsStore
) -> None:
    tab = person("u-stranger")
    tab.sees("You have no role here yet")
    tab.sees("You are signed in as u-stranger.")
    _shows_nothing(tab)
    given = {"valid_from": date.today(), "reason": "covers the desk", "by": "u-admin", "now": NOW}
    grant_role(records, login="u-stranger", role="committee", **given)
    tab.open()
    tab.page.get_by_role("heading", level=1, name="Customer pyramid").wait_for()
    grant_role(records, login="u-stranger", role="blocked", **given)
    tab.open()
    tab.sees("Your access is blocked")
    _shows_nothing(tab)
    for grant in all_grants(records):
        end_grant(records, grant, by="u-admin", now=datetime.now(UTC))
    refusals = home_trail(Home(tab_home(records)), Settings()).entries(who="u-stranger")
    subjects = [entry.subject for entry in refusals if entry.action == "refused"]
    # Once for each page that was open: the one that looked for new data just then may have heard of the block, too.
    assert list(dict.fromkeys(subjects)) == ["blocked", "no_role"]


def tab_home(records: RecordsStore) -> Path:
    return Path(str(records.url.database)).parents[1]


def test_a_sign_in_that_an_administrator_ends_is_refused_at_the_next_click(
    person: Callable[..., Visitor], records: RecordsStore
) -> None:
    tab = person("u-auditor")
    tab.page.get_by_role("heading", level=1, name="Customer pyramid").wait_for()
    link = tab.idle().page.get_by_role("link", name="Trends").element_handle()
    assert end_sessions_of(records, "u-auditor", by="u-admin", now=datetime.now(UTC)) == 1
    link.evaluate("link => link.click()")  # at once: looking for new data may have taken the link away by now
    tab.sees("This sign-in was ended.")
    tab.idle()
    _shows_nothing(tab)
    assert "u-auditor" not in {session.login for session in active_sessions(records, datetime.now(UTC))}


def test_an_open_tab_is_emptied_without_a_click(person: Callable[..., Visitor], records: RecordsStore) -> None:
    tab = person("u-committee")
    tab.page.get_by_role("heading", level=1, name="Customer pyramid").wait_for()
    end_sessions_of(records, "u-committee", by="u-admin", now=datetime.now(UTC))
    tab.sees("This sign-in was ended.")  # the page looks for new data every five seconds
    tab.idle()
    _shows_nothing(tab)


def test_signing_out_ends_copied_cookies_too(
    person: Callable[..., Visitor], browser: Browser, records: RecordsStore
) -> None:
    tab = person("u-executive")
    tab.page.get_by_role("heading", level=1, name="Customer pyramid").wait_for()
    thief = _copied(browser, tab)
    thief.open("/trends")
    thief.page.get_by_role("heading", level=1, name="Trends").wait_for()
    tab.page.get_by_role("button", name="Sign out").click()
    # The provider asks back whether its own sign-in ends as well.
    tab.page.wait_for_url("**/oauth2/end_session**")
    tab.open()
    tab.page.get_by_role("button", name="Sign in").wait_for()
    assert [cookie for cookie in tab.page.context.cookies() if cookie["name"] == "_streamlit_user"] == []
    thief.open("/trends")
    thief.sees("This sign-in was ended.")
    _shows_nothing(thief)
    thief.page.context.close()
    trail = home_trail(Home(tab_home(records)), Settings()).entries(who="u-executive")
    assert trail[0].action in ("refused", "sign_out")
    assert "sign_out" in {entry.action for entry in trail}


@pytest.mark.slow
def test_a_sign_in_that_is_too_old_is_refused(person: Callable[..., Visitor], home: Path, metadata_url: str) -> None:
    was_shown = False
    for seconds in (12, 40, 120):  # a busy machine may need longer than the sign-in lasts to show anything
        with serving_with_login(home, metadata_url, log=home / "short.log", session_hours=seconds / 3600) as short:
            tab = person("u-executive", at=short.address)
            heading = tab.page.get_by_role("heading", level=1, name="Customer pyramid")
            said = tab.page.get_by_text("You signed in too long ago.")
            heading.or_(said).first.wait_for()
            was_shown = heading.is_visible()
            said.first.wait_for(timeout=(seconds + 60) * 1000)
            tab.idle()
            _shows_nothing(tab)
        if was_shown:
            break
    assert was_shown


def test_two_roles_may_act_in_one(person: Callable[..., Visitor]) -> None:
    tab = person("u-two-roles")
    tab.page.get_by_role("heading", level=1, name="Customer pyramid").wait_for()
    tab.sees("Test two roles · Account manager, Analyst")
    tab.choose("Acting as", "Account manager")
    tab.page.locator('[data-testid="stSidebarNavLink"]', has_text="Data import").wait_for(state="detached")
    tab.open("/")
    assert tab.complaints == []


def test_the_dance_without_a_browser_ends_where_it_began(server: LoginServer) -> None:
    client = sign_in(server, "u-executive", came_from="/what-if?mode=rank&at=5")
    assert client.landed == "/what-if?mode=rank&at=5"  # ty: ignore[unresolved-attribute]
    client.close()


def test_a_download_is_for_nobody_else(person: Callable[..., Visitor], server: LoginServer) -> None:
    tab = person("u-account_manager")
    with tab.page.expect_download() as waiting:
        tab.page.get_by_role("button", name="CSV", exact=True).click()
    url, content = waiting.value.url, waiting.value.path().read_bytes()
    assert "# Pyramidion: exported by u-account_manager" in content.decode("utf-8-sig")
    own = httpx.Cookies({cookie["name"]: cookie["value"] for cookie in tab.page.context.cookies()})
    assert get(url, cookies=own).content == content
    others = sign_in(server, "u-executive")
    tampered = {**dict(own), "_streamlit_user": own["_streamlit_user"][:-2] + "xx"}
    for cookies in (others.cookies, {}, tampered):
        assert get(url, cookies=cookies).status_code == 404
    others.close()


def test_what_the_server_says_to_those_who_try(server: LoginServer) -> None:
    """The same checks as tests/test_server.py, once, at the server as it runs."""
    host = server.address.removeprefix("http://")
    page = get(server.address)
    assert page.headers["cache-control"] == "no-store"
    assert get(server.address, headers={"host": "evil.example"}).status_code == 403
    assert get(f"{server.address}/_stcore/metrics").status_code == 404
    assert put(f"{server.address}/_stcore/upload_file/a/b", content=b"x" * 2_200_000).status_code == 413
    forged = get(f"{server.address}/auth/login?provider=forged", headers={"host": host})
    assert (forged.status_code, forged.headers["location"]) == (302, "/")
    # 61 within one minute of the clock are too many; of twice as many so many are, wherever a minute ends.
    with httpx.Client(base_url=server.address, timeout=PATIENCE_S) as client:
        tries = [client.get("/oauth2callback?state=x").status_code for _ in range(2 * 61)]
    assert set(tries) == {302, 429}
