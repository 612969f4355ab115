"""People with hundreds of groups, as directories have them: they sign in and see the page, or are told why not."""

import hashlib
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from dashboard.serving.cookies import LARGEST_COOKIES, SEAL, TOO_LARGE, USER
from tests import patience
from tests.oidc import LoginServer, Person, provider, serving_with_login, sign_in_address, signed_in_cookies
from tests.security.tab import Tab

pytestmark = pytest.mark.slow


def _groups(count: int) -> tuple[str, ...]:
    """Of 40 characters each, and last the one that gives a role."""
    return (*(hashlib.sha256(str(number).encode()).hexdigest()[:40] for number in range(count)), "dash-executive")


@pytest.fixture(scope="module")
def server(attacked_company: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[LoginServer]:
    home = shutil.copytree(attacked_company, tmp_path_factory.mktemp("large") / "company")
    people = [Person(f"u-{count}", f"Test {count}", _groups(count)) for count in (250, 520, 1000)]
    with provider(people) as address, serving_with_login(home, address) as running:
        yield running


def _length(cookies: dict[str, str]) -> int:
    return len("; ".join(f"{name}={value}" for name, value in cookies.items()))


@pytest.mark.parametrize(("login", "least"), [("u-250", 20_000), ("u-520", 40_000)])
def test_somebody_with_hundreds_of_groups_sees_the_page(server: LoginServer, login: str, least: int) -> None:
    cookies = signed_in_cookies(server, login)
    assert least < _length(cookies) <= LARGEST_COOKIES
    assert {f"{USER}_2", f"{USER}_tokens_2", SEAL} <= set(cookies)
    assert patience.get(f"{server.address}/", cookies=cookies).status_code == 200
    with Tab(server, cookies) as tab:
        tab.visit("pyramid", "")
        assert "pyramid" in tab.pages_shown()
    # All parts count, and the seal: without the last one nobody has signed in.
    with Tab(server, {name: value for name, value in cookies.items() if name != SEAL}) as tab:
        tab.visit("pyramid", "")
        assert tab.pages_shown() == ()


def test_beyond_the_limit_one_is_told_and_starts_without_a_sign_in(server: LoginServer) -> None:
    with patience.client() as page:
        asked = page.get(sign_in_address(server))
        answered = page.post(asked.headers["location"], data={"sub": "u-1000"})
        assert page.get(answered.headers["location"]).status_code in (302, 303)
        assert _length(dict(page.cookies)) > LARGEST_COOKIES
        answer = page.get(f"{server.address}/pyramid")
        assert (answer.status_code, answer.text) == (431, f"{TOO_LARGE}\n")
        assert not [name for name in page.cookies if name.startswith(USER) or name == SEAL]
        assert page.get(f"{server.address}/pyramid").status_code == 200


@pytest.mark.parametrize("length", [LARGEST_COOKIES, 100_000, 200_000, 600_000])
def test_a_websocket_with_any_cookie_is_answered(server: LoginServer, length: int) -> None:
    # Refused, or cut off while it was still being sent.
    with pytest.raises((InvalidStatus, ConnectionClosed, OSError)) as refused, Tab(server, {"other": "x" * length}):
        pass
    assert not isinstance(refused.value, TimeoutError)
    if isinstance(refused.value, InvalidStatus):
        assert refused.value.response.status_code in (400, 403)
    assert patience.get(f"{server.address}/readyz").status_code == 200
