"""What the sign-in adds at the door: not too often, back to where one came from, and downloads for those who made
them."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from dashboard.data.home import Home
from dashboard.data.kept_downloads import keep
from dashboard.data.media_owners import digest_of, register
from dashboard.data.records.logins import NewSession, end_session, seen
from dashboard.data.records.store import RecordsStore, open_records
from dashboard.logic.sign_in import session_digest
from dashboard.login_settings import LoginSettings
from dashboard.serving.forgotten import KeptDownloads
from dashboard.serving.login import BackToWhereFrom, FewSignIns, OwnDownloads
from tests.asgi import Answer, Inner, ask

PUBLIC = "https://pyramid.example.cn"
NOW = int(datetime.now(UTC).timestamp())
END = NOW + 12 * 3600
"""The test runs long after this module was imported: as much later as all tests before it take."""
CLAIMS = {"iss": "https://id.example.cn", "sub": "u-mei", "iat": NOW - 60, "exp": END, "nonce": "n1"}
FILE = b"customer,revenue\nC1,100\n"
LOGIN = LoginSettings(
    metadata_url="https://id.example.cn/x",
    client_id="c",
    client_secret=SecretStr("s"),
    cookie_secret=SecretStr("0123456789" * 4),
    public_url=PUBLIC,
)


def _one_minute() -> float:
    """A clock that stands: on the real one a minute may end between two visits, and the count begins anew."""
    return 0.0


def test_sign_ins_are_counted_per_client_and_minute() -> None:
    clock = [0.0]
    layer = FewSignIns(Inner(), 2, lambda: clock[0])

    def tries(client: str, path: str = "/auth/login") -> int:
        return ask(layer, path, client=client).status

    assert [tries("10.0.0.1") for _ in range(4)] == [200, 200, 429, 429]
    assert tries("10.0.0.2") == 200
    assert tries("10.0.0.1", "/oauth2callback") == 200
    assert tries("10.0.0.1", "/pyramid") == 200
    clock[0] = 60.0
    assert tries("10.0.0.1") == 200


def test_one_ipv6_network_is_one_client() -> None:
    layer = FewSignIns(Inner(), 1, _one_minute)
    clients = ("2001:db8:0:1::1", "2001:db8:0:1::2", "2001:db8:0:2::1")
    assert [ask(layer, "/auth/login", client=client).status for client in clients] == [200, 429, 200]


def test_the_refusal_says_how_long_and_the_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FewSignIns, "MOST_CLIENTS", 3)
    layer = FewSignIns(Inner(), 1, _one_minute)
    for number in range(10):
        ask(layer, "/auth/login", client=f"10.0.0.{number}")
    assert len(layer._counts) == 3
    refused = ask(layer, "/auth/login", client="10.0.0.9")
    assert (refused.status, refused.headers["retry-after"]) == (429, "60")
    assert b"Wait a minute" in refused.body


def _back(path: str, headers: dict[str, str], location: bytes = b"/") -> Answer:
    return ask(BackToWhereFrom(Inner(status=302, headers=[(b"location", location)]), PUBLIC), path, headers)


def _cookie(answer: Answer) -> str:
    return answer.all_of("set-cookie")[-1].split(";")[0]


@pytest.mark.parametrize("path", ["/portfolio?region=East&region=%E5%8D%8E", "/trends", "/?lang=zh_Hans"])
def test_the_way_back_is_kept_between_the_two_steps(path: str) -> None:
    asked = _back("/auth/login", {"referer": PUBLIC + path}, b"https://id.example.cn/authorize")
    assert asked.headers["location"] == "https://id.example.cn/authorize"
    kept = asked.all_of("set-cookie")[-1]
    assert kept.endswith("; Max-Age=600; Path=/oauth2callback; HttpOnly; SameSite=Lax")
    back = _back("/oauth2callback", {"cookie": _cookie(asked)})
    assert back.headers["location"] == path
    assert "Max-Age=0" in back.all_of("set-cookie")[-1]


@pytest.mark.parametrize(
    "referer",
    [
        "https://evil.example/pyramid",
        "http://pyramid.example.cn/pyramid",
        "https://pyramid.example.cn:8443/pyramid",
        "https://pyramid.example.cn//evil.example",
        "https://pyramid.example.cn/auth/logout",
        "https://pyramid.example.cn/oauth2callback?state=1",
        "https://pyramid.example.cn/media/x.csv",
        "https://pyramid.example.cn/" + "x" * 3001,
        "",
    ],
)
def test_nobody_else_says_where_the_way_back_leads(referer: str) -> None:
    asked = _back("/auth/login", {"referer": referer} if referer else {})
    assert "pyramidion_return=; Max-Age=0" in asked.all_of("set-cookie")[-1]


@pytest.mark.parametrize(
    "planted",
    [
        "https%3A%2F%2Fevil.example",
        "%2F%2Fevil.example",
        "%2F%5Cevil.example",
        "%2Fa%0D%0ASet-Cookie%3A%20x",
        "%2F%09%2Fevil.example",
        "javascript%3Aalert(1)",
    ],
)
def test_a_planted_cookie_leads_nowhere_else(planted: str) -> None:
    assert _back("/oauth2callback", {"cookie": f"pyramidion_return={planted}"}).headers["location"] == "/"


def test_only_the_start_is_exchanged_for_the_way_back() -> None:
    answer = _back("/oauth2callback", {"cookie": "pyramidion_return=%2Ftrends"}, b"https://id.example.cn/error")
    assert answer.headers["location"] == "https://id.example.cn/error"


@pytest.fixture
def store(tmp_path: Path) -> RecordsStore:
    opened = open_records(Home(tmp_path))
    ends = datetime.fromtimestamp(END, UTC)
    at = datetime.fromtimestamp(NOW - 60, UTC)
    seen(opened, NewSession(session_digest(CLAIMS), "u-mei", "Mei", None, (), at, ends), at)
    return opened


@pytest.fixture
def download(store: RecordsStore, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Answer]:
    """``download(claims)``: what somebody with such a cookie gets of FILE; None = without one."""

    def get(claims: dict[str, object] | None, content: bytes = FILE, **headers: str) -> Answer:
        monkeypatch.setattr("dashboard.serving.login._claims", lambda scope, origin: claims or {})
        return ask(OwnDownloads(Inner(content), LOGIN, lambda: store), "/media/abc.csv", headers)

    return get


def test_a_download_is_for_the_sign_in_that_made_it(download: Callable[..., Answer]) -> None:
    assert download(CLAIMS).status == 404
    register(digest_of(FILE), session_digest(CLAIMS))
    assert (download(CLAIMS).status, download(CLAIMS).body) == (200, FILE)
    assert download(CLAIMS, b"another file").status == 404
    for other in (None, {**CLAIMS, "sub": "u-eve"}, {**CLAIMS, "nonce": "n2"}):
        answer = download(other)
        assert answer.status == 404
        assert FILE not in answer.body


def test_a_sign_in_that_is_over_downloads_nothing(download: Callable[..., Answer], store: RecordsStore) -> None:
    register(digest_of(FILE), session_digest(CLAIMS))
    assert download(CLAIMS).status == 200
    end_session(store, session_digest(CLAIMS), by="u-admin", now=datetime.now(UTC))
    assert download(CLAIMS).status == 404
    over = {**CLAIMS, "exp": NOW - 1}
    register(digest_of(FILE), session_digest(over))
    assert download(over).status == 404


def test_what_streamlit_forgot_is_for_its_maker_too(store: RecordsStore, monkeypatch: pytest.MonkeyPatch) -> None:
    keep("forgotten", FILE, mime="text/csv", file_name="customers.csv")
    register(digest_of(FILE), session_digest(CLAIMS))
    layers = OwnDownloads(KeptDownloads(Inner(b"", 404)), LOGIN, lambda: store)

    def get(claims: dict[str, object]) -> Answer:
        monkeypatch.setattr("dashboard.serving.login._claims", lambda scope, origin: claims)
        return ask(layers, "/media/forgotten.csv", {"range": "bytes=0-3"})

    assert (get(CLAIMS).status, get(CLAIMS).body) == (200, FILE)
    assert (get({**CLAIMS, "nonce": "n2"}).status, get({}).status) == (404, 404)
    end_session(store, session_digest(CLAIMS), by="u-admin", now=datetime.now(UTC))
    assert get(CLAIMS).status == 404


def test_neither_a_part_of_a_file_nor_a_packed_one_is_asked_for(
    download: Callable[..., Answer], store: RecordsStore
) -> None:
    """Both have another digest than the whole: the way to see whether it may be had."""
    register(digest_of(FILE), session_digest(CLAIMS))
    assert download(CLAIMS).status == 200
    inner = Inner(FILE)
    ask(
        OwnDownloads(inner, LOGIN, lambda: store),
        "/media/abc.csv",
        {"range": "bytes=0-3", "accept": "*/*", "accept-encoding": "gzip"},
    )
    assert [name for name, _ in inner.came[0]["headers"]] == [b"accept"]
