"""One request through a layer of the server, without a server."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass


@dataclass
class Answer:
    messages: list[dict]

    @property
    def status(self) -> int:
        return self.messages[0]["status"]

    @property
    def headers(self) -> dict[str, str]:
        return {name.decode().lower(): value.decode() for name, value in self.messages[0]["headers"]}

    def all_of(self, name: str) -> list[str]:
        return [value.decode() for given, value in self.messages[0]["headers"] if given.decode().lower() == name]

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.messages[1:])


class Inner:
    """The app behind the layer: answers everything, and keeps the requests that came through."""

    def __init__(
        self, body: bytes = b"inside", status: int = 200, headers: list[tuple[bytes, bytes]] | None = None
    ) -> None:
        self.body, self.status, self.headers = body, status, headers or []
        self.came: list[dict] = []

    async def __call__(self, scope: dict, receive: object, send: object) -> None:
        self.came.append(scope)
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})  # ty: ignore[call-non-callable]
            return
        if scope["method"] == "PUT":
            while (await receive()).get("more_body"):  # ty: ignore[call-non-callable]
                pass
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})  # ty: ignore[call-non-callable]
        middle = len(self.body) // 2
        await send({"type": "http.response.body", "body": self.body[:middle], "more_body": True})  # ty: ignore[call-non-callable]
        await send({"type": "http.response.body", "body": self.body[middle:]})  # ty: ignore[call-non-callable]


def ask(
    layer: object,
    path: str = "/",
    headers: Mapping[str, str] | list[tuple[str, str]] | None = None,
    *,
    method: str = "GET",
    kind: str = "http",
    client: str = "127.0.0.1",
    body: list[bytes] | None = None,
) -> Answer:
    """The layer's answer. ``headers`` as pairs where one comes twice; ``body`` in the parts in which it comes."""
    sent: list[dict] = []
    parts = list(body or [b""])

    async def send(message: dict) -> None:
        sent.append(message)

    async def receive() -> dict:
        part = parts.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(parts)}

    pairs = headers.items() if isinstance(headers, Mapping) else headers or []
    scope = {
        "type": kind,
        "path": path,
        "method": method,
        "client": (client, 5000),
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in pairs],
    }
    # In a thread of its own: the browser tests leave an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(layer(scope, receive, send))).result()  # ty: ignore[call-non-callable]
    return Answer(sent)
