"""The door: loopback only, no proxies, strict headers. The whole server runs in tests/browser."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboard.logic.problems import Problem
from dashboard.server import check_host
from dashboard.server_door import Door


async def _inner_app(_scope: dict, _receive: object, send: object) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})  # ty: ignore[call-non-callable]
    await send({"type": "http.response.body", "body": b"inside"})  # ty: ignore[call-non-callable]


def _answer(headers: dict[str, str], kind: str = "http") -> list[dict]:
    sent: list[dict] = []

    async def send(message: dict) -> None:
        sent.append(message)

    scope = {
        "type": kind,
        "path": "/",
        "method": "GET",
        "headers": [(k.lower().encode(), v.encode()) for k, v in headers.items()],
    }
    # In a thread of its own: the browser tests leave an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(Door(_inner_app)(scope, None, send))).result()  # ty: ignore[invalid-argument-type]
    return sent


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8501", "localhost:8501", "LOCALHOST", "[::1]:8501"])
def test_this_machine_is_answered(host: str) -> None:
    assert next(m.get("status") for m in _answer({"host": host})) == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "127.0.0.1.evil.example"},
        {},
        {"host": "localhost", "X-Forwarded-For": "10.0.0.1"},
        {"host": "localhost", "Forwarded": "for=10.0.0.1"},
        {"host": "localhost", "X-Forwarded-Host": "localhost"},
        {"host": "localhost", "X-Real-IP": "127.0.0.1"},
    ],
)
def test_outsiders_are_refused(headers: dict[str, str]) -> None:
    sent = _answer(headers)
    assert sent[0]["status"] == 403
    assert b"inside" not in sent[1]["body"]
    assert _answer(headers, kind="websocket") == [{"type": "websocket.close", "code": 1008}]


def test_every_answer_has_the_security_headers() -> None:
    headers = dict(_answer({"host": "localhost"})[0]["headers"])
    assert headers[b"x-content-type-options"] == b"nosniff"
    policy = headers[b"content-security-policy"].decode()
    assert "frame-ancestors 'none'" in policy
    script = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in script
    assert "sha256-" in script


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "example.com", ""])
def test_other_hosts_are_refused(host: str) -> None:
    with pytest.raises(Problem, match="without a login"):
        check_host(host)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "localhost", "::1"])
def test_loopback_is_served(host: str) -> None:
    assert check_host(host) == host
