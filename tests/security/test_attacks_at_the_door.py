"""At the door: names, origins, sizes, closed addresses

Plain requests of somebody who has not signed in, and of a page of somebody else.
"""

import contextlib
import socket

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus

from dashboard.serving.door import LARGEST_BODY
from tests import patience
from tests.oidc import LoginServer, signed_in_cookies
from tests.security.attack_table import attack
from tests.security.tab import Tab


def _is_refused(tab: Tab) -> bool:
    try:
        with tab:
            tab.visit("", "")
    except (InvalidStatus, ConnectionClosed):
        return True
    return False


@attack(
    "Page of somebody else opens the websocket of a visitor who has signed in",
    tried="valid cookies with Origin evil.example, null, https instead of http, another port, our name as a prefix;"
    " without Origin",
    outcome="refused before the handshake (403)",
)
def test_foreign_origin(server: LoginServer) -> None:
    cookies = signed_in_cookies(server, "u-executive")
    port = int(server.address.rsplit(":", 1)[1])
    origins = ["https://evil.example", "null", f"https://127.0.0.1:{port}", f"http://127.0.0.1:{port + 1}"]
    for origin in (*origins, f"{server.address}.evil.example", f"http://evil@127.0.0.1:{port}", ""):
        with pytest.raises(InvalidStatus, match="403"), Tab(server, cookies, origin=origin):
            pass
    assert not _is_refused(Tab(server, cookies))


@attack(
    "DNS rebinding and poisoned links",
    tried="Host evil.example, our name as a prefix, with a user name, twice, missing, another port",
    outcome="403 for each; the health addresses answer loopback names alone",
)
def test_foreign_host(server: LoginServer) -> None:
    host = server.address.removeprefix("http://")
    for name in ("evil.example", f"{host}.evil.example", f"x@{host}", "127.0.0.1", f"{host}0", "localhost", "x"):
        for path in ("/", "/media/x", "/auth/login", "/_stcore/health"):
            assert patience.get(server.address + path, headers={"host": name}).status_code == 403, (name, path)
    assert patience.get(f"{server.address}/healthz", headers={"host": "evil.example"}).status_code == 403
    for head in (f"Host: {host}\r\nHost: evil.example\r\n", f"Host: {host}\r\nHost: {host}\r\n", ""):
        assert _raw(server, f"GET / HTTP/1.1\r\n{head}Connection: close\r\n\r\n").split()[1] in (b"403", b"400")


@attack(
    "Forwarded headers that make somebody else of the sender",
    tried="X-Forwarded-Host, X-Forwarded-Proto, Forwarded, X-Real-IP, X-Forwarded-User and X-Streamlit-User with and"
    " without a cookie",
    outcome="nobody is signed in by them, no answer or cookie names the forged host",
)
def test_forwarded_headers(server: LoginServer) -> None:
    forged = {
        "x-forwarded-host": "evil.example",
        "x-forwarded-proto": "https",
        "forwarded": "host=evil.example;proto=https",
        "x-real-ip": "10.0.0.1",
        "x-forwarded-user": "u-executive",
        "x-streamlit-user": "u-executive",
    }
    for path in ("/", "/auth/login", "/oauth2callback?state=x&code=y", "/_stcore/host-config"):
        answer = patience.get(server.address + path, headers=forged)
        assert "evil.example" not in answer.text + str(answer.headers), path
    with Tab(server) as tab:
        tab.visit("pyramid", "")
        assert tab.pages_shown() == ()


