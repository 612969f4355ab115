"""However somebody signs out, the sign-in is over, with every copy of its cookie; and nobody else signs them out."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from dashboard.data.home import Home
from dashboard.data.records.logins import NewSession, is_open, seen
from dashboard.data.records.models import LoginSession
from dashboard.data.records.store import RecordsStore, open_records
from dashboard.data.records.trail import home_trail
from dashboard.logic.problems import Problem
from dashboard.logic.sign_in import session_digest
from dashboard.logic.trail import Action
from dashboard.serving.logout import SignOut
from dashboard.settings import Settings
from tests.asgi import Answer, Inner, ask
from tests.oidc import Person, provider, serving_with_login, sign_in
from tests.serving.test_login import CLAIMS, END, LOGIN, NOW, PUBLIC

SESSION = session_digest(CLAIMS)


@pytest.fixture
def store(tmp_path: Path) -> RecordsStore:
    return open_records(Home(tmp_path))


@pytest.fixture
def sign_out(store: RecordsStore, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Answer]:
    """``sign_out(claims, **headers)``: the answer to somebody with such a cookie; None = without one."""

    def out(claims: dict[str, object] | None = CLAIMS, *, path: str = "/auth/logout", **headers: str) -> Answer:
        monkeypatch.setattr("dashboard.serving.login._claims", lambda scope, origin: claims or {})
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return ask(SignOut(Inner(b"signed out", 302), LOGIN, lambda: store), path, sent)

    return out


def _first_page(store: RecordsStore) -> bool:
    """What a page does at each click; whether it is let in."""
    at, ends = datetime.fromtimestamp(NOW - 60, UTC), datetime.fromtimestamp(END, UTC)
    return not seen(store, NewSession(SESSION, "u-mei", "Mei", None, (), at, ends), datetime.now(UTC)).is_ended


@pytest.mark.parametrize("path", ["/auth/logout", "/auth/logout/"])
def test_the_address_alone_ends_the_sign_in_by_oneself(
    sign_out: Callable[..., Answer], store: RecordsStore, tmp_path: Path, path: str
) -> None:
    assert _first_page(store)
    assert sign_out(path=path).status == 302
    assert not is_open(store, SESSION, datetime.now(UTC))
    assert not _first_page(store)
    with store.reading() as reading:
        assert reading.scalars(select(LoginSession)).one().ended_by == "u-mei"
    newest = home_trail(Home(tmp_path), Settings()).entries()[0]
    assert (newest.action, newest.who, newest.session_id) == (Action.SIGN_OUT, "u-mei", SESSION)


def test_a_cookie_that_no_page_has_seen_is_of_no_use_afterwards(
    sign_out: Callable[..., Answer], store: RecordsStore
) -> None:
    assert sign_out().status == 302
    assert not _first_page(store)


def test_what_has_ended_is_not_ended_again_and_strangers_end_nothing(
    sign_out: Callable[..., Answer], store: RecordsStore, tmp_path: Path
) -> None:
    assert _first_page(store)
    wrong = ({**CLAIMS, "exp": NOW - 1}, {**CLAIMS, "sub": "operator"}, None, {**CLAIMS, "nonce": "n2"})
    assert [sign_out(claims).status for claims in wrong] == [302] * 4
    assert is_open(store, SESSION, datetime.now(UTC))
    assert [sign_out().status for _ in range(2)] == [302, 302]
    ended = home_trail(Home(tmp_path), Settings()).entries(actions=[Action.SIGN_OUT])
    assert len(ended) == 2  # CLAIMS once, and the one with another nonce


@pytest.mark.parametrize(
    ("headers", "is_own"),
    [
        ({"sec_fetch_site": "same-origin"}, True),
        ({"sec_fetch_site": "none"}, True),
        ({"sec_fetch_site": "cross-site"}, False),
        ({"sec_fetch_site": "same-site"}, False),
        ({"sec_fetch_site": "cross-site", "referer": f"{PUBLIC}/pyramid"}, False),
        ({"referer": f"{PUBLIC}/pyramid"}, True),
        ({"referer": "https://evil.example/"}, False),
        ({"referer": f"{PUBLIC}.evil.example/"}, False),
        ({"origin": "null"}, False),
        ({"origin": PUBLIC}, True),
        ({}, True),
    ],
    ids=str,
)
def test_a_page_of_somebody_else_signs_nobody_out(
    sign_out: Callable[..., Answer], store: RecordsStore, headers: dict[str, str], is_own: bool
) -> None:
    assert _first_page(store)
    answer = sign_out(**headers)
    assert answer.status == (302 if is_own else 403)
    assert _first_page(store) is not is_own
    assert (b"signed out" in answer.body) is is_own


def test_other_addresses_are_none_of_its_business(sign_out: Callable[..., Answer], store: RecordsStore) -> None:
    assert _first_page(store)
    assert sign_out(path="/pyramid", sec_fetch_site="cross-site").status == 302
    assert is_open(store, SESSION, datetime.now(UTC))


def test_where_it_cannot_be_written_the_browser_is_signed_out_all_the_same(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> RecordsStore:
        raise Problem("The records cannot be opened.")

    monkeypatch.setattr("dashboard.serving.login._claims", lambda scope, origin: CLAIMS)
    assert ask(SignOut(Inner(b"", 302), LOGIN, broken), "/auth/logout").status == 302
    assert "could not be ended" in caplog.text


@pytest.mark.slow
def test_a_copied_cookie_is_dead_after_the_address_was_opened(own_store_home: Path) -> None:
    """A real provider, a real server, the cookie of a browser that opened no page."""
    people = [Person("u-executive", "Mei", ("dash-executive",))]
    with provider(people) as metadata_url, serving_with_login(own_store_home, metadata_url) as server:
        client = sign_in(server, "u-executive")
        try:
            foreign = client.get(f"{server.address}/auth/logout", headers={"sec-fetch-site": "cross-site"})
            assert foreign.status_code == 403
            left = client.get(f"{server.address}/auth/logout", headers={"sec-fetch-site": "none"})
            assert left.status_code in (302, 303, 307)
            assert "_streamlit_user" not in client.cookies
        finally:
            client.close()
    with open_records(Home(own_store_home)).reading() as reading:
        (ended,) = reading.scalars(select(LoginSession)).all()
    assert (ended.login, ended.ended_by) == ("u-executive", "u-executive")
    assert ended.ended_at is not None


@pytest.fixture
def own_store_home(tmp_path: Path) -> Path:
    from datetime import date

    from tests.data.hand_made_build import Customer, Order, hand_made_build

    hand_made_build(tmp_path, [Customer("A")], [Order("A", date(2024, 1, 5), "100")], data_through=date(2024, 1, 31))
    return tmp_path
