"""The web server: Streamlit's ASGI app under uvicorn, warmed before the first visitor, behind our own door.

Why not ``streamlit run``: it collects all garbage after every run and leaves Nagle's algorithm on; both cost tens of
milliseconds per click (docs/adr/0003-server.md). Whether people sign in is decided here, once, when it starts.
"""

import gc
import ipaddress
import logging
import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.data.home import Home
from dashboard.logic.problems import Problem
from dashboard.serving.door import LARGEST_BODY, Door, Scope, origin_of
from dashboard.serving.log import log_without_values
from dashboard.settings import Settings, home_folder, load_settings, start_with_login

if TYPE_CHECKING:
    from starlette.middleware import Middleware
    from starlette.routing import Route

    from dashboard.data.importing.jobs.uploaded import Limits
    from dashboard.data.records.store import RecordsStore

PROJECT = Path(__file__).resolve().parent.parent
LARGEST_HEAD = 128 * 1024
"""Bytes of a request without its body. A sign-in with hundreds of groups has cookies of tens of kilobytes; of larger
ones serving/cookies.py speaks. uvicorn's own limit is 16 kB."""


def check_host(host: str, *, has_login: bool = False) -> str:
    """The address, if it may be listened on. Raises Problem for one beyond this machine where nobody signs in."""
    try:
        loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback and not has_login:
        raise Problem(
            "Host {host} is refused: without a login the app serves this machine only. Use --host 127.0.0.1.", host=host
        )
    return host


def settings_in_use() -> Settings:
    """Of the home to work in. Raises Problem for broken ones."""
    return load_settings(Home(home_folder()).settings_file)


def _layers(settings: Settings) -> "list[Middleware]":
    """What a request goes through before it comes to Streamlit, outermost first."""
    from starlette.middleware import Middleware

    from dashboard.data.records.store import home_records
    from dashboard.serving.cookies import WholeSignIns
    from dashboard.serving.forgotten import KeptDownloads
    from dashboard.serving.login import BackToWhereFrom, FewSignIns, OwnDownloads
    from dashboard.serving.logout import SignOut

    login = settings.login
    if login is None:
        return [Middleware(Door), Middleware(KeptDownloads)]

    def store() -> "RecordsStore":
        return home_records(Home(home_folder()), settings)

    return [
        Middleware(Door, public_url=login.public_url),
        Middleware(FewSignIns, per_minute=login.sign_ins_per_minute),
        Middleware(BackToWhereFrom, public_url=login.public_url),
        Middleware(WholeSignIns, cookie_secret=login.cookie_secret.get_secret_value()),
        Middleware(SignOut, login=login, store=store),
        Middleware(OwnDownloads, login=login, store=store),
        Middleware(KeptDownloads),
    ]


def _upload_routes(settings: Settings) -> "list[Route]":
    """Where the files of imports come in. What they need of the widgets is imported with the first request."""
    from dashboard.serving.uploads import upload_routes

    def may_import(scope: Scope) -> str | None:
        from dashboard.serving.login import told_by_cookie
        from dashboard.widgets.imported.where import importer

        return importer(told_by_cookie(scope, settings.login), settings) if settings.login else ""

    def place() -> "tuple[Home, Limits]":
        from dashboard.widgets.imported.where import check_may_bring, import_home, upload_limits

        check_may_bring()
        return import_home(), upload_limits()

    return upload_routes(may_import, place)


def make_app(script: Path = PROJECT / "streamlit_app.py", settings: Settings | None = None) -> Any:
    """The ASGI app. Streamlit is imported from here, in the project's folder: there it finds its configuration.

    Raises Problem for broken settings: the server does not start with them.
    """
    settings = settings or settings_in_use()
    start_with_login(settings.login)
    os.chdir(PROJECT)
    import streamlit as st
    from starlette.requests import Request
    from starlette.responses import JSONResponse
    from starlette.routing import Route
    from streamlit import config

    from dashboard.serving.ended_runs import tell_ends_of_fragments
    from dashboard.serving.login import auth_secrets

    tell_ends_of_fragments()
    if settings.login and (public := origin_of(settings.login.public_url)):
        # Streamlit asks again what our door has asked already.
        config.set_option("server.allowedHosts", [public.host])
        # A grid's own CSV and copying would pass by masks for files, allowance and trail (widgets/downloads.py).
        config.set_option("client.disableDataExport", True)
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
        routes=[Route("/healthz", healthz), Route("/readyz", readyz), *_upload_routes(settings)],
        middleware=_layers(settings),
        secrets=auth_secrets(settings.login) if settings.login else None,
        lifespan=lifespan,
        on_script_error=say_what_failed,
    )


def serve(host: str, port: int) -> None:
    """Serve until stopped. Raises Problem for a host beyond this machine without a login, or a port that is taken."""
    import socket

    # Read once, when websockets is imported. With its 8 kB for a line it refuses large cookies, and uvicorn does not
    # send that refusal: the browser waits for ever. What h11 lets through (its limit and a read of 256 kB) must pass.
    os.environ["WEBSOCKETS_MAX_LINE_LENGTH"] = str(LARGEST_HEAD + 512 * 1024)
    import uvicorn

    settings = settings_in_use()
    login = settings.login
    check_host(host, has_login=login is not None)
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
    log_without_values()
    uvicorn.run(
        make_app(settings=settings),
        host=host,
        port=port,
        # Without a login forwarded addresses are refused, not believed (serving/door.py).
        proxy_headers=login is not None,
        forwarded_allow_ips=list(login.trusted_proxies) if login else [],
        ws_max_size=LARGEST_BODY,
        h11_max_incomplete_event_size=LARGEST_HEAD,
        server_header=False,
        log_level="warning",
        access_log=False,
    )