@attack(
    "Requests and messages that use up memory",
    tried="bodies above 2 MB with their length, with a false one and without one; a websocket message above 2 MB",
    outcome="413; the connection is closed (1009); the server goes on answering",
)
def test_oversized(server: LoginServer) -> None:
    big = b"x" * (LARGEST_BODY + 1)
    for path in ("/", "/_stcore/upload_file/a/b", "/auth/login"):
        assert patience.put(server.address + path, content=big).status_code == 413
    host = server.address.removeprefix("http://")
    for length in ("-1", "1e3", "99999999999999999999"):
        answer = _raw(server, f"PUT / HTTP/1.1\r\nHost: {host}\r\nContent-Length: {length}\r\n\r\nxx")
        assert answer.split()[1] in (b"400", b"413"), length
    with Tab(server, signed_in_cookies(server, "u-executive")) as tab:
        with contextlib.suppress(ConnectionClosed):  # it may be closed while we are still sending
            tab.send(big)
        assert tab.is_closed()
    assert patience.get(f"{server.address}/readyz").status_code == 200


@attack(
    "Frames that are no messages",
    tried="random bytes, half a message, a text frame, an empty one, on a websocket with and without a sign-in",
    outcome="dropped or the connection is closed; no path or traceback is sent, the server goes on answering",
)
def test_garbage_frames(server: LoginServer) -> None:
    for cookies in ({}, signed_in_cookies(server, "u-executive")):
        for frame in (b"\xff\xfe\x00garbage", b"\x5a\xff\xff\xff\xff", "text", b""):
            with Tab(server, cookies) as tab:
                with contextlib.suppress(ConnectionClosed):
                    tab.send(frame)  # ty: ignore[invalid-argument-type]
                    tab.catch_up()
                assert b"Traceback" not in b"".join(tab.frames)
                assert b"site-packages" not in b"".join(tab.frames)
    assert patience.get(f"{server.address}/readyz").status_code == 200


@attack(
    "Messages that Streamlit answers and no page of ours sends",
    tried="clear_cache (empties everybody's caches), load_git_info, set_run_on_save, file_urls_request, debug messages,"
    " installing files, each without a sign-in and with one",
    outcome="dropped at the door: no answer but to the heartbeat that follows",
)
def test_messages_that_no_page_sends(server: LoginServer) -> None:
    for cookies in ({}, signed_in_cookies(server, "u-executive")):
        with Tab(server, cookies) as tab:
            tab.visit("pyramid", "")
            tab.catch_up()
            heard = len(tab.answers)
            for name in ("clear_cache", "load_git_info", "set_run_on_save", "debug_disconnect_websocket"):
                tab.send(BackMsg(**{name: True}).SerializeToString())
            tab.send(BackMsg(debug_shutdown_runtime=True).SerializeToString())
            asked = BackMsg()
            asked.file_urls_request.request_id = "1"
            asked.file_urls_request.file_names.append("../../etc/passwd")
            tab.send(asked.SerializeToString())
            for name in ("install_skills", "dismiss_skills_nudge"):
                asked = BackMsg()
                asked.backend_operation_request.request_id = name
                getattr(asked.backend_operation_request, name).SetInParent()
                tab.send(asked.SerializeToString())
            tab.catch_up()
            assert [one.WhichOneof("type") for one in tab.answers[heard:]] == ["heartbeat_ack"]
    assert patience.get(f"{server.address}/readyz").status_code == 200


@attack(
    "Files put on the server",
    tried="PUT, POST, DELETE to the upload address with a made-up session, with one's own, with somebody else's",
    outcome="404: the address is closed; no page takes files",
)
def test_uploads(server: LoginServer) -> None:
    with Tab(server, signed_in_cookies(server, "u-executive")) as tab:
        tab.visit("", "")
        for session in ("made-up", tab.session_id):
            for method in ("PUT", "POST", "DELETE", "OPTIONS", "GET"):
                url = f"{server.address}/_stcore/upload_file/{session}/x"
                for cookies in ({}, tab.cookies):
                    assert patience.request(method, url, cookies=dict(cookies)).status_code == 404, method


