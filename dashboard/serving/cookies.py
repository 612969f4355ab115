"""A sign-in that is too large for one cookie comes in parts, and Streamlit signs each part by itself: parts of two
sign-ins fit together. Somebody could keep the groups of before under the name of today, and an ended sign-in would look
like a new one. So all parts of one sign-in get a seal when they are written. One beyond all bounds is taken away with
a sentence: its owner could not even sign out with it."""

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping, MutableMapping
from typing import Any

from dashboard.serving.door import App, Receive, Scope, Send, cookies_of, plain_answer

USER = "_streamlit_user"
SEAL = "pyramidion_seal"
LARGEST_COOKIES = 48 * 1024
"""Bytes of all cookies of a request. Every request brings them: about 500 groups of 40 characters, each in the claims
and again in the provider's token, which Streamlit writes beside them."""
TOO_LARGE = (
    "You were signed out: your sign-in names too many groups. Who runs the company's sign-in can let it send fewer."
)


class WholeSignIns:
    """Seals the parts of a sign-in, and takes away parts that have another: then nobody has signed in."""

    def __init__(self, app: App, cookie_secret: str) -> None:
        self.app = app
        self._key = hashlib.sha256(f"seal:{cookie_secret}".encode()).digest()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        if sum(len(value) for name, value in scope["headers"] if name.lower() == b"cookie") > LARGEST_COOKIES:
            return await _take_away(scope, send)

        async def send_sealed(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = self._sealed(list(message.get("headers", [])))
            await send(message)

        return await self.app(self._checked(scope), receive, send_sealed)

    def _sealed(self, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        """The answer's headers, with a seal where it writes a sign-in in parts."""
        written = [value.decode("latin-1").split(";")[0] for name, value in headers if name.lower() == b"set-cookie"]
        parts = _parts(dict(one.split("=", 1) for one in written if "=" in one))
        if not parts:
            return headers
        # As long as Streamlit keeps the parts.
        cookie = f"{SEAL}={self._seal(parts)}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax"
        return [*headers, (b"set-cookie", cookie.encode())]

    def _checked(self, scope: Scope) -> Scope:
        """The request, without a sign-in whose parts are not those that were written together."""
        given = cookies_of(scope)
        parts = _parts(given)
        if not parts or hmac.compare_digest(self._seal(parts).encode(), given.get(SEAL, "").encode()):
            return scope
        kept = "; ".join(f"{name}={value}" for name, value in given.items() if name not in parts)
        headers = [(name, value) for name, value in scope["headers"] if name.lower() != b"cookie"]
        return {**scope, "headers": [*headers, (b"cookie", kept.encode("latin-1"))]}

    def _seal(self, parts: Mapping[str, str]) -> str:
        whole = "\n".join(f"{name}={value}" for name, value in parts.items())
        return hmac.new(self._key, whole.encode("latin-1"), hashlib.sha256).hexdigest()


async def _take_away(scope: Scope, send: Send) -> None:
    """The sentence instead of the page, and the browser forgets the sign-in: the next visit starts without one."""
    if scope["type"] == "websocket":
        return await send({"type": "websocket.close", "code": 1008})
    names = [name for name in cookies_of(scope) if re.fullmatch(rf"{USER}(_tokens)?(_\d+)?|{SEAL}", name)]
    gone = ((b"set-cookie", f"{name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax".encode()) for name in names)
    return await plain_answer(send, 431, TOO_LARGE, tuple(gone))


def _parts(cookies: Mapping[str, str]) -> dict[str, str]:
    """The cookies that Streamlit would put together; nothing where the first one is whole. Parts of a longer sign-in
    of before may still lie beside them: they count for nothing."""
    first = cookies.get(USER, "")
    try:
        # The signature is Streamlit's to check: a forged count opens nothing.
        said = base64.urlsafe_b64decode(first.split(".")[0] + "===").decode("ascii")
    except ValueError:
        return {}
    found = re.match(r'"chunks-(\d{1,3})', said)
    if found is None:
        return {}
    names = [USER, *(f"{USER}_{number + 1}" for number in range(int(found.group(1))))]
    return {name: cookies.get(name, "") for name in names}
