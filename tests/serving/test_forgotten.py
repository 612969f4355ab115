"""What Streamlit has forgotten is answered as Streamlit would have; what it knows, and all else, goes through."""

import pytest
from starlette.applications import Starlette
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.web.server.starlette.starlette_routes import create_media_routes

from dashboard.data import kept_downloads
from dashboard.data.kept_downloads import keep
from dashboard.serving.forgotten import KeptDownloads
from tests.asgi import Inner, ask

FILE = b"customer,revenue\nC1,100\n"


@pytest.fixture(autouse=True)
def _one_file() -> None:
    kept_downloads._files.clear()
    keep("abc", FILE, mime="text/csv", file_name="customers.csv")


def test_a_forgotten_file_is_answered() -> None:
    answer = ask(KeptDownloads(Inner(b"File not found", 404)), "/media/abc.csv")
    assert (answer.status, answer.body) == (200, FILE)
    assert answer.headers == {
        "content-disposition": 'attachment; filename="customers.csv"',
        "content-type": "text/csv; charset=utf-8",
        "content-length": str(len(FILE)),
    }


@pytest.mark.parametrize("path", ["/media/abd.csv", "/media/", "/media/x/abc.csv", "/other/abc.csv", "/media/../abc"])
def test_what_was_never_made_is_not_there(path: str) -> None:
    answer = ask(KeptDownloads(Inner(b"File not found", 404)), path)
    assert (answer.status, answer.body) == (404, b"File not found")


def test_only_a_missing_file_is_replaced() -> None:
    for status in (200, 206, 416, 500):
        answer = ask(KeptDownloads(Inner(b"inside", status)), "/media/abc.csv")
        assert (answer.status, answer.body) == (status, b"inside")
    assert ask(KeptDownloads(Inner(b"", 404)), "/media/abc.csv", method="HEAD").status == 404


@pytest.mark.parametrize(
    "name", ["plain-2026.csv", "two words; and.csv", 'quoted".csv', "客户/表.csv", "new\nline.csv"]
)
@pytest.mark.parametrize("mime", ["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"])
def test_the_answer_is_the_one_that_streamlit_gives(name: str, mime: str) -> None:
    """All but that a part of the file may be asked for."""
    storage = MemoryMediaFileStorage("/media")
    layer = KeptDownloads(Starlette(routes=create_media_routes(storage, None)))
    file_id = storage.load_and_get_id(FILE, mime, MediaFileKind.DOWNLOADABLE, name)
    keep(file_id, FILE, mime=mime, file_name=name)
    url = storage.get_url(file_id)
    theirs = ask(layer, url)
    storage.delete_file(file_id)
    ours = ask(layer, url)
    assert (ours.status, ours.body) == (theirs.status, theirs.body) == (200, FILE)
    assert ours.headers | {"accept-ranges": "bytes"} == theirs.headers
    assert "accept-ranges" not in ours.headers
