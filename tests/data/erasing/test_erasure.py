"""After an erasure nothing in the home tells who it was, every figure is as before, and an import cannot undo it."""

import json
import random
import shutil
import subprocess
import sys
import time
import zipfile
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from dashboard.data.batches import live_batches, raw_relation
from dashboard.data.building.build import build
from dashboard.data.erasing import erasure
from dashboard.data.erasing.erased_list import erased_list
from dashboard.data.erasing.erasure import erase
from dashboard.data.erasing.returned import returned_persons
from dashboard.data.erasing.rewriting import rewrite
from dashboard.data.home import Home
from dashboard.data.importing.running import import_files
from dashboard.data.reading.marts import open_marts
from dashboard.data.records.models import LoginSession, Saved
from dashboard.data.records.store import home_records
from dashboard.data.records.trail import home_trail
from dashboard.data.records.versions import append
from dashboard.data.store import published_builds
from dashboard.logic.problems import Problem
from dashboard.logic.trail import Action
from dashboard.settings import Settings
from tests.conftest import PROJECT

pytestmark = pytest.mark.slow

SETTINGS = Settings(threads=2)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)

EMPLOYEES = "employee_id,name,department\nE1,Sun Lihua,North\nE2,赵敏,South\nE3,Wang Fang,North\nE4,Wang Fang,South\n"
CUSTOMERS = (
    "customer_id,customer_name,short_name,credit_code,address,account_manager_id,department,remark\n"
    "C1,Ouyang Yiming,Ouyang,91310000MA1K,88 Lane Xyzzy,E1,,Son of the founder\n"
    "C2,Beta Ltd,,,1 Road,赵敏,,ask 赵敏 first\n"
    "C3,Gamma Ltd,,,2 Road,Wang Fang,,good\n"
    "C4,Delta Ltd,,,3 Road,Sun Lihua,,as Ouyang Yiming said\n"
)
CONTACTS = (
    "contact_id,customer_id,name,position,phone,mobile,email\n"
    "K1,C1,Ouyang Yiming,owner,021-5555,13812345678,oy@beta.test\n"
    "K2,C2,Chen Xiaomei,buyer,021-7777,13987654321,chen@beta.test\n"
    "K3,C2,Lin Daiyu,buyer,021-7777,13711112222,lin@beta.test\n"
)
ORDERS = (
    "order_id,customer_id,order_date,net_amount,sales_employee_id\n"
    "o1,C1,2024-01-05,100,E1\no2,C2,2024-01-06,50.5,赵敏\no3,C3,2024-02-07,-7,E3\no4,C4,2024-02-29,60,Sun Lihua\n"
)
BAD_CONTACTS = (
    "contact_id,customer_id,name,position,phone,mobile,email\n"
    ",C2,Chen Xiaomei,buyer,021-7777,13987654321,chen@beta.test\nK2,,Chen again,,,,\n,C2,Somebody Else,,,,else@x.test\n"
)
BAD_ORDERS = "order_id,customer_id,order_date,net_amount,note\nx1,C1,never,5,for Ouyang\nx2,C2,never,6,for Beta\n"


class Company:
    def __init__(self, root: Path) -> None:
        self.files = root / "files"
        self.files.mkdir(parents=True)
        self.home = Home(root / "home")

    def load(self, name: str, text: str, **options):
        path = self.files / name
        path.write_text(text, encoding="utf-8")
        return import_files(self.home, [path], settings=SETTINGS, **options)

    def erase(self, kind: str, key: str, **options):
        wanted: dict[str, Any] = {"reason": "asked for on paper", "who": "command line", "now": NOW, **options}
        return erase(self.home, SETTINGS, kind=kind, key=key, **wanted)

    def places(self, *values: str) -> list[str]:
        """Every file of the home that holds one of the values, Parquet and DuckDB files decoded."""
        found = []
        for path in sorted(path for path in self.home.root.rglob("*") if path.is_file()):
            texts = [path.read_bytes().decode("utf-8", "replace"), path.read_bytes().decode("gb18030", "replace")]
            if path.suffix == ".parquet":
                texts.append(str(pq.read_table(path).to_pydict()))
            if path.suffix == ".duckdb":
                with duckdb.connect(str(path), read_only=True) as connection:
                    tables = connection.execute("select table_name from duckdb_tables()").fetchall()
                    texts += [str(connection.execute(f"from {name}").fetchall()) for (name,) in tables]
            if any(value in text for text in texts for value in values):
                found.append(str(path.relative_to(self.home.root)))
        return found

    def figures(self) -> list[tuple]:
        marts = open_marts(self.home)
        by_customer = "select customer_id, account_manager_id, sum(revenue) from customer_month join customer using "
        return marts.cursor().execute(f"{by_customer}(customer_no) group by all order by all").fetchall()

    def rows(self, table: str, columns: str) -> list[tuple]:
        with duckdb.connect() as connection:
            relation = raw_relation(table, live_batches(self.home)[table])
            return connection.execute(f"select {columns} from ({relation}) order by all").fetchall()  # noqa: S608

    def state(self) -> dict[str, bytes]:
        kept = [path for path in self.home.root.rglob("*") if path.is_file() and path.suffix in (".parquet", ".json")]
        return {str(path): path.read_bytes() for path in kept}

    def erasures(self) -> list:
        return home_trail(self.home, SETTINGS).entries(actions=[Action.ERASED])


