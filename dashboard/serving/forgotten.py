"""A file that Streamlit has forgotten before it was fetched is answered all the same."""

import re
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import quote

from dashboard.data.kept_downloads import KeptFile, kept
from dashboard.serving.door import App, Receive, Scope, Send

MEDIA = "/media/"


class KeptDownloads:
    """The innermost of our layers: what it answers is for those for whom Streamlit's own answer would be. With a login
    that is decided right outside of it, by the content (serving/login.py)."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(MEDIA):
            return await self.app(scope, receive, send)
        file: KeptFile | None = None

        async def send_on(message: MutableMapping[str, Any]) -> None:
            nonlocal file
            if message["type"] == "http.response.start" and message["status"] == 404:
                file = kept(scope["path"].removeprefix(MEDIA).partition(".")[0])
            if file is None:
                await send(message)

        await self.app(scope, receive, send_on)
        if file is not None:
            await _answer(file)(scope, receive, send)
        return None


def _answer(file: KeptFile) -> App:
    """As Streamlit answers, but always the whole file."""
    from starlette.responses import Response

    is_plain = file.file_name.isascii() and not re.search(r'["\\\x00-\x1f\x7f]', file.file_name)
    name = f'filename="{file.file_name}"' if is_plain else f"filename*=utf-8''{quote(file.file_name, safe='')}"
    return Response(file.content, media_type=file.mime, headers={"content-disposition": f"attachment; {name}"})
