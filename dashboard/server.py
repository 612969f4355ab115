"""The web server: Streamlit's ASGI app under uvicorn, warmed before the first visitor and closed to the outside.

Why not ``streamlit run``: it collects all garbage after every run and leaves Nagle's algorithm on; both cost tens of
milliseconds per click (docs/adr/0003-server.md). Why loopback only: there is no login yet.
"""

import base64
import gc
import hashlib
import ipaddress
import logging
import os
import re
from collections.abc import AsyncGenerator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from dashboard.logic.problems import Problem

PROJECT = Path(__file__).resolve().parent.parent

Scope = MutableMapping[str, Any]

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

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
        (b"content-security-policy", CONTENT_SECURITY_POLICY.format(inline_scripts=inline).encode()),
    ]


# Streamlit checks server.allowedHosts on the websocket only; a rebound name must not get the pages either.
LOOPBACK_NAMES = {"localhost", "127.0.0.1", "[::1]"}
FORWARDED = {b"forwarded", b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto", b"x-real-ip"}


class ClosedToTheOutside:
    """Adds the security headers; refuses foreign names and proxies: without a login both are outsiders."""

    def __init__(self, app: Callable[[Scope, Receive, Send], Awaitable[None]]) -> None:
        self.app = app
        self.headers = _security_headers()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        headers = {name.lower(): value for name, value in scope["headers"]}
        host = headers.get(b"host", b"").decode("latin-1").lower()
        if FORWARDED & headers.keys() or re.sub(r":\d+$", "", host) not in LOOPBACK_NAMES:
            return await self._refuse(scope, send)

        async def send_with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *self.headers]
            await send(message)

        return await self.app(scope, receive, send_with_headers)

    async def _refuse(self, scope: Scope, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        body = b"Without a login this server answers this machine only: open http://127.0.0.1 without a proxy.\n"
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 403, "headers": headers + self.headers})
        await send({"type": "http.response.body", "body": body})


def check_host(host: str) -> str:
    """The address if it is loopback. Raises Problem for any other."""
    try:
        loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise Problem(
            "Host {host} is refused: without a login the app serves this machine only. Use --host 127.0.0.1.", host=host
        )
    return host


def make_app(script: Path = PROJECT / "streamlit_app.py") -> Any:
    """The ASGI app. Streamlit is imported from here, in the project's folder: there it finds its configuration."""
    os.chdir(PROJECT)
    import streamlit as st
    from starlette.middleware import Middleware
    from starlette.requests import Request
    from starlette.responses import JSONResponse
    from starlette.routing import Route

    state = {"ready": False}

    @asynccontextmanager
    async def lifespan(_app: Any) -> AsyncGenerator[None]:
        from anyio.to_thread import run_sync

        from dashboard.widgets.warm_up import warm_up

        await run_sync(warm_up)
        # What is alive now lives as long as the process: later collections need not look at it again.
        gc.collect()
        gc.freeze()
        # Addresses hold filter values: they are not for the log. Streamlit switches this logger on again.
        logging.getLogger("uvicorn.access").disabled = True
        state["ready"] = True
        yield

    def say_what_failed(error: Exception) -> bool:
        from dashboard.widgets.problem_shown import show_failure  # widgets may be imported in a session only

        return show_failure(error)

    async def healthz(_request: Request) -> JSONResponse:
        return JSONResponse({"status": "ok"})

    async def readyz(_request: Request) -> JSONResponse:
        return JSONResponse({"ready": state["ready"]}, status_code=200 if state["ready"] else 503)

    return st.App(
        script,
        routes=[Route("/healthz", healthz), Route("/readyz", readyz)],
        middleware=[Middleware(ClosedToTheOutside)],
        lifespan=lifespan,
        on_script_error=say_what_failed,
    )


def serve(host: str, port: int) -> None:
    """Serve until stopped. Raises Problem for a host that is not loopback or a port that is taken."""
    import socket

    import uvicorn

    check_host(host)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Problem(
                "Port {port} on {host} cannot be used ({reason}). Choose another with --port.",
                port=port,
                host=host,
                reason=error.strerror,
            ) from error
    # proxy_headers off: forwarded addresses are refused, not believed.
    uvicorn.run(
        make_app(),
        host=host,
        port=port,
        proxy_headers=False,
        server_header=False,
        log_level="warning",
        access_log=False,
    )