@pytest.fixture
def company(tmp_path: Path) -> Company:
    made = Company(tmp_path)
    made.load("contacts0.csv", CONTACTS.replace("Chen Xiaomei", "Chen Earlier"), table="contacts")
    made.load("contacts.csv", CONTACTS, mode="replace", table="contacts")
    made.load("employees.csv", EMPLOYEES)
    made.load("customers.csv", CUSTOMERS)
    made.load("orders.csv", ORDERS)
    made.load("bad.csv", BAD_CONTACTS, table="contacts")
    made.load("bad_orders.csv", BAD_ORDERS)
    build(made.home, SETTINGS)
    build(made.home, SETTINGS)
    return made


CHEN = ("Chen Xiaomei", "Chen Earlier", "Chen again", "13987654321", "chen@beta.test")


def test_contact_is_gone_from_every_byte_of_the_home(company):
    before = company.figures()
    assert len(company.places(*CHEN)) >= 4
    report = company.erase("contact", "K2")
    assert company.places(*CHEN) == []
    assert (report.rows, report.files, report.rejected) == (2, 2, 2)
    assert company.figures() == before
    assert company.rows("contacts", "contact_id, customer_id, name, mobile") == [
        ("K1", "C1", "Ouyang Yiming", "13812345678"), ("K2", "C2", None, None),
        ("K3", "C2", "Lin Daiyu", "13711112222"),
    ]  # fmt: skip
    assert company.places("021-7777") != []  # another contact has the same number
    assert company.places("Somebody Else") != []
    assert published_builds(company.home) == (report.build_id,)
    assert len(report.builds_removed) == 2
    assert list(company.home.scratch.iterdir()) == []
    contacts = open_marts(company.home).cursor().execute("select contact_id from contact order by all").fetchall()
    assert contacts == [("K1",), ("K3",)]


def test_trail_says_that_it_was_and_not_who(company):
    report = company.erase("contact", "K2")
    (entry,) = company.erasures()
    assert (entry.who, entry.rows, entry.reason) == ("command line", 2, "asked for on paper")
    assert entry.details["key_digest"] == report.key_digest == erased_list(company.home).digest("contact", "K2")
    assert entry.details["table"] == "contacts"
    assert (entry.details["files"], entry.details["rejected"]) == (2, 2)
    assert home_trail(company.home, SETTINGS).verify().ok
    assert "K2" not in company.home.erased_file.read_text()


def test_second_time_is_a_no_op_that_says_so(company):
    company.erase("contact", "K2")
    before = company.state()
    report = company.erase("contact", "K2")
    assert (report.erased_at or "")[:10] == "2026-03-01"
    assert company.state() == before
    assert len(company.erasures()) == 1


def test_customer_who_is_a_person(company):
    before = company.figures()
    values = ("Ouyang", "91310000MA1K", "88 Lane Xyzzy", "Son of the founder")
    report = company.erase("customer", "C1")
    assert company.places(*values) == []
    assert company.figures() == before
    assert company.rows("customers", "customer_id, remark") == [
        ("C1", None), ("C2", "ask 赵敏 first"), ("C3", "good"), ("C4", "as ••• said"),
    ]  # fmt: skip
    assert company.rows("contacts", "contact_id, name, mobile")[0] == ("K1", None, "13812345678")
    assert report.rejected == 1  # x1 is of C1
    assert company.places("for Beta") != []


