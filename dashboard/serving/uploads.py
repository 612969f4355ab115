"""Where the browser sends the files of an import, piece by piece: ``PUT /imports/upload/<job>/<number>?offset=…``.

Every request is asked anew: an open sign-in with the right to import, the token that the page gave to this sign-in for
this job, our own page as the origin. Streamlit's own way in for files stays closed (door.py).
"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import unquote

from dashboard.data.home import Home
from dashboard.data.importing.jobs.job import Job, open_job
from dashboard.data.importing.jobs.process import state
from dashboard.data.importing.jobs.uploaded import Limits, Taken, Uploaded, receive, remove_file
from dashboard.logic.problems import Problem
from dashboard.serving.door import LARGEST_PIECE, UPLOAD, Scope, header_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

Importer = Callable[[Scope], str | None]
"""The id of the sign-in whose request it is, if it may import (empty where nobody signs in); None: it may not."""
_NUMBER = re.compile("[0-9]{1,13}")
"""Of a file, of bytes: ten terabytes at most, and never a number that takes long to read."""


MOST_AT_ONCE = 64
"""Pieces that may be on their way: each is held in memory until it is whole. A browser sends three."""
PIECE_WITHIN_S = 600


class _Refused(Exception):
    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


Place = Callable[[], tuple[Home, Limits]]
"""Into which home, and how much."""


def upload_routes(may_import: Importer, place: Place) -> "list[Route]":
    """The routes for the app. Both are asked in every request, in a thread."""
    from starlette.routing import Route

    coming = 0

    async def upload(request: "Request") -> "Response":
        nonlocal coming
        from anyio.to_thread import run_sync

        # Nothing is read of who may not send it.
        job = await run_sync(lambda: _job(request, may_import, place))
        if isinstance(job, _Refused):
            return _answer(job.status, {"error": str(job)})
        if request.method == "DELETE":
            return await run_sync(lambda: _answered(lambda: _removed(request, job)))
        if coming >= MOST_AT_ONCE:
            return _answer(503, {"error": "Too much is coming in at once. Try again in a moment."})
        coming += 1
        try:
            return await _take(request, job, place)
        finally:
            coming -= 1

    return [Route(UPLOAD + "{job:str}/{number:str}", upload, methods=["PUT", "DELETE"])]


def _job(request: "Request", may_import: Importer, place: Place) -> Job | _Refused:
    """The job that this request may write into. One refusal for all that is not there or is not theirs."""
    scope = request.scope
    if header_of(scope, b"sec-fetch-site") not in ("", "same-origin"):
        return _Refused(403, "This request comes from another page.")
    try:
        session_id = may_import(scope)
        job = open_job(place()[0], request.path_params["job"])
    except Problem:
        session_id = job = None
    token = header_of(scope, b"x-upload-token")
    is_number = _NUMBER.fullmatch(request.path_params["number"]) is not None
    if session_id is None or job is None or not job.is_token(token, session_id) or not is_number:
        return _Refused(404, "There is nothing here.")
    if state(job).is_running:
        return _Refused(409, "These files are being read.")
    return job


async def _take(request: "Request", job: Job, place: Place) -> "Response":
    from anyio import move_on_after
    from anyio.to_thread import run_sync

    scope = request.scope
    offset, size = request.query_params.get("offset", ""), header_of(scope, b"x-file-size")
    name, mark = unquote(header_of(scope, b"x-file-name")), header_of(scope, b"x-file-mark")
    are_numbers = all(_NUMBER.fullmatch(text) for text in (offset, size, mark or "0"))
    if not (are_numbers and int(offset) <= int(size) and name.strip()):
        return _answer(400, {"error": "A piece says where it begins, its file's name and size."})
    piece = bytearray()
    with move_on_after(PIECE_WITHIN_S) as waited:
        async for chunk in request.stream():
            piece += chunk
            if len(piece) > LARGEST_PIECE:
                return _answer(413, {"error": "This is too large."})
    if waited.cancelled_caught:
        return _answer(408, {"error": "This came too slowly."})

    def keep() -> dict[str, object]:
        number, limits = int(request.path_params["number"]), place()[1]
        file: Uploaded = receive(
            job, number, int(offset), bytes(piece), name=name, size=int(size), limits=limits, mark=mark
        )
        return {"received": file.received, "is_whole": file.is_whole, "name": file.name}

    return await run_sync(lambda: _answered(keep))


def _removed(request: "Request", job: Job) -> dict[str, object]:
    remove_file(job, int(request.path_params["number"]))
    return {"received": 0}


def _answered(act: Callable[[], dict[str, object]]) -> "Response":
    """What it gives, or why not."""
    try:
        return _answer(200, act())
    except Taken as taken:
        return _answer(409, {"error": "Another file has this number.", "next": taken.free})
    except Problem as problem:
        said = {one: value if isinstance(value, int | str) else str(value) for one, value in problem.values.items()}
        return _answer(422, {"error": str(problem), "text": problem.text, "values": said})


def _answer(status: int, content: dict[str, object]) -> "Response":
    from starlette.responses import JSONResponse

    return JSONResponse(content, status_code=status, headers={"cache-control": "no-store"})
