"""The app as docs/deployment.md puts it: behind nginx with our own configuration, with TLS and a login, on loopback."""

import hashlib
import os
import re
import shutil
import subprocess
import time
from collections.abc import Generator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from playwright.sync_api import Browser, Page, Route

from dashboard.serving.door import LARGEST_BODY
from tests.browser.conftest import PROJECT, Visitor
from tests.oidc import STYLES, LoginServer, Person, everybody, provider, serving_with_login, sign_in_address
from tests.patience import PATIENCE_S
from tools.ports import free_port

NAME = "pyramid.localhost"
SIGN_INS = 12
MANY_GROUPS = tuple(hashlib.sha256(str(number).encode()).hexdigest()[:40] for number in range(500))
MAIN = """
daemon off; master_process on; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log; {user}
events {{ worker_connections 256; }}
http {{
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/pyramidion.conf;
}}
"""


@dataclass
class Proxied:
    """``public``: the address that people use; ``http``: its port without TLS; ``folder`` holds nginx's own files."""

    public: str
    https_port: int
    http_port: int
    folder: Path
    server: LoginServer

    def client(self, **options: object) -> httpx.Client:
        """Speaks to nginx under its public name, without asking a name server for it."""
        return httpx.Client(
            base_url=f"https://127.0.0.1:{self.https_port}",
            headers={"Host": f"{NAME}:{self.https_port}"},
            timeout=PATIENCE_S,
            verify=False,  # noqa: S501 - a certificate of this test's own
            **options,  # ty: ignore[invalid-argument-type]
        )


