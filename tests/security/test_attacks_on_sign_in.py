"""On the sign-in: cookies, sessions, the way back

Cookies that were changed, kept, stolen or mixed, and links that lead away.
"""

import hashlib
import json
import re
import time
from collections.abc import Generator
from contextlib import closing
from pathlib import Path

import pytest
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, decode_signed_value

from dashboard.data.home import Home
from dashboard.data.records.store import RecordsStore, sqlite_url
from dashboard.data.records.trail import home_trail
from dashboard.settings import Settings
from tests import patience
from tests.oidc import LoginServer, Person, provider, serving_with_login, sign_in, sign_in_address, signed_in_cookies
from tests.security.attack_table import attack
from tests.security.readable import texts_of
from tests.security.tab import Tab

USER = "_streamlit_user"


def _shown(server: LoginServer, cookies: dict[str, str], page: str = "pyramid") -> tuple[str, ...]:
    """The pages that somebody with these cookies is offered; nothing else of the company may be there without."""
    with Tab(server, cookies) as tab:
        answers = tab.visit(page, "")
        if not tab.pages_shown():
            text = "\n".join(text for answer in answers for text in texts_of(answer))
            assert "CN¥" not in text
            assert not [one for one in tab.widgets.values() if one.kind in ("dataframe", "plotly_chart")]
        return tab.pages_shown()


@attack(
    "Changed cookie",
    tried="every 40th byte of it flipped, its ends cut off, its parts exchanged with another person's, without its"
    " signature, with the payload of an executive",
    outcome="nobody is signed in; files stay closed as well",
)
def test_tampered_cookie(server: LoginServer) -> None:
    cookies, other = (signed_in_cookies(server, login) for login in ("u-analyst", "u-executive"))
    own = cookies[USER].strip('"')
    theirs = other[USER].strip('"')
    payload, stamp, signature = own.rsplit(".", 2)
    forged = [own[:place] + ("A" if own[place] != "A" else "B") + own[place + 1 :] for place in range(0, len(own), 40)]
    # The last letter of a signature holds bits that nobody reads.
    forged += [own[:-4], own[4:], payload, f"{payload}.{stamp}", f"{payload}.{stamp}.", f"..{own}", "", "null", "{}"]
    their_payload, their_stamp, their_signature = theirs.rsplit(".", 2)
    forged += [f"{their_payload}.{stamp}.{signature}", f"{payload}.{their_stamp}.{their_signature}"]
    forged += [f"{payload}.{their_stamp}.{signature}"]
    assert _shown(server, cookies)
    for value in set(forged) - {own}:  # two sign-ins of one second have the same stamp
        assert _shown(server, {**cookies, USER: value}) == (), value[-60:]
    for value in forged[::5]:
        assert patience.get(f"{server.address}/media/x.csv", cookies={USER: value}).status_code == 404


def _claims(server: LoginServer, cookies: dict[str, str]) -> dict[str, object]:
    secret = server.environment["DASHBOARD_LOGIN__COOKIE_SECRET"]
    return json.loads(decode_signed_value(secret, USER, cookies[USER].strip('"')) or b"{}")


@attack(
    "Cookie of one's own making",
    tried="an executive's claims signed with the provider's client secret, an empty one, another server's; with our own"
    " secret but under another cookie's name; plain JSON and base64 without a signature",
    outcome="nobody is signed in",
)
def test_cookie_with_another_secret(server: LoginServer) -> None:
    cookies = signed_in_cookies(server, "u-executive")
    claims = json.dumps(_claims(server, cookies))
    ours = server.environment["DASHBOARD_LOGIN__COOKIE_SECRET"]
    keys = (server.environment["DASHBOARD_LOGIN__CLIENT_SECRET"], "x", ours[:-1], ours.upper())
    forged = [create_signed_value(key, USER, claims).decode() for key in keys]
    forged += [
        create_signed_value(ours, name, claims).decode() for name in ("_streamlit_user_1", "_streamlit_xsrf", "")
    ]
    assert _shown(server, {**cookies, USER: create_signed_value(ours, USER, claims).decode()})
    for value in (*forged, claims.replace('"', "'"), "eyJzdWIiOiJ1LWV4ZWN1dGl2ZSJ9"):
        assert _shown(server, {**cookies, USER: value}) == ()


