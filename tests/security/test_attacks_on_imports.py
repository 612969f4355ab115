"""On imports: files that are brought in, and who brings them

Somebody without the right, somebody with another one's, a data steward's browser that says what no page of ours says.
"""

import select
import shutil
import socket
import time
from collections.abc import Generator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from dashboard.data.batches import all_imports
from dashboard.data.home import Home
from dashboard.data.importing.jobs import process
from dashboard.data.importing.jobs.job import Job, new_job
from dashboard.data.importing.jobs.plan import FilePlan, Plan, save_plan
from dashboard.data.importing.jobs.uploaded import all_files
from dashboard.data.importing.mapping.plans import Cell
from dashboard.data.records.logins import active_sessions, end_sessions_of
from dashboard.data.records.store import RecordsStore, sqlite_url
from dashboard.settings import Settings
from dashboard.widgets.identity import FRESH_FOR_S
from tests import patience
from tests.oidc import LoginServer, serving_with_login, signed_in_cookies
from tests.security.attack_table import attack
from tests.security.tab import Tab


@pytest.fixture(scope="module")
def home(attacked_company: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy that is nobody's demo any more: the demo takes no files."""
    home = shutil.copytree(attacked_company, tmp_path_factory.mktemp("home") / "company")
    (home / "demo.toml").unlink()
    return home


@pytest.fixture(scope="module")
def server(home: Path, sign_in_at: str) -> Generator[LoginServer]:
    with serving_with_login(home, sign_in_at, sign_ins_per_minute=1000) as running:
        yield running


@dataclass
class Sender:
    """Somebody's browser, and the job that they begin."""

    server: LoginServer
    cookies: dict[str, str]
    session_id: str
    job: Job

    def put(self, *, job: str = "", number: str = "0", body: bytes = b"a,b\n1,2\n", **changed: str) -> httpx.Response:
        headers = {
            "x-upload-token": self.job.token(self.session_id),
            "x-file-name": "orders.csv",
            "x-file-size": str(len(body)),
            "origin": self.server.address,
            **{name.replace("_", "-"): value for name, value in changed.items() if name not in ("offset", "method")},
        }
        url = f"{self.server.address}/imports/upload/{job or self.job.id}/{number}?offset={changed.get('offset', '0')}"
        method = changed.get("method", "PUT")
        return patience.request(method, url, headers=headers, cookies=self.cookies, content=body)


def _sender(server: LoginServer, login: str) -> Sender:
    cookies = signed_in_cookies(server, login)
    with Tab(server, cookies) as tab:
        tab.visit("data", "")
    with closing(RecordsStore(sqlite_url(Home(server.home)))) as store:
        mine = [one for one in active_sessions(store, datetime.now(UTC)) if one.login == login]
    return Sender(server, cookies, mine[0].id, new_job(Home(server.home), login, datetime.now(UTC)))


def _nothing_came(sender: Sender) -> bool:
    return all_files(sender.job) == ()


@attack(
    "Files from somebody who may not import",
    tried="upload as executive, account manager, administrator, stranger and signed out, each with the right"
    " token; as data steward it goes in",
    outcome="404 for all but the data steward; nothing is written",
)
def test_uploads_without_the_right(server: LoginServer) -> None:
    for login in ("u-executive", "u-account_manager", "u-admin", "u-auditor"):
        sender = _sender(server, login)
        assert sender.put().status_code == 404, login
        assert _nothing_came(sender)
    steward = _sender(server, "u-data_steward")
    signed_out = Sender(server, {}, "", steward.job)
    assert signed_out.put().status_code == 404
    assert Sender(server, {}, steward.session_id, steward.job).put().status_code == 404
    assert _nothing_came(steward)
    assert steward.put().json() == {"received": 8, "is_whole": True, "name": "orders.csv"}


@attack(
    "Somebody else's import",
    tried="a data steward's own sign-in with the token of another sign-in, of another job, with none, a made-up one;"
    " the same after signing out; ids of jobs that are paths",
    outcome="404 for each, nothing is written",
)
def test_uploads_into_other_jobs(server: LoginServer) -> None:
    one, other = _sender(server, "u-data_steward"), _sender(server, "u-data_steward")
    tokens = (other.job.token(one.session_id), one.job.token(other.session_id), one.job.token(""), "", "0" * 64, "%FF")
    for token in tokens:
        assert one.put(x_upload_token=token).status_code == 404, token
    for job in (other.job.id, "0" * 32, "..", "%2e%2e", "../imports", one.job.id.upper()):
        assert one.put(job=job).status_code in (400, 403, 404, 405), job
    assert patience.get(f"{server.address}/auth/logout", cookies=one.cookies).status_code < 500
    assert one.put().status_code == 404
    assert _nothing_came(one)
    assert _nothing_came(other)


@attack(
    "A page of somebody else brings files in a visitor's name",
    tried="the right cookies and token with Origin evil.example, null; Sec-Fetch-Site cross-site, same-site;"
    " a preflight",
    outcome="403 for each, nothing is written, no answer allows another origin",
)
def test_uploads_from_foreign_pages(server: LoginServer) -> None:
    sender = _sender(server, "u-data_steward")
    for origin in ("https://evil.example", "null", f"{server.address}.evil.example"):
        assert sender.put(origin=origin).status_code == 403
    for site in ("cross-site", "same-site", "none"):
        assert sender.put(sec_fetch_site=site).status_code == 403
    preflight = sender.put(method="OPTIONS", origin="https://evil.example", access_control_request_method="PUT")
    assert preflight.status_code == 403
    assert "access-control-allow-origin" not in preflight.headers
    assert _nothing_came(sender)


@attack(
    "Uploads that are too large, or say what is not so",
    tried="a piece of 6 MB, a file of 3 GB, sizes, offsets and numbers of files that are negative, huge, of 5,000"
    " digits, in other scripts, no numbers; more bytes than said; a hole in the file",
    outcome="refused with 400, 404, 413 or 422, or not taken; the file never grows beyond what was said",
)
def test_uploads_too_large(server: LoginServer) -> None:
    sender = _sender(server, "u-data_steward")
    assert sender.put(body=b"x" * 6 * 2**20).status_code == 413
    assert sender.put(x_file_size=str(3 * 2**30)).status_code == 422
    for size in ("-1", "1e9", "", "9" * 30, "9" * 5000, "x", "0x10", "+4"):
        assert sender.put(x_file_size=size).status_code in (400, 422), size
    for offset in ("-1", "x", "9" * 20, "9" * 5000, "%D9%A3", ""):
        assert sender.put(offset=offset).status_code == 400, offset
    assert sender.put(number="99999").status_code == 422
    for number in ("-1", "9" * 5000, "x", "%D9%A3", "0/said.json", "..%2F0"):
        assert sender.put(number=number).status_code in (400, 404, 405), number
    assert _nothing_came(sender)
    assert sender.put(x_file_size="4").json()["received"] == 0
    assert sender.put(offset="3", x_file_size="4").json()["received"] == 0


@attack(
    "File names that lead elsewhere",
    tried="../../settings.toml, /etc/passwd, C:\\\\x, .., names with line breaks, NUL, right-to-left marks,"
    " 400 characters; endings that are no data",
    outcome="the last part of the name, cleaned, inside the job's own folder; other endings are refused (422)",
)
def test_names_that_lead_elsewhere(server: LoginServer) -> None:
    sender = _sender(server, "u-data_steward")
    before = sorted(
        path for path in server.home.rglob("*") if "uploads" not in path.parts and "records" not in path.parts
    )
    names = ("..%2F..%2Fx.csv", "%2Fetc%2Fx.csv", "C:%5Cx.csv", "a%0Ab%00.csv", "%E2%80%AEvsc.csv", "x" * 400 + ".csv")
    for number, name in enumerate(names):
        assert sender.put(number=str(number), x_file_name=name).status_code == 200, name
    for name in ("..", "..%2Fsettings.toml", "x.py", "x.csv%00.exe", ""):
        assert sender.put(number="50", x_file_name=name).status_code in (400, 422), name
    for file in all_files(sender.job):
        assert file.path.resolve().is_relative_to(sender.job.folder.resolve())
        assert file.name.isprintable()
    after = sorted(
        path for path in server.home.rglob("*") if "uploads" not in path.parts and "records" not in path.parts
    )
    assert after == before


@attack(
    "A workbook that is a bomb",
    tried="a workbook whose sheet unpacks to 6 GB of zeros, looked at by the worker",
    outcome="refused in a sentence or its process ended; the server answers all the while, nothing is imported",
)
def test_workbook_bomb(server: LoginServer, tmp_path: Path) -> None:
    import zipfile

    sender, bomb = _sender(server, "u-data_steward"), tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(6 * 64):
                part.write(bytes(2**24))
    content = bomb.read_bytes()
    for offset in range(0, len(content), 2**22):
        piece = content[offset : offset + 2**22]
        sender.put(body=piece, offset=str(offset), x_file_size=str(len(content)), x_file_name="bomb.xlsx")
    assert all_files(sender.job)[0].is_whole
    process.start(sender.job, "look", Settings())
    while process.state(sender.job).is_running:
        assert patience.get(f"{server.address}/healthz").status_code == 200
    look = sender.job.read("look.json")
    assert process.state(sender.job).is_dead or (look is not None and "problem" in look["looks"][0])


@attack(
    "Two windows send into one import",
    tried="another file under the number of one that is half here: another name, size, time of change; the rest of it"
    " behind the first half",
    outcome="409 with a free number; the file that was begun ends as it was",
)
def test_two_windows(server: LoginServer) -> None:
    sender = _sender(server, "u-data_steward")
    half = {"x_file_size": "6", "x_file_mark": "1"}
    assert sender.put(body=b"a,b\n", **half).json()["received"] == 4
    for changed in ({"x_file_name": "other.csv"}, {"x_file_size": "9"}, {"x_file_mark": "2"}):
        answer = sender.put(body=b"XX", offset="4", **(half | changed))
        assert (answer.status_code, answer.json()["next"]) == (409, 1), changed
    assert sender.put(body=b"1\n", offset="4", **half).json()["is_whole"]
    assert all_files(sender.job)[0].path.read_bytes() == b"a,b\n1\n"


@attack(
    "Buttons of an import after the sign-in ended",
    tried="a data steward's open tab with an import, the sign-in ended by an administrator, then each of its buttons",
    outcome="the way to sign in; the import, its files and its plan are as they were",
)
def test_buttons_after_the_end(server: LoginServer) -> None:
    sender = _sender(server, "u-data_steward")
    assert sender.put().json()["is_whole"]
    with Tab(server, sender.cookies) as tab:
        tab.visit("data", "")
        # Until the worker has gone: it has told its result before, and at the end nobody may be at work.
        while (tab.visit(), process.is_running(sender.job))[1] or not sender.job.read("look.json"):
            time.sleep(0.2)
        tab.visit()
        buttons = [one for one in tab.widgets.values() if one.kind == "button" and sender.job.id in one.key]
        boxes = [one for one in tab.widgets.values() if one.kind == "selectbox" and sender.job.id in one.key]
        assert {"over", "check"} <= {one.key.split("_")[0] for one in buttons}
        assert boxes
        before = {path: path.read_bytes() for path in sender.job.folder.rglob("*.json")}
        with closing(RecordsStore(sqlite_url(Home(server.home)))) as store:
            end_sessions_of(store, "u-data_steward", by="u-admin", now=datetime.now(UTC))
        time.sleep(FRESH_FOR_S)
        for button in buttons:
            tab.move(button, "trigger_value", True)
        for box in boxes:
            tab.move(box, "string_value", box.options[-1])
        assert {path: path.read_bytes() for path in sender.job.folder.rglob("*.json")} == before
        assert not process.is_running(sender.job)
    assert all_files(sender.job)[0].is_whole


@attack(
    "Expressions from the browser",
    tried="a plan with SQL, with a where, with transforms and headers that end a text of SQL, given to the worker",
    outcome="refused in a sentence, or read as the text that it is; nothing is imported",
)
def test_expressions_from_the_browser(server: LoginServer) -> None:
    sender = _sender(server, "u-data_steward")
    sender.put(body=b"a,b,c\n1,2025-01-02,K1\n", x_file_size="22")
    files = all_files(sender.job)
    sql = '[orders]\norder_id = { sql = "1/0" }\norder_date = "b"\ncustomer_id = "c"\n'
    cells = {"order_id": Cell(header="a"), "order_date": Cell(header="b"), "customer_id": Cell(header="c")}
    plans = (
        FilePlan(table="orders", toml=sql),
        FilePlan(table="orders", toml=sql.replace('{ sql = "1/0" }', '"a"') + 'where = "true"\n'),
        FilePlan(table="orders", cells={**cells, "order_id": Cell(sql="1/0")}),
        FilePlan(table="orders", cells={**cells, "order_id": Cell(header="a", transforms=("upper(a)) --",))}),
        FilePlan(table="orders", cells={**cells, "order_id": Cell(header="a') or true --")}),
    )
    assert [file.name for file in files] == ["orders.csv"]
    before = len(all_imports(Home(server.home)))
    for plan in plans:
        save_plan(sender.job, Plan(files={"orders.csv": plan}))
        process.start(sender.job, "commit", Settings(), by="u-data_steward", profile="")
        while process.state(sender.job).is_running:
            time.sleep(0.05)
        result = process.state(sender.job).result
        assert result is not None, plan
        assert "unexpected" not in result["problem"]["text"], plan
    assert len(all_imports(Home(server.home))) == before


@attack(
    "Pieces that never end",
    tried="80 pieces at once, each stopping after its first bytes, with the right to import",
    outcome="64 are waited for, the others are refused with 503; pages answer, and once they are closed files come in",
)
def test_pieces_that_never_end(server: LoginServer) -> None:
    sender = _sender(server, "u-data_steward")
    host, port = server.address.removeprefix("http://").split(":")
    cookies = "; ".join(f"{name}={value}" for name, value in sender.cookies.items())
    with ExitStack() as open_ones:
        begun = (socket.create_connection((host, int(port)), patience.PATIENCE_S) for _ in range(80))
        sockets = [open_ones.enter_context(one) for one in begun]
        for number, one in enumerate(sockets):
            head = [
                f"PUT /imports/upload/{sender.job.id}/{number}?offset=0 HTTP/1.1", f"Host: {host}:{port}",
                f"Cookie: {cookies}", f"X-Upload-Token: {sender.job.token(sender.session_id)}",
                "X-File-Name: slow.csv", "X-File-Size: 4000000", f"Origin: {server.address}", "Content-Length: 4000000",
            ]  # fmt: skip
            one.sendall(("\r\n".join(head) + "\r\n\r\nabc").encode())
        answered, deadline = [], time.monotonic() + patience.PATIENCE_S
        while len(answered) < 16 and time.monotonic() < deadline:
            time.sleep(0.1)
            answered = select.select(sockets, [], [], 0)[0]
        assert [one.recv(12) for one in answered] == [b"HTTP/1.1 503"] * 16
        assert sender.put(number="90").status_code == 503
        assert patience.get(f"{server.address}/healthz").status_code == 200
    deadline = time.monotonic() + patience.PATIENCE_S
    while (answer := sender.put(number="90")).status_code == 503 and time.monotonic() < deadline:
        time.sleep(0.1)
    assert answer.json()["is_whole"]
    assert [file.number for file in all_files(sender.job)] == [90]