def _certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(hours=1))
    made = made.not_valid_after(now + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
    pem = serialization.Encoding.PEM
    (folder / "fullchain.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(pem))
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "privkey.pem").write_bytes(key.private_bytes(pem, *plain))


def _configure(folder: Path, *, app_port: int, http_port: int, https_port: int) -> Path:
    """deploy/nginx.conf with what an operator would change."""
    text = (PROJECT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for ours, theirs in (
        ("server 127.0.0.1:8501;", f"server 127.0.0.1:{app_port};"),
        ("listen 80;", f"listen 127.0.0.1:{http_port};"),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{https_port} ssl http2;"),
        ("return 301 https://pyramid.example.cn", f"return 301 https://{NAME}:{https_port}"),
        ("server_name pyramid.example.cn;", f"server_name {NAME};"),
        ("/etc/ssl/pyramidion/", f"{folder}/"),
        ("/var/log/nginx/", f"{folder}/"),
    ):
        assert ours in text, ours
        text = text.replace(ours, theirs)
    assert "example" not in text
    (folder / "pyramidion.conf").write_text(text, encoding="utf-8")
    user = "user root;" if os.geteuid() == 0 else ""  # else the workers could not write their folders here
    (folder / "main.conf").write_text(MAIN.format(folder=folder, user=user), encoding="utf-8")
    return folder / "main.conf"


@pytest.fixture(scope="module")
def nginx() -> str:
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not found:
        pytest.skip("nginx is not installed (apt-get install nginx)")
    return found


@pytest.fixture(scope="module")
def proxied(nginx: str, fresh_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[Proxied]:
    folder = tmp_path_factory.mktemp("nginx")
    home = shutil.copytree(fresh_demo, tmp_path_factory.mktemp("behind") / "home")
    http_port, https_port = free_port(), free_port()
    public = f"https://{NAME}:{https_port}"
    _certificate(folder)
    with (
        provider([*everybody(), Person("u-many", "Test many", (*MANY_GROUPS, "dash-executive"))]) as metadata_url,
        serving_with_login(home, metadata_url, public_url=public, sign_ins_per_minute=SIGN_INS) as server,
    ):
        port = int(server.address.rpartition(":")[2])
        config = _configure(folder, app_port=port, http_port=http_port, https_port=https_port)
        command = [nginx, "-p", str(folder), "-c", str(config), "-e", str(folder / "error.log")]
        checked = subprocess.run([*command, "-t"], capture_output=True, text=True, timeout=PATIENCE_S)
        assert "syntax is ok" in checked.stderr, checked.stderr
        assert "[warn]" not in checked.stderr, checked.stderr
        process = subprocess.Popen(command)
        made = Proxied(public, https_port, http_port, folder, server)
        try:
            _wait(made, process)
            yield made
        finally:
            process.terminate()
            process.wait(120)


def _wait(proxied: Proxied, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            with proxied.client() as client:
                if client.get("/healthz").status_code == 200:
                    return
        except httpx.TransportError:
            pass
        assert process.poll() is None, (proxied.folder / "error.log").read_text()
        assert time.monotonic() < deadline, "nginx did not answer"
        time.sleep(0.1)


@pytest.fixture
def tab(browser: Browser, proxied: Proxied) -> Generator[Visitor]:
    context = browser.new_context(ignore_https_errors=True, viewport={"width": 1440, "height": 900})
    visitor = Visitor(context.new_page(), proxied.public)

    def abort(route: Route) -> None:
        route.abort()

    visitor.page.route(STYLES, abort)
    yield visitor
    context.close()


def sign_in(tab: Visitor, login: str) -> Page:
    tab.page.get_by_role("button", name="Sign in").click()
    tab.page.locator(f'button[value="{login}"]').click()
    tab.page.wait_for_url(f"{tab.address}/**")
    tab.idle()
    return tab.page


def test_sign_in_through_the_proxy_keeps_the_deep_link_and_its_cookies_are_for_https_only(
    tab: Visitor, proxied: Proxied
) -> None:
    sockets: list[str] = []
    tab.page.on("websocket", lambda socket: sockets.append(socket.url))
    tab.open("/trends?period=3")
    page = sign_in(tab, "u-executive")
    page.wait_for_url(f"{proxied.public}/trends?*")
    assert "period=3" in page.url
    tab.page.locator(".js-plotly-plot").first.wait_for()
    assert sockets
    assert all(url.startswith(f"wss://{NAME}:") for url in sockets)
    cookies = [cookie for cookie in page.context.cookies() if cookie["domain"].endswith(NAME)]
    assert {cookie["name"] for cookie in cookies} >= {"_streamlit_user", "_streamlit_xsrf"}
    assert [cookie["name"] for cookie in cookies if not cookie["secure"]] == []
    log = (proxied.folder / "pyramidion.log").read_text()
    assert " /trends 200 " in log
    assert not re.search(r"\?|period|code=|u-executive", log)  # no filters, no sign-in codes


def test_somebody_with_hundreds_of_groups_comes_through_the_proxy_too(tab: Visitor) -> None:
    tab.open("/trends")
    page = sign_in(tab, "u-many")
    tab.page.locator(".js-plotly-plot").first.wait_for()
    cookies = [cookie for cookie in page.context.cookies() if cookie["domain"].endswith(NAME)]
    assert sum(len(cookie["name"]) + len(cookie["value"]) + 3 for cookie in cookies) > 40_000
    assert "pyramidion_seal" in {cookie["name"] for cookie in cookies}
    assert [cookie["name"] for cookie in cookies if not cookie["secure"]] == []


def test_plain_http_goes_to_https_under_the_fixed_name(proxied: Proxied) -> None:
    for host in (f"{NAME}:{proxied.http_port}", "evil.example"):
        answer = httpx.get(
            f"http://127.0.0.1:{proxied.http_port}/portfolio?region=R1", headers={"Host": host}, timeout=PATIENCE_S
        )
        assert (answer.status_code, answer.headers["location"]) == (301, f"{proxied.public}/portfolio?region=R1")


def test_headers_come_once_and_tell_no_versions(proxied: Proxied) -> None:
    with proxied.client() as client:
        answer = client.get("/")
    assert answer.status_code == 200
    wanted = {
        "strict-transport-security": "max-age=31536000",
        "x-frame-options": "DENY",
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
    }
    for name, value in wanted.items():
        assert answer.headers.get_list(name) == [value]
    (policy,) = answer.headers.get_list("content-security-policy")
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["server"] == "nginx"


@pytest.mark.parametrize("path", ["/", "/portfolio", "/auth/login", "/_stcore/host-config"])
def test_foreign_host_is_refused_behind_and_before_the_proxy(proxied: Proxied, path: str) -> None:
    with proxied.client() as client:
        assert client.get(path, headers={"Host": "evil.example"}).status_code == 403
    for forged in ({}, {"X-Forwarded-Host": f"{NAME}:{proxied.https_port}", "X-Forwarded-Proto": "https"}):
        answer = httpx.get(
            proxied.server.address + path, headers={"Host": "evil.example", **forged}, timeout=PATIENCE_S
        )
        assert answer.status_code == 403
        # 127.0.0.1:port is not the public name
        own = httpx.get(proxied.server.address + path, headers=forged, timeout=PATIENCE_S)
        assert own.status_code == 403


def test_forwarded_host_is_never_believed(proxied: Proxied) -> None:
    path = sign_in_address(proxied.server).removeprefix(proxied.server.address)
    for client, base in ((proxied.client(), ""), (httpx.Client(timeout=PATIENCE_S), proxied.server.address)):
        with client:
            headers = {
                "Host": f"{NAME}:{proxied.https_port}",
                "X-Forwarded-Host": "evil.example",
                "Forwarded": "host=evil",
            }
            answer = client.get(base + path, headers=headers)
        assert answer.status_code in (302, 303)
        assert "evil" not in str(answer.headers)
        assert (
            f"redirect_uri=https%3A%2F%2F{NAME}%3A{proxied.https_port}%2Foauth2callback" in answer.headers["location"]
        )


def test_foreign_page_gets_no_websocket_through_the_proxy(proxied: Proxied) -> None:
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
               "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}  # fmt: skip
    with proxied.client() as client:
        for origin in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {}):
            assert client.get("/_stcore/stream", headers={**upgrade, **origin}).status_code == 403


def test_large_body_stops_at_the_proxy(proxied: Proxied) -> None:
    with proxied.client() as client:
        answer = client.post("/_stcore/upload_file/a/b", content=b"x" * (LARGEST_BODY + 1))
    assert answer.status_code == 413
    assert "nginx" in answer.text


def test_health_is_for_monitoring_and_metrics_for_nobody(proxied: Proxied) -> None:
    with proxied.client() as client:
        answers = {path: client.get(path).status_code for path in ("/healthz", "/readyz", "/_stcore/metrics")}
    assert answers == {"/healthz": 200, "/readyz": 200, "/_stcore/metrics": 404}
    assert httpx.get(f"{proxied.server.address}/readyz", timeout=PATIENCE_S).json() == {"ready": True}


@pytest.mark.parametrize("way", ["through the proxy", "directly, from an address that is no proxy"])
def test_forged_client_address_does_not_get_around_the_limit_of_sign_ins(proxied: Proxied, way: str) -> None:
    """Last in this file: afterwards nobody signs in for a minute."""
    if way == "through the proxy":
        client = proxied.client()
    else:
        transport = httpx.HTTPTransport(local_address="127.0.0.2")
        client = httpx.Client(transport=transport, base_url=proxied.server.address, timeout=PATIENCE_S,
                              headers={"Host": f"{NAME}:{proxied.https_port}"})  # fmt: skip
    with client:
        statuses = [
            client.get("/auth/login", headers={"X-Forwarded-For": f"203.0.113.{n}"}).status_code
            for n in range(2 * SIGN_INS + 2)
        ]
    assert 429 in statuses