@attack(
    "Cookie of another server that shares the secret",
    tried="claims of another origin, without an origin, without exp or iat, not logged in, signed with our own secret",
    outcome="nobody is signed in",
)
def test_cookie_of_another_origin(server: LoginServer) -> None:
    cookies = signed_in_cookies(server, "u-executive")
    claims = _claims(server, cookies)
    ours = server.environment["DASHBOARD_LOGIN__COOKIE_SECRET"]
    without = [
        {name: value for name, value in claims.items() if name != one} for one in ("origin", "exp", "iat", "sub")
    ]
    changed = [{**claims, "origin": "https://evil.example"}, {**claims, "is_logged_in": False}]
    changed += [{**claims, "exp": 0}, {**claims, "exp": "never"}, {**claims, "exp": 1e300, "iat": True}]
    changed += [{**claims, "sub": "operator"}, {**claims, "sub": ["u-executive"]}, {**claims, "sub": "command line"}]
    for forged in (*without, *changed):
        value = create_signed_value(ours, USER, json.dumps(forged)).decode()
        assert _shown(server, {**cookies, USER: value}) == (), forged


@attack(
    "Replayed cookie",
    tried="a copy of the cookies after its owner has pressed Sign out, and after the sign-in was ended; again later",
    outcome="nothing is shown, the refusal is in the trail",
)
def test_replayed_cookie(server: LoginServer) -> None:
    cookies = signed_in_cookies(server, "u-committee")
    with Tab(server, cookies) as tab:
        tab.visit("pyramid", "")
        assert tab.pages_shown()
        tab.move(tab.by_key("sign_out"), "trigger_value", True)
    for _ in range(2):
        time.sleep(0.3)
        assert _shown(server, cookies) == ()
    store = RecordsStore(sqlite_url(Home(server.home)))
    try:
        entries = home_trail(Home(server.home), Settings()).entries(who="u-committee")
    finally:
        store.close()
    assert {"sign_out", "refused"} <= {str(entry.action) for entry in entries}


@attack(
    "Cookie of an expired token",
    tried="the cookie of a sign-in whose token lasts some seconds, in an open tab and in a new one",
    outcome="nothing is shown after its end",
)
def test_expired_token(home: Path) -> None:
    person = Person("u-executive", "Test executive", ("dash-executive",))
    was_shown = False
    for seconds in (6, 20, 60):  # a busy machine may need longer than the token lasts to show anything
        lasting = seconds / 3600
        with provider([person]) as address, serving_with_login(home, address, session_hours=lasting) as server:
            cookies = signed_in_cookies(server, "u-executive")
            with Tab(server, cookies) as tab:
                tab.visit("data", "")
                was_shown = bool(tab.pages_shown())
                time.sleep(seconds + 0.2)
                tab.visit()
                assert tab.pages_shown() == ()
            assert _shown(server, cookies) == ()
        if was_shown:
            break
    assert was_shown