def test_employee_named_where_an_id_belongs_keeps_every_figure(company):
    before = company.figures()
    company.erase("employee", "E2")
    assert company.places("赵敏") == []
    assert company.figures() == before
    assert company.rows("customers", "customer_id, account_manager_id, remark")[1] == ("C2", "E2", "ask ••• first")
    assert ("o2", "E2") in company.rows("orders", "order_id, sales_employee_id")


def test_name_that_two_employees_have_does_not_become_the_other_ones(company):
    before = company.figures()
    assert ("C3", "Wang Fang", -7) in before
    company.erase("employee", "E3")
    (manager,) = [manager for customer, manager, _ in company.figures() if customer == "C3"]
    assert manager.startswith("erased-")
    assert company.rows("employees", "employee_id, name")[2:] == [("E3", None), ("E4", "Wang Fang")]


def test_dry_run_tells_the_same_and_changes_nothing(company):
    before = company.state()
    tried = company.erase("contact", "K2", dry_run=True)
    assert company.state() == before
    assert company.erasures() == []
    done = company.erase("contact", "K2")
    assert (tried.rows, tried.files, tried.rejected) == (done.rows, done.files, done.rejected)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"key": "K99"}, "There is no contact K99"),
        ({"reason": "Chen Xiaomei asked"}, "holds a value that is to be erased"),
        ({"reason": "  "}, "needs a reason"),
    ],
)
def test_refusals_change_nothing(company, options, sentence):
    before = company.state()
    with pytest.raises(Problem, match=sentence):
        company.erase("contact", **{"key": "K2", **options})
    assert company.state() == before
    assert company.erasures() == []


def test_import_and_build_wait_for_each_other(company):
    with company.home.writing(), pytest.raises(Problem, match="Another import is running"):
        company.erase("contact", "K2")
    with company.home.building(), pytest.raises(Problem, match="Another build is running"):
        company.erase("contact", "K2")


def test_erasures_that_come_between_each_other_are_all_remembered(company, monkeypatch):
    """Whoever is not on the list comes back with the next import. K1's comes just before K2's takes the locks, and K3's
    just before K1's end is written down."""
    before_the_locks, before_the_end = [("contact", "K1")], [("contact", "K3")]
    hold, make = Home.writing, erasure.build

    @contextmanager
    def hold_after_another(home: Home, by: str = ""):
        while before_the_locks:
            company.erase(*before_the_locks.pop())
        with hold(home, by):
            yield

    def make_before_another(*given: Any, **options: Any):
        made = make(*given, **options)
        while before_the_end:
            company.erase(*before_the_end.pop())
        return made

    monkeypatch.setattr(Home, "writing", hold_after_another)
    monkeypatch.setattr(erasure, "build", make_before_another)
    company.erase("contact", "K2")
    listed = erased_list(company.home)
    assert [listed.entry("contact", key) is not None for key in ("K1", "K2", "K3")] == [True] * 3
    assert all(entry.is_done for entry in listed.entries)


class Cut(BaseException):
    """As if the process had died."""


def _cut_at(number: int):
    calls = iter(range(1000))

    def tell(_step: str) -> None:
        if next(calls) == number:
            raise Cut

    return tell


@pytest.mark.slow
def test_interrupted_anywhere_it_is_finished_by_a_second_run(tmp_path):
    steps: list[str] = []
    whole = Company(tmp_path / "whole")
    whole.load("contacts.csv", CONTACTS, table="contacts")
    whole.load("orders.csv", ORDERS)
    whole.erase("contact", "K2", progress=steps.append)
    picked = [
        n for n, step in enumerate(steps) if step.startswith("erase") or step in ("build: customer", "build: served")
    ]
    for number in [*picked, len(steps) - 1]:
        cut = Company(tmp_path / f"cut{number}")
        cut.load("contacts0.csv", CONTACTS.replace("Chen Xiaomei", "Chen Earlier"), table="contacts")
        cut.load("contacts.csv", CONTACTS, mode="replace", table="contacts")
        cut.load("orders.csv", ORDERS)
        cut.load("bad.csv", BAD_CONTACTS, table="contacts")
        build(cut.home, SETTINGS)
        before = cut.figures()
        with pytest.raises(Cut):
            cut.erase("contact", "K2", progress=_cut_at(number))
        cut.erase("contact", "K2")
        assert cut.places(*CHEN) == [], steps[number]
        assert cut.figures() == before
        assert len(published_builds(cut.home)) == 1


ERASER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from dashboard.data.erasing.erasure import erase
from dashboard.data.home import Home
from dashboard.settings import Settings
print("begun", flush=True)
erase(Home(Path(sys.argv[1])), Settings(threads=2), kind="contact", key="K2", reason="asked", who="x",
      now=datetime.now(UTC))
