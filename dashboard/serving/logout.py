"""Signing out at the door: however the way out is reached, the sign-in is over, and copies of its cookie with it."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from dashboard.data.records.logins import sign_out
from dashboard.data.records.store import RecordsStore
from dashboard.logic.problems import Problem
from dashboard.login_settings import LoginSettings
from dashboard.serving.door import App, Receive, Scope, Send, header_of, origin_of, plain_answer
from dashboard.serving.login import told_by_cookie

LOGOUT = "/auth/logout"


class SignOut:
    """Streamlit only takes the cookie away from this one browser. Our button ends the sign-in before it sends the
    browser there (widgets/identity.py); whoever comes by the address itself ends it here. Nobody else's page sends
    anybody there."""

    def __init__(self, app: App, login: LoginSettings, store: Callable[[], RecordsStore]) -> None:
        self.app = app
        self.login = login
        self.store = store

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].rstrip("/") != LOGOUT:
            return await self.app(scope, receive, send)
        if not self._is_own_doing(scope):
            return await plain_answer(send, 403, "This request comes from another page.")
        from anyio.to_thread import run_sync

        await run_sync(self._end, scope)
        return await self.app(scope, receive, send)

    def _is_own_doing(self, scope: Scope) -> bool:
        """Our own page, or the address typed in. Browsers that do not say so at least say from where they come."""
        site = header_of(scope, b"sec-fetch-site")
        if site:
            return site in ("same-origin", "none")
        given = header_of(scope, b"origin") or header_of(scope, b"referer")
        return not given or origin_of(given) == origin_of(self.login.public_url)

    def _end(self, scope: Scope) -> None:
        """Where it cannot be written, the browser loses its cookie all the same: it is what was asked for."""
        sign_in, now = told_by_cookie(scope, self.login), datetime.now(UTC)
        if sign_in is None or now >= sign_in.ends_at:
            return
        try:
            sign_out(self.store(), sign_in, now)
        except Problem:
            logging.getLogger(__name__).exception("A sign-in could not be ended")