@pytest.fixture(scope="module")
def many_groups(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[LoginServer]:
    """People with so many groups that their cookies come in parts."""
    filler = tuple(hashlib.sha256(bytes([number])).hexdigest() for number in range(75))
    people = [
        Person("u-low", "Test low", (*filler, "dash-canteen--"), "GH012"),
        Person("u-top", "Test top", (*filler, "dash-executive"), "GH013"),
        Person("u-first", "Test first", ("dash-executive", *filler), "GH013"),
    ]
    log = tmp_path_factory.mktemp("many") / "server.log"
    with provider(people) as address, serving_with_login(home, address, log=log) as running:
        yield running


@attack(
    "Cookie parts of two people",
    tried="cookies so large that they come in parts, each part signed by itself: every mixture of two people's parts,"
    " parts left out, doubled and exchanged",
    outcome="nobody is signed in",
)
def test_mixed_chunks(many_groups: LoginServer) -> None:
    people = [signed_in_cookies(many_groups, login) for login in ("u-low", "u-top", "u-first")]
    # The provider's own tokens are asked by nobody.
    low, top, first = [{name: one[name] for name in one if "_tokens" not in name} for one in people]
    parts = sorted(name for name in low if re.fullmatch(f"{USER}_\\d+", name))
    assert len(parts) >= 2, "the cookie is in one part"
    assert all("pyramidion_seal" in one for one in (low, top, first))
    assert _shown(many_groups, top)
    assert _shown(many_groups, low) == ()
    for theirs in (top, first):
        for part in parts:
            assert theirs[part] != low[part]
            assert _shown(many_groups, {**low, part: theirs[part]}) == (), part
            assert _shown(many_groups, {**theirs, part: low[part]}) == (), part
            # The count of parts with the seal, as somebody who has both sign-ins would do.
            sealed = {name: theirs[name] for name in (USER, "pyramidion_seal")}
            assert _shown(many_groups, {**low, **sealed, part: theirs[part]}) == (), part
    for part in parts:
        assert _shown(many_groups, {name: value for name, value in top.items() if name != part}) == ()
        assert _shown(many_groups, {**top, part: top[parts[0] if part != parts[0] else parts[1]]}) == ()


@attack(
    "Somebody else's session taken over",
    tried="the id of an executive's session given with an account manager's cookies and without any, while it is open"
    " and after its tab was closed",
    outcome="one gets one's own pages or none; nothing out of scope",
)
def test_session_takeover(server: LoginServer) -> None:
    top, low = signed_in_cookies(server, "u-executive"), signed_in_cookies(server, "u-account_manager")
    with Tab(server, top) as tab:
        tab.visit("portfolio", "")
        taken = tab.session_id
        _take_over(server, low, taken)
    _take_over(server, low, taken)
    with Tab(server, top) as tab:
        tab.visit("data", "")
        taken = tab.session_id
    with Tab(server, {}, existing_session=taken) as tab:
        tab.visit("portfolio", "")
        assert tab.pages_shown() == ()


def _take_over(server: LoginServer, cookies: dict[str, str], session_id: str) -> None:
    with Tab(server, cookies, existing_session=session_id) as tab:
        tab.visit("portfolio", "")
        assert "data" not in tab.pages_shown()
        assert not [one for one in tab.widgets.values() if one.key == "view_as"]


@attack(
    "Sent elsewhere after the sign-in",
    tried="Referer and return cookie with another host, //evil.example, backslashes, a user name, line breaks,"
    " javascript:, percent forms, addresses of the sign-in itself; next and redirect parameters",
    outcome="the start page of this server",
)
def test_open_redirect(server: LoginServer) -> None:
    host = server.address.removeprefix("http://")
    ways = (
        "//evil.example/x",
        "/\\evil.example",
        "/%0d%0aSet-Cookie:x=1",
        "/auth/login",
        "/oauth2callback?x",
        "/media/x",
    )
    for came_from in (*ways, "/\t/evil.example", "/_stcore/metrics"):
        with closing(sign_in(server, "u-analyst", came_from=came_from)) as client:
            landed = client.landed  # ty: ignore[unresolved-attribute]
            assert "evil.example" not in landed.removeprefix("/%0d%0a")
            assert landed == "/" or landed.startswith("/%0d"), came_from
    foreign = (
        "https://evil.example/",
        f"http://evil@{host}/x",
        f"https://{host}/pyramid",
        f"http://{host}.evil.example/x",
    )
    for referer in (*foreign, "javascript:alert(1)", ""):
        answer = patience.get(sign_in_address(server), headers={"referer": referer})
        kept = [one for one in answer.headers.get_list("set-cookie") if one.startswith("pyramidion_return=")]
        assert kept == ["pyramidion_return=; Max-Age=0; Path=/oauth2callback; HttpOnly; SameSite=Lax"], referer
    for value in ("https%3A%2F%2Fevil.example", "%2F%2Fevil.example", "%2F%5Cevil.example", "%2Fx%0d%0aX-Evil%3A1"):
        client = patience.client()
        asked = client.get(sign_in_address(server))
        answered = client.post(asked.headers["location"], data={"sub": "u-analyst"})
        cookie = "; ".join([*(f"{name}={one}" for name, one in client.cookies.items()), f"pyramidion_return={value}"])
        landed = patience.get(answered.headers["location"], headers={"cookie": cookie})
        assert landed.headers["location"] == "/", value
        assert "x-evil" not in landed.headers
        client.close()
    for path in ("/auth/login?provider=x&next=//evil.example", "/oauth2callback?redirect_uri=//evil.example&state=x"):
        assert patience.get(server.address + path).headers["location"] == "/"


@attack(
    "Forged return from the provider",
    tried="/oauth2callback with made-up, missing and doubled state and code, an error text with HTML; the code of a"
    " finished sign-in again",
    outcome="back to the start page, nobody is signed in, the text is not shown",
)
def test_forged_callback(server: LoginServer) -> None:
    queries = ("", "state=x", "state=x&code=y", "code=y", "error=<script>alert(1)</script>&state=x", "state=x&state=y")
    for query in queries:
        answer = patience.get(f"{server.address}/oauth2callback?{query}")
        assert answer.status_code in (302, 307, 400), query
        assert "<script>alert" not in answer.text + str(answer.headers)
        assert USER not in answer.cookies
    client = patience.client()
    asked = client.get(sign_in_address(server))
    answered = client.post(asked.headers["location"], data={"sub": "u-executive"})
    assert USER in client.get(answered.headers["location"]).cookies
    # Somebody who has read the address out of a log or a history, in another browser and in the same one.
    assert USER not in patience.get(answered.headers["location"]).cookies
    client.close()


@attack(
    "Sign-in without the token against forged requests",
    tried="an executive's cookies without the subprotocol that repeats the cookie, with a made-up one, with another's",
    outcome="the connection is nobody's",
)
def test_without_xsrf_token(server: LoginServer) -> None:
    cookies = signed_in_cookies(server, "u-executive")
    assert _shown(server, cookies)
    other = signed_in_cookies(server, "u-analyst")["_streamlit_xsrf"]
    for token in ("", "made-up"):
        assert _shown(server, {**cookies, "_streamlit_xsrf": token}) == ()
    # Anybody gets such a token; it is worth something together with the cookie of the sign-in alone.
    assert _shown(server, {"_streamlit_xsrf": other}) == ()


@attack(
    "Sign-ins tried in masses",
    tried="7 visits of the sign-in and of the return address within a minute where 5 are allowed, with forwarded"
    " addresses that change",
    outcome="429 from the sixth on, with Retry-After; the pages go on answering",
)
def test_sign_in_rate_limit(home: Path, sign_in_at: str, tmp_path: Path) -> None:
    log = tmp_path / "server.log"
    with serving_with_login(home, sign_in_at, sign_ins_per_minute=5, log=log, trusted_proxies='["10.9.9.9"]') as server:
        for path in ("/auth/login?provider=x", "/oauth2callback?state=x"):
            minute, answers = -1, []
            # Again where the seven were not within one minute of the clock that the limit goes by.
            while minute != (minute := int(time.monotonic() // 60)):
                answers = [
                    patience.get(server.address + path, headers={"x-forwarded-for": f"10.0.0.{number}"})
                    for number in range(7)
                ]
            assert [answer.status_code for answer in answers][5:] == [429, 429], path
            assert answers[-1].headers["retry-after"] == "60"
        assert patience.get(server.address).status_code == 200
