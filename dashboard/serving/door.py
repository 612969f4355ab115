"""Who is answered at all: names, origins, sizes, closed paths, and the headers of every answer.

Without a login: this machine only, and no proxy. With one: under the public address only.
"""

import base64
import hashlib
import re
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from dashboard.serving.messages import is_sent_by_pages

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        # blob: Streamlit loads a component's own script that way (widgets/window.py, the width of the page).
        "script-src 'self' blob: {inline_scripts}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    )
)
LOOPBACK_NAMES = {"localhost", "127.0.0.1", "[::1]"}
FORWARDED = {b"forwarded", b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto", b"x-real-ip"}
HEALTH = {"/healthz", "/readyz"}
CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check", "/_stcore/upload_file")
"""Streamlit's own: how many people are here, ways in for programs and for files. No page needs them."""
LARGEST_BODY = 2 * 1024 * 1024
"""Bytes. A message of the browser is a few kilobytes."""
UPLOAD = "/imports/upload/"
LARGEST_PIECE = 5 * 1024 * 1024
"""Bytes. Files come in pieces of 4 MB, at their own address only (serving/uploads.py)."""
DEFAULT_PORTS = {"http": 80, "https": 443}


class Refused(Exception):
    """The answer is this status and sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


class Origin(NamedTuple):
    scheme: str
    host: str
    port: int


def origin_of(url: str) -> Origin | None:
    """Scheme, name and port of an address, the usual port filled in; None for what is no http address."""
    try:
        parts = urlsplit(url)
        port = parts.port or DEFAULT_PORTS.get(parts.scheme, 0)
    except ValueError:
        return None
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname or "@" in parts.netloc:
        return None
    return Origin(parts.scheme, parts.hostname.lower(), port)


def largest_body(scope: Scope) -> int:
    """Bytes that a request to this address may bring."""
    return LARGEST_PIECE if scope["type"] == "http" and scope["path"].startswith(UPLOAD) else LARGEST_BODY


def header_of(scope: Scope, name: bytes) -> str:
    """A header of the request; empty where it is missing. Of one that is given twice: what no check accepts."""
    values = [value for given, value in scope["headers"] if given.lower() == name]
    return values[0].decode("latin-1") if len(values) == 1 else "\x00" * len(values)


def cookies_of(scope: Scope) -> dict[str, str]:
    """Those of all Cookie headers, as Streamlit too puts them together."""
    from starlette.requests import cookie_parser

    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        if name.lower() == b"cookie":
            found |= cookie_parser(value.decode("latin-1"))
    return found


async def plain_answer(send: Send, status: int, sentence: str, headers: tuple[tuple[bytes, bytes], ...] = ()) -> None:
    """One sentence as a whole answer."""
    body = f"{sentence}\n".encode()
    fixed = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    fixed.append((b"cache-control", b"no-store"))
    await send({"type": "http.response.start", "status": status, "headers": [*fixed, *headers]})
    await send({"type": "http.response.body", "body": body})


class Door:
    """The outermost of our layers. ``public_url``: where people reach the app; None without a login."""

    def __init__(self, app: App, public_url: str | None = None) -> None:
        self.app = app
        self.public = origin_of(public_url) if public_url else None
        self.is_encrypted = self.public is not None and self.public.scheme == "https"
        self.headers = _security_headers()
        if self.is_encrypted:
            self.headers.append((b"strict-transport-security", b"max-age=31536000"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)

        is_answered = False

        async def send_with_headers(message: MutableMapping[str, Any]) -> None:
            nonlocal is_answered
            if message["type"] == "http.response.start":
                is_answered = True
                message["headers"] = self._headers_of_answer(scope["path"], message.get("headers", []))
            await send(message)

        try:
            self._check(scope)
            return await self.app(scope, _limited(scope, receive), send_with_headers)
        except Refused as refused:
            if scope["type"] == "websocket":
                return await send({"type": "websocket.close", "code": 1008})
            if is_answered:
                raise
            return await plain_answer(send_with_headers, refused.status, refused.sentence)

    def _check(self, scope: Scope) -> None:
        self._check_host(scope)
        self._check_origin(scope)
        length = header_of(scope, b"content-length")
        if length and not (length.isdecimal() and int(length) <= largest_body(scope)):
            raise Refused(413, "This is too large.")
        if scope["path"].startswith(CLOSED):
            raise Refused(404, "There is nothing here.")

    def _check_host(self, scope: Scope) -> None:
        host = header_of(scope, b"host").lower()
        is_loopback = re.sub(r":\d{1,5}$", "", host) in LOOPBACK_NAMES
        if self.public is None:
            names = {name.lower() for name, _ in scope["headers"]}
            if FORWARDED & names or not is_loopback:
                raise Refused(
                    403, "Without a login this server answers this machine only: open http://127.0.0.1 without a proxy."
                )
            return
        is_own = re.fullmatch(r"[a-z0-9.:\[\]-]+", host) and origin_of(f"{self.public.scheme}://{host}") == self.public
        if not is_own and not (is_loopback and scope["path"] in HEALTH):
            raise Refused(403, "This server does not answer under this name.")

    def _check_origin(self, scope: Scope) -> None:
        """A page of somebody else must not speak in our visitor's name. Every browser says where a websocket, or
        anything that changes something, comes from."""
        given = header_of(scope, b"origin")
        is_websocket = scope["type"] == "websocket"
        if not is_websocket and (not given or scope["method"] in ("GET", "HEAD")):
            return
        own = self.public or origin_of(f"http://{header_of(scope, b'host')}")
        if origin_of(given) != own:
            raise Refused(403, "This request comes from another page.")

    def _headers_of_answer(self, path: str, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        kind = next((value for name, value in headers if name.lower() == b"content-type"), b"")
        is_private = kind.startswith(b"text/html") or path.startswith("/media/")
        answer = []
        for name, value in headers:
            if is_private and name.lower() in (b"cache-control", b"etag", b"last-modified"):
                continue
            if self.is_encrypted and name.lower() == b"set-cookie" and b"; secure" not in value.lower():
                value += b"; Secure"
            answer.append((name, value))
        if is_private:
            answer.append((b"cache-control", b"no-store"))
        return [*answer, *self.headers]


def _limited(scope: Scope, receive: Receive) -> Receive:
    """A body may come without its length; of a websocket's messages, those that no page of ours sends are dropped."""
    if scope["type"] == "websocket":
        return _own_messages(receive)
    received, most = 0, largest_body(scope)

    async def receive_limited() -> MutableMapping[str, Any]:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > most:
            raise Refused(413, "This is too large.")
        return message

    return receive_limited


def _own_messages(receive: Receive) -> Receive:
    async def receive_own() -> MutableMapping[str, Any]:
        while not is_sent_by_pages(message := await receive()):
            pass
        return message

    return receive_own


def _security_headers() -> list[tuple[bytes, bytes]]:
    """The headers of every answer. Streamlit's page has one inline script, allowed by its hash alone."""
    import streamlit

    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_bytes()
    digests = [hashlib.sha256(script).digest() for script in re.findall(rb"<script>(.*?)</script>", page, re.DOTALL)]
    inline = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    return [
        (b"x-content-type-options", b"nosniff"),
        (b"x-frame-options", b"DENY"),
        (b"referrer-policy", b"same-origin"),
        (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
        (b"cross-origin-opener-policy", b"same-origin"),
        (b"cross-origin-resource-policy", b"same-origin"),
        (b"content-security-policy", CONTENT_SECURITY_POLICY.format(inline_scripts=inline).encode()),
    ]