@attack(
    "Ways in for programs, and figures about who is here",
    tried="/_stcore/metrics, /_stcore/agent/interact, openapi.json and mcp, /_stcore/script-health-check; written with"
    " double slashes, dots, percent signs; GET and POST",
    outcome="404, and nothing of Streamlit's answers",
)
def test_closed_addresses(server: LoginServer) -> None:
    names = ("metrics", "agent/interact", "agent/openapi.json", "agent/mcp", "script-health-check")
    for name in names:
        for path in (f"/_stcore/{name}", f"//_stcore/{name}", f"/_stcore//{name}", f"/_stcore/./{name}"):
            for method in ("GET", "POST"):
                answer = patience.request(method, server.address + path)
                assert "session_events" not in answer.text
                assert answer.status_code in (400, 403, 404, 405) or "<!DOCTYPE html>" in answer.text, path
    for path in ("/%5fstcore/metrics", "/_stcore/%6detrics", "/_STCORE/metrics", "/pyramid/_stcore/metrics"):
        answer = patience.get(server.address + path)
        assert answer.status_code == 404 or "<!DOCTYPE html>" in answer.text
        assert "session_events" not in answer.text


@attack(
    "Files outside of what is served",
    tried="../, its percent and double percent forms, backslashes, null bytes and absolute paths below /, /static,"
    " /media, /component, /app/static and the components' address; our settings, records and sources by name",
    outcome="404, 400 or the empty start page; never a byte of a file",
)
def test_path_traversal(server: LoginServer) -> None:
    client_cookies = signed_in_cookies(server, "u-executive")
    secret = server.home / "planted.txt"
    secret.write_text("planted-secret-text", encoding="utf-8")
    ups = (
        "../" * 9,
        "..%2f" * 9,
        "%2e%2e/" * 9,
        "..%252f" * 9,
        "..\\" * 9,
        "..%5c" * 9,
        "/",
        "%2f",
        "x/../" + "../" * 9,
    )
    bases = ("/", "/static/", "/media/", "/component/", "/app/static/", "/_stcore/bidi-components/", "/pyramid/")
    targets = (str(secret).lstrip("/"), "etc/passwd", "etc/passwd%00.png")
    host = server.address.removeprefix("http://")
    cookie = "; ".join(f"{name}={value}" for name, value in client_cookies.items())
    for base in bases:
        for up in ups:
            for target in targets:
                head = (
                    f"GET {base}{up}{target} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
                )
                answer = _raw(server, head)
                assert b"planted-secret-text" not in answer, (base, up)
                assert b"root:" not in answer, (base, up)
    for path in ("/settings.toml", "/records/records.db", "/CURRENT", "/.streamlit/config.toml", "/app/static/x"):
        answer = patience.get(server.address + path)
        assert answer.status_code == 404 or "<!DOCTYPE html>" in answer.text, path


@attack(
    "Our page in a frame, and scripts from elsewhere",
    tried="headers of pages, files, errors and redirects",
    outcome="frame-ancestors none, X-Frame-Options DENY, nosniff, no foreign script or connection in the policy,"
    " no-store on pages, no server name",
)
def test_headers(server: LoginServer) -> None:
    for path in ("/", "/pyramid", "/media/x", "/auth/login", "/oauth2callback", "/_stcore/metrics", "/no-such/thing"):
        headers = patience.get(server.address + path).headers
        policy = headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy, path
        assert "http" not in policy.replace("https:", "http:").replace("'self'", ""), path
        assert (headers["x-frame-options"], headers["x-content-type-options"]) == ("DENY", "nosniff")
        assert "server" not in headers
    assert patience.get(server.address).headers["cache-control"] == "no-store"


def _raw(server: LoginServer, request: str) -> bytes:
    """A request as it is written here: no client tidies its path or its headers."""
    host, port = server.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=patience.PATIENCE_S) as connection:
        connection.sendall(request.encode("latin-1"))
        found = b""
        with contextlib.suppress(TimeoutError, ConnectionResetError):
            while part := connection.recv(65536):
                found += part
                if len(found) > 4_000_000 or (b"Connection: close" not in request.encode() and b"\r\n\r\n" in found):
                    break
        return found
