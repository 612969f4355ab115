"""What the sign-in adds at the door: how often one may try, back to where one came from, and whose a download is."""

import ipaddress
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, MutableMapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from dashboard.data.media_owners import digest_of, may_have
from dashboard.data.records.logins import is_open
from dashboard.data.records.store import RecordsStore
from dashboard.logic.problems import Problem
from dashboard.logic.sign_in import SignIn, sign_in_of
from dashboard.login_settings import PROVIDER, LoginSettings
from dashboard.serving.door import App, Receive, Scope, Send, cookies_of, header_of, origin_of, plain_answer

LOGIN, CALLBACK = "/auth/login", "/oauth2callback"
PROVIDER_WITHIN_S = 60
"""For each answer of the provider. Streamlit's client gives up after 5 seconds, and then sends people back without a
sign-in and without a word."""


def auth_secrets(login: LoginSettings) -> dict[str, Any]:
    """What Streamlit wants to know of the provider, as in its secrets file."""
    return {
        "auth": {
            "redirect_uri": login.public_url + CALLBACK,
            "cookie_secret": login.cookie_secret.get_secret_value(),
            PROVIDER: {
                "client_id": login.client_id,
                "client_secret": login.client_secret.get_secret_value(),
                "server_metadata_url": login.metadata_url,
                "client_kwargs": {"scope": login.scopes, "timeout": PROVIDER_WITHIN_S},
            },
        }
    }


class FewSignIns:
    """At most so many visits a minute of each address of the sign-in, per client. IPv6: per network of 64 bits."""

    MOST_CLIENTS = 10_000

    def __init__(self, app: App, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.app = app
        self.per_minute = per_minute
        self.clock = clock
        self._counts: OrderedDict[tuple[str, str], tuple[int, int]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] in (LOGIN, CALLBACK) and self._is_too_often(scope):
            sentence = "Too many sign-ins from here. Wait a minute and try again."
            return await plain_answer(send, 429, sentence, ((b"retry-after", b"60"),))
        return await self.app(scope, receive, send)

    def _is_too_often(self, scope: Scope) -> bool:
        key, minute = (_network((scope.get("client") or ("",))[0]), scope["path"]), int(self.clock() // 60)
        counted_in, count = self._counts.pop(key, (minute, 0))
        count = count + 1 if counted_in == minute else 1
        self._counts[key] = (minute, count)
        if len(self._counts) > self.MOST_CLIENTS:
            self._counts.popitem(last=False)
        return count > self.per_minute


def _network(client: str) -> str:
    try:
        address = ipaddress.ip_address(client)
    except ValueError:
        return client
    return client if address.version == 4 else str(ipaddress.ip_network((address, 64), strict=False))


class BackToWhereFrom:
    """Whoever follows a link and has to sign in first lands where the link goes: Streamlit itself goes to the start.

    The way there is in a cookie between the two, for ten minutes, and is a path of this server or nothing.
    """

    COOKIE = "pyramidion_return"
    LONGEST = 3000

    def __init__(self, app: App, public_url: str) -> None:
        self.app = app
        self.public = origin_of(public_url)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] not in (LOGIN, CALLBACK):
            return await self.app(scope, receive, send)
        is_callback = scope["path"] == CALLBACK
        came_from = self._kept(scope) if is_callback else self._came_from(scope)

        async def send_on(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start" and 300 <= message["status"] < 400:
                headers = list(message.get("headers", []))
                if is_callback and came_from:
                    headers = [
                        (name, came_from.encode("latin-1") if name.lower() == b"location" and value == b"/" else value)
                        for name, value in headers
                    ]
                message["headers"] = [*headers, (b"set-cookie", self._cookie("" if is_callback else came_from))]
            await send(message)

        return await self.app(scope, receive, send_on)

    def _came_from(self, scope: Scope) -> str:
        referer = header_of(scope, b"referer")
        if self.public is None or origin_of(referer) != self.public:
            return ""
        parts = urlsplit(referer)
        return _own_path(parts.path + (f"?{parts.query}" if parts.query else ""))

    def _kept(self, scope: Scope) -> str:
        return _own_path(unquote(cookies_of(scope).get(self.COOKIE, "")))

    def _cookie(self, came_from: str) -> bytes:
        value, age = quote(came_from, safe=""), 600 if came_from else 0
        return f"{self.COOKIE}={value}; Max-Age={age}; Path={CALLBACK}; HttpOnly; SameSite=Lax".encode()


def _own_path(path: str) -> str:
    """The path if a browser can only take it for one of this server's pages; else nothing."""
    is_own = re.fullmatch(r"/(?![/\\])[!-\[\]-~]*", path) is not None and len(path) <= BackToWhereFrom.LONGEST
    return "" if not is_own or path.startswith(("/auth/", CALLBACK, "/_stcore/", "/media/")) else path


class OwnDownloads:
    """Streamlit gives a file to anybody who knows its address, and the address follows from the content. Here only the
    sign-in gets it that made it (data/media_owners.py), and only as long as it is open."""

    def __init__(self, app: App, login: LoginSettings, store: Callable[[], RecordsStore]) -> None:
        self.app = app
        self.login = login
        self.store = store

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/media/"):
            return await self.app(scope, receive, send)
        from anyio.to_thread import run_sync

        session_id = await run_sync(self._open_session, scope)
        if not session_id:
            return await plain_answer(send, 404, "There is nothing here.")
        # A part of a file, or a packed one, has another digest than the whole.
        kept = [(name, value) for name, value in scope["headers"] if name.lower() not in (b"range", b"accept-encoding")]
        whole = {**scope, "headers": kept}
        messages: list[MutableMapping[str, Any]] = []

        async def keep(message: MutableMapping[str, Any]) -> None:
            messages.append(message)

        await self.app(whole, receive, keep)
        body = b"".join(message.get("body", b"") for message in messages)
        if not may_have(await run_sync(digest_of, body), session_id):
            return await plain_answer(send, 404, "There is nothing here.")
        for message in messages:
            await send(message)
        return None

    def _open_session(self, scope: Scope) -> str:
        now, sign_in = datetime.now(UTC), told_by_cookie(scope, self.login)
        if sign_in is None or now >= sign_in.ends_at:
            return ""
        try:
            return sign_in.session_id if is_open(self.store(), sign_in.session_id, now) else ""
        except Problem:
            return ""


def told_by_cookie(scope: Scope, login: LoginSettings) -> SignIn | None:
    """Whose request it is by its signed cookie; None without a good one. Whether the sign-in is over or was ended, it
    does not say."""
    return sign_in_of(
        _claims(scope, login.public_url),
        login_claim=login.login_claim,
        groups_claim=login.groups_claim,
        employee_claim=login.employee_claim,
        session_hours=login.session_hours,
    )


def _claims(scope: Scope, origin: str) -> Mapping[str, object]:
    """What stands in Streamlit's signed cookie; nothing where the signature is wrong or another server's."""
    from streamlit.web.server.starlette import starlette_websocket as streamlit_cookies

    cookies = dict(cookies_of(scope))
    signed = streamlit_cookies._get_signed_cookie_with_chunks(cookies, streamlit_cookies.USER_COOKIE_NAME)
    return streamlit_cookies._parse_decoded_user_cookie(signed, origin) if signed else {}