"""


@pytest.mark.slow
def test_kill_9_at_random_moments_and_a_last_run(company):
    before, moments = company.figures(), random.Random(5)
    for _ in range(6):
        command = [sys.executable, "-c", ERASER, str(company.home.root)]
        with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(moments.uniform(0.05, 1.2))
            process.kill()
        assert company.figures() == before
    company.erase("contact", "K2")
    assert company.places(*CHEN) == []
    assert company.figures() == before
    assert len(published_builds(company.home)) == 1
    assert home_trail(company.home, SETTINGS).verify().ok


def test_import_that_brings_them_back_is_blanked_and_says_so(company):
    company.erase("contact", "K2")
    report = company.load("again.csv", CONTACTS + "K4,C3,New Person,,,,\n", mode="upsert", table="contacts")
    (batch,) = report.batches
    assert batch.warnings["ERASED"] == 1
    assert (batch.accepted, batch.rejected, batch.rows_written) == (4, 0, 1)  # the blanked row is the stored one
    assert company.places(*CHEN) == []
    manifest = json.loads((company.home.imports / str(report.import_id) / "manifest.json").read_text())
    assert manifest["tables"][0]["warnings"]["ERASED"] == 1
    rejects = company.load("again_bad.csv", BAD_CONTACTS + "K2,C2,Chen Xiaomei,chief,,13987654321,\n", table="contacts")
    (batch,) = rejects.batches
    assert company.places("Chen again", "13987654321") == []
    assert batch.warnings["ERASED"] >= 2
    assert (batch.read, batch.accepted + batch.rejected) == (4, 4)


def test_employee_brought_back_with_what_refers_to_the_name(company):
    before = company.figures()
    company.erase("employee", "E2")
    company.load("employees.csv", EMPLOYEES + "E9,New,West\n", mode="upsert")
    folder = company.files / "both"
    folder.mkdir()
    (folder / "a_customers.csv").write_text(CUSTOMERS, encoding="utf-8")
    (folder / "b_employees.csv").write_text(EMPLOYEES, encoding="utf-8")
    import_files(company.home, [folder], settings=SETTINGS, mode="upsert")
    assert company.places("赵敏") == []
    build(company.home, SETTINGS)
    assert company.figures() == before


def test_records_hold_no_value_any_more(company):
    store = home_records(company.home, SETTINGS)
    with store.writing() as session:
        append(session, Saved, by="x", now=NOW, kind="view", page="pyramid", name="赵敏 view", note="as 赵敏 said",
               author="x", visibility="own", build_id="b", data_through=NOW.date(),
               parameters={"q": ["赵敏"]})  # fmt: skip
        session.add(LoginSession(id="s", login="u-2", name="Ms. Zhao", employee_id="E2", groups=[], started_at=NOW,
                                 last_seen_at=NOW, ends_at=NOW))  # fmt: skip
    report = company.erase("employee", "E2")
    assert report.records == 2
    assert company.places("赵敏", "Ms. Zhao") == []


def test_backup_that_lies_in_the_home_is_named(company):
    company.home.records.mkdir(exist_ok=True)
    with zipfile.ZipFile(company.home.records / "before-restore-1.zip", "w") as archive:
        archive.writestr("login_session.jsonl", json.dumps({"name": "赵敏"}, ensure_ascii=False))
    with zipfile.ZipFile(company.home.records / "before-restore-2.zip", "w") as archive:
        archive.writestr("login_session.jsonl", json.dumps({"name": "赵敏"}))
    with zipfile.ZipFile(company.home.records / "before-restore-3.zip", "w") as archive:
        archive.writestr("login_session.jsonl", "{}")
    names = [Path(path).name for path in company.erase("employee", "E2").backups_left]
    assert names == ["before-restore-1.zip", "before-restore-2.zip"]


def test_reason_in_the_trail_is_told_and_stays(company):
    home_trail(company.home, SETTINGS).add(Action.REVEAL, who="x", subject="K2", reason="call Chen Xiaomei")
    assert company.erase("contact", "K2").in_trail == 1
    assert home_trail(company.home, SETTINGS).verify().ok


def test_server_that_holds_an_older_build_opens_the_new_one(company):
    held = open_marts(company.home)
    old = held.build.build_id
    report = company.erase("contact", "K2")
    assert held.cursor().execute("select count(*) from customer").fetchall() == [(4,)]  # what runs, runs on
    with pytest.raises(Problem):
        open_marts(company.home, old)
    assert open_marts(company.home).build.build_id == report.build_id


def test_backup_put_back_is_found_and_erased_again(company):
    kept = {path: path.read_bytes() for path in company.home.imports.rglob("*") if path.is_file()}
    company.erase("contact", "K2")
    company.erase("employee", "E2")
    assert returned_persons(company.home) == []
    for path, content in kept.items():
        path.write_bytes(content)
    assert returned_persons(company.home) == [("contact", "K2"), ("employee", "E2")]
    for kind, key in returned_persons(company.home):
        company.erase(kind, key)
    assert company.places(*CHEN, "赵敏") == []


@pytest.mark.slow
def test_command_line(company):
    def run(*arguments: str) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "dashboard", "--home", str(company.home.root), "erase", *arguments]
        return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=600)

    assert run("--contact", "K2").returncode == 2  # no reason
    assert run("--contact", "K2", "--customer", "C1", "--reason", "x").returncode == 2
    tried = run("--contact", "K2", "--reason", "asked", "--dry-run", "--json")
    (person,) = json.loads(tried.stdout)["persons"]
    assert (person["rows"], person["rejected"], person["is_dry_run"]) == (2, 2, True)
    done = run("--contact", "K2", "--reason", "asked")
    assert done.returncode == 0, done.stderr
    assert "2 imported rows in 2 files, 2 rejected records" in done.stdout
    assert not any(value in done.stdout + done.stderr for value in (*CHEN, "K2"))
    assert "Nothing to erase: this contact was erased on" in run("--contact", "K2", "--reason", "asked").stdout
    assert "nothing is here of the persons" in run("--listed", "--reason", "restored").stdout
    assert run("--contact", "K99", "--reason", "asked").stderr.startswith("erase: looking\nThere is no contact K99")


READER = """
import sys, time
from pathlib import Path
from dashboard.data.home import Home
from dashboard.data.reading.marts import open_marts
home, seen = Home(Path(sys.argv[1])), []
while len(seen) < 2:
    marts = open_marts(home)
    marts.cursor().execute("select sum(revenue) from customer_month").fetchall()
    if marts.build.build_id not in seen:
        seen.append(marts.build.build_id)
        print(seen[-1], flush=True)
