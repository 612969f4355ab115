"""The door: who is answered at all, and with which headers. The whole server runs in tests/browser."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.logic.problems import Problem
from dashboard.server import PROJECT, check_host
from dashboard.serving.door import LARGEST_BODY, Door
from tests.asgi import Answer, Inner, ask

PUBLIC = "https://pyramid.example.cn"
HTML = [(b"content-type", b"text/html; charset=utf-8"), (b"cache-control", b"public"), (b"etag", b"x")]


def _local(headers: dict[str, str] | list[tuple[str, str]], **more: object) -> Answer:
    return ask(Door(Inner()), headers=headers, **more)  # ty: ignore[invalid-argument-type]


def _public(headers: dict[str, str], path: str = "/", **more: object) -> Answer:
    return ask(Door(Inner(), PUBLIC), path, headers, **more)  # ty: ignore[invalid-argument-type]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8501", "localhost:8501", "LOCALHOST", "[::1]:8501"])
def test_this_machine_is_answered(host: str) -> None:
    assert _local({"host": host}).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        [("host", "evil.example")],
        [("host", "127.0.0.1.evil.example")],
        [("host", "localhost"), ("host", "evil.example")],
        [("host", "localhost"), ("host", "localhost")],
        [],
        [("host", "localhost"), ("X-Forwarded-For", "10.0.0.1")],
        [("host", "localhost"), ("Forwarded", "for=10.0.0.1")],
        [("host", "localhost"), ("X-Forwarded-Host", "localhost")],
        [("host", "localhost"), ("X-Real-IP", "127.0.0.1")],
    ],
)
def test_outsiders_are_refused(headers: list[tuple[str, str]]) -> None:
    answer = _local(headers)
    assert answer.status == 403
    assert b"inside" not in answer.body
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert _local(headers, kind="websocket").messages == [{"type": "websocket.close", "code": 1008}]


@pytest.mark.parametrize("host", ["pyramid.example.cn", "PYRAMID.example.cn", "pyramid.example.cn:443"])
def test_with_a_login_the_public_name_is_answered(host: str) -> None:
    assert _public({"host": host, "x-forwarded-for": "10.0.0.1"}).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "127.0.0.1:8501",
        "pyramid.example.cn:8443",
        "pyramid.example.cn.evil.example",
        "evil@pyramid.example.cn",
        "pyramid.example.cn/evil",
        "pyramid.example.cn:x",
        "",
    ],
)
def test_with_a_login_no_other_name_is(host: str) -> None:
    assert _public({"host": host}).status == 403


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_this_machine_may_ask_whether_the_server_lives(path: str) -> None:
    assert _public({"host": "127.0.0.1:8501"}, path).status == 200
    assert _public({"host": "evil.example"}, path).status == 403


@pytest.mark.parametrize(
    ("origin", "is_answered"),
    [
        ("http://localhost:8501", True),
        ("http://localhost:8502", False),
        ("http://127.0.0.1:8501", False),
        ("https://localhost:8501", False),
        ("https://evil.example", False),
        ("null", False),
        ("", False),
    ],
)
def test_a_websocket_comes_from_our_own_page_or_not_at_all(origin: str, is_answered: bool) -> None:
    headers = {"host": "localhost:8501"} | ({"origin": origin} if origin else {})
    opened = _local(headers, kind="websocket").messages[0]["type"]
    assert opened == ("websocket.accept" if is_answered else "websocket.close")


@pytest.mark.parametrize(
    ("origin", "is_answered"),
    [
        (PUBLIC, True),
        (f"{PUBLIC}:443", True),
        ("http://pyramid.example.cn", False),
        ("https://pyramid.example.cn.evil.example", False),
        ("http://localhost", False),
        ("", False),
    ],
)
def test_with_a_login_it_comes_from_the_public_address(origin: str, is_answered: bool) -> None:
    headers = {"host": "pyramid.example.cn"} | ({"origin": origin} if origin else {})
    opened = _public(headers, kind="websocket").messages[0]["type"]
    assert opened == ("websocket.accept" if is_answered else "websocket.close")


def test_another_page_changes_nothing_here() -> None:
    foreign = {"host": "localhost:8501", "origin": "https://evil.example"}
    assert [_local(foreign, method=method).status for method in ("GET", "POST", "PUT", "DELETE")] == [
        200,
        403,
        403,
        403,
    ]
    assert _local(foreign | {"origin": "http://localhost:8501"}, method="PUT").status == 200


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/metrics/", "/_stcore/agent/interact", "/_stcore/script-health-check"]
)
def test_what_is_nobodys_business_is_not_there(path: str) -> None:
    assert ask(Door(Inner()), path, {"host": "localhost"}).status == 404


def test_a_body_has_a_largest_size_whether_or_not_it_says_so() -> None:
    host = {"host": "localhost"}
    fits, too_large = b"x" * LARGEST_BODY, b"x" * (LARGEST_BODY + 1)
    assert _local(host | {"content-length": str(LARGEST_BODY)}, method="PUT", body=[fits]).status == 200
    assert _local(host | {"content-length": str(LARGEST_BODY + 1)}, method="PUT").status == 413
    assert _local(host | {"content-length": "-1"}, method="PUT").status == 413
    assert _local(host, method="PUT", body=[fits]).status == 200
    assert _local(host, method="PUT", body=[fits, b"x"]).status == 413
    assert _local(host, method="PUT", body=[too_large]).status == 413


def test_every_answer_has_the_security_headers() -> None:
    headers = _local({"host": "localhost"}).headers
    assert headers["x-content-type-options"] == "nosniff"
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    script = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in script
    assert "sha256-" in script
    assert "strict-transport-security" not in headers
    assert _public({"host": "pyramid.example.cn"}).headers["strict-transport-security"] == "max-age=31536000"
    assert "strict-transport-security" in _public({"host": "evil.example"}).headers


def test_pages_and_downloads_are_not_kept_on_the_way() -> None:
    assert ask(Door(Inner(headers=HTML)), "/", {"host": "localhost"}).all_of("cache-control") == ["no-store"]
    assert ask(Door(Inner()), "/media/a.csv", {"host": "localhost"}).all_of("cache-control") == ["no-store"]
    script = Inner(headers=[(b"content-type", b"text/javascript"), (b"cache-control", b"public, max-age=1")])
    assert ask(Door(script), "/static/a.js", {"host": "localhost"}).all_of("cache-control") == ["public, max-age=1"]


def test_cookies_are_for_https_only_where_that_is_spoken() -> None:
    inner = Inner(headers=[(b"set-cookie", b"a=1; HttpOnly"), (b"set-cookie", b"b=2; Secure")])
    assert ask(Door(inner, PUBLIC), "/", {"host": "pyramid.example.cn"}).all_of("set-cookie") == [
        "a=1; HttpOnly; Secure",
        "b=2; Secure",
    ]
    assert ask(Door(inner), "/", {"host": "localhost"}).all_of("set-cookie")[0] == "a=1; HttpOnly"


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "example.com", ""])
def test_other_hosts_are_refused_without_a_login(host: str) -> None:
    with pytest.raises(Problem, match="without a login"):
        check_host(host)
    assert check_host(host, has_login=True) == host


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "localhost", "::1"])
def test_loopback_is_served(host: str) -> None:
    assert check_host(host) == host


@pytest.mark.slow
@pytest.mark.parametrize("has_login", [True, False])
def test_with_a_login_a_grid_hands_out_no_file_of_its_own(tmp_path: Path, has_login: bool) -> None:
    """It would hold what the page shows, and pass by allowance, watermark and trail. Asked where Streamlit reads it
    when it answers a new session."""
    login = {
        "METADATA_URL": "https://id.example.cn/x",
        "CLIENT_ID": "c",
        "CLIENT_SECRET": "s",
        "COOKIE_SECRET": "0123456789" * 4,
        "PUBLIC_URL": PUBLIC,
    }
    given = {f"DASHBOARD_LOGIN__{name}": value for name, value in login.items()} if has_login else {}
    done = subprocess.run(
        [sys.executable, "-c", _ASK],
        cwd=PROJECT,
        env={**os.environ, "DASHBOARD_HOME": str(tmp_path), **given},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.stdout.split() == [str(has_login), "pyramid.example.cn" if has_login else "127.0.0.1"], done.stderr


_ASK = """
from dashboard.server import make_app
make_app()
from streamlit import config
print(config.get_option("client.disableDataExport"), config.get_option("server.allowedHosts")[0])
"""