print(marts.cursor().execute("select customer_name from customer where customer_id = 'C1'").fetchall(), flush=True)
"""


def test_another_process_that_reads_all_the_time_goes_over_to_the_new_build(company):
    (old,) = published_builds(company.home)[-1:]
    command = [sys.executable, "-c", READER, str(company.home.root)]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline().strip() == old
        report = company.erase("customer", "C1")
        told, failed = reader.communicate(timeout=300)
    assert (told.splitlines(), failed) == ([report.build_id, "[('C1',)]"], "")


class Shuffling:
    """A connection that writes rows in another order."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def execute(self, sql: str) -> duckdb.DuckDBPyConnection:
        return self._connection.execute(sql.replace(") to '", " order by contact_id desc) to '"))


def test_file_in_another_order_is_refused_and_the_old_one_stays(company, tmp_path):
    (path,) = live_batches(company.home)["contacts"][0].files
    before = path.read_bytes()
    with duckdb.connect() as connection, pytest.raises(RuntimeError, match="in its order"):
        rewrite(Shuffling(connection), path, "contacts", {"name": "null"}, tmp_path)  # ty: ignore[invalid-argument-type]
    assert path.read_bytes() == before


def test_home_without_orders_needs_no_build(tmp_path):
    small = Company(tmp_path / "small")
    small.load("contacts.csv", CONTACTS, table="contacts")
    report = small.erase("contact", "K2")
    assert report.build_id is None
    assert small.places(*CHEN) == []


def test_trial_that_ends_meanwhile_holds_no_erasure_up(tmp_path, monkeypatch):
    small = Company(tmp_path / "small")
    small.load("contacts.csv", CONTACTS, table="contacts")
    ending, remove = small.home.scratch / "trial-ending", shutil.rmtree
    (ending / "home").mkdir(parents=True)

    def removed_in_between(path: Path, **options: Any) -> None:
        if path == ending:
            remove(ending / "home")
            monkeypatch.undo()
            remove(ending)
            raise FileNotFoundError(path / "home")
        remove(path, **options)

    monkeypatch.setattr(shutil, "rmtree", removed_in_between)
    small.erase("contact", "K2")
    assert not ending.exists()
    assert small.places(*CHEN) == []
