"""``records``, ``trail`` and ``roles`` as an operator types them."""

import csv
import io
import json
import os
import pwd
import sqlite3
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dashboard.data.home import Home
from dashboard.data.records.store import open_records
from dashboard.data.records.trail import open_trail
from dashboard.logic.trail import Action
from tests.conftest import Cli

PROJECT = Path(__file__).resolve().parents[2]
ME = f"command line: {pwd.getpwuid(os.getuid()).pw_name}"
NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path / "home"))
    return Home(tmp_path / "home")


@pytest.fixture
def noted(home: Home) -> Home:
    """A home whose trail has three entries."""
    trail = open_trail(open_records(home), home)
    trail.add(Action.OPEN_PAGE, who="u1", subject="pyramid", at=NOON)
    trail.add(Action.EXPORT, who="u2", subject="customers", rows=7, reason="=1+1", details={"a": "王"}, at=NOON)
    trail.add(Action.OPEN_PAGE, who="u2", subject="trends", at=NOON.replace(day=2))
    return home


def answered(cli: Cli, *arguments: object) -> dict:
    status, out, err = cli(*arguments, "--json")
    assert status == 0, err
    return json.loads(out)


def behind_its_back(home: Home, statement: str) -> None:
    with sqlite3.connect(home.records / "records.sqlite3") as connection:
        connection.execute(statement)
    connection.close()


def test_an_empty_home_has_an_empty_store(cli: Cli, home: Home) -> None:
    status = answered(cli, "records", "status")
    assert status["url"] == f"sqlite:///{home.root}/records/records.sqlite3"
    assert set(status["tables"].values()) == {0}
    assert answered(cli, "trail", "verify")["entries"] == 0
    assert cli("trail", "head") == (1, "", "The log has no entry yet, so it has no head.\n")
    assert cli("roles", "list")[1] == "No role was given here. Groups may give some (settings).\n"


def test_the_first_administrator_is_let_in_from_the_command_line(cli: Cli, home: Home) -> None:
    before = date.today().isoformat()
    given = answered(cli, "roles", "grant", "u-li", "admin", "--reason", "the first one")
    assert (given["login"], given["role"], given["valid_until"]) == ("u-li", "admin", None)
    assert before <= given["valid_from"] <= date.today().isoformat()
    assert given["created_by"] == ME
    (listed,) = answered(cli, "roles", "list")["roles"]
    assert listed == given
    (entry,) = answered(cli, "trail", "show")["entries"]
    assert (entry["who"], entry["action"], entry["subject"]) == (ME, "role_granted", "u-li")
    assert entry["reason"] == "the first one"
    (head,) = open_trail(open_records(home), home).heads.read().heads
    assert (head.seq, head.hash) == (1, entry["hash"])


def test_a_role_has_days_employee_and_department(cli: Cli, home: Home) -> None:
    days = ("--from", "2024-01-01", "--until", "2024-06-30")
    where = ("--employee", "E1", "--department", "D1")
    answered(cli, "roles", "grant", "u1", "supervisor", *where, *days, "--reason", "x")
    line = cli("roles", "list")[1]
    assert line.rstrip().endswith("u1: supervisor, employee E1, department D1, from 2024-01-01 until 2024-06-30")


def test_a_role_ends_and_a_person_is_blocked(cli: Cli, home: Home) -> None:
    given = answered(cli, "roles", "grant", "u1", "analyst", "--reason", "x")
    assert cli("roles", "end", given["id"], "--reason", "moved")[0] == 0
    answered(cli, "roles", "block", "u1", "--reason", "left")
    assert [grant["role"] for grant in answered(cli, "roles", "list")["roles"]] == ["blocked"]
    status, out, err = cli("roles", "end", given["id"], "--reason", "again")
    assert (status, out) == (1, "")
    assert err == f"There is no role with the id {given['id']}. See: python -m dashboard roles list\n"
    actions = [entry["action"] for entry in answered(cli, "trail", "show")["entries"]]
    assert actions == ["role_granted", "role_ended", "role_granted"]


def test_the_trail_is_shown_newest_first_and_narrowed(cli: Cli, noted: Home) -> None:
    def numbers(*arguments: str) -> list[int]:
        return [entry["seq"] for entry in answered(cli, "trail", "show", *arguments)["entries"]]

    assert numbers() == [3, 2, 1]
    assert numbers("--limit", "2") == [3, 2]
    assert numbers("--who", "u2") == [3, 2]
    assert numbers("--action", "export") == [2]
    assert numbers("--action", "export", "--action", "open_page", "--since", "2024-03-02") == [3]


def test_more_entries_than_one_page_are_shown(cli: Cli, noted: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.commands.trail_command.AT_ONCE", 2)
    assert len(answered(cli, "trail", "show")["entries"]) == 3


def test_the_trail_as_csv_holds_no_formula(cli: Cli, noted: Home) -> None:
    rows = list(csv.DictReader(io.StringIO(cli("trail", "show", "--action", "export")[1])))
    assert [(row["seq"], row["rows"], row["reason"], row["details"]) for row in rows] == [
        ("2", "7", "'=1+1", '{"a": "王"}')
    ]
    assert rows[0]["at"] == "2024-03-01T12:00:00.000000+00:00"


def test_verify_names_the_first_broken_entry_and_fails(cli: Cli, noted: Home) -> None:
    assert cli("trail", "verify") == (0, "All 3 entries of the log are as they were written.\n", "")
    behind_its_back(noted, "update trail set who = 'somebody' where seq = 2")
    assert cli("trail", "verify") == (1, "", "Entry 2 of the log was changed.\n")
    status, out, err = cli("trail", "verify", "--json")
    assert (status, err) == (1, "Entry 2 of the log was changed.\n")
    assert json.loads(out) == {
        "ok": False,
        "entries": 1,
        "first_broken": 2,
        "sentence": "Entry 2 of the log was changed.",
        "remarks": [],
    }


def test_the_head_is_kept_where_the_setting_says_and_finds_a_cut(
    cli: Cli, noted: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DASHBOARD_TRAIL_HEADS", str(tmp_path / "elsewhere" / "heads.txt"))
    status, out, _ = cli("trail", "head")
    assert status == 0
    assert (tmp_path / "elsewhere" / "heads.txt").read_text() == out
    assert out.split()[1] == "3"
    behind_its_back(noted, "delete from trail where seq = 3")
    status, _, err = cli("trail", "verify")
    assert (status, err.split(",")[0]) == (1, "The log ends at entry 2")


def test_a_backup_goes_into_another_home(cli: Cli, noted: Home, tmp_path: Path) -> None:
    file, other = tmp_path / "backup.zip", tmp_path / "other"
    made = answered(cli, "records", "backup", "-o", file)
    assert made["tables"]["trail"] == 4  # three, and the backup itself
    done = answered(cli, "--home", other, "records", "restore", file)
    assert (done["trail_entry"], done["trail_ok"], done["before"]) == (5, True, None)
    entries = answered(cli, "--home", other, "trail", "show")["entries"]
    assert [entry["action"] for entry in entries] == ["restored", "backup", "open_page", "export", "open_page"]
    assert entries[0]["who"] == ME


def test_restoring_over_records_needs_a_word_and_keeps_what_was_there(cli: Cli, noted: Home, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    cli("records", "backup", "-o", file)
    answered(cli, "roles", "grant", "u9", "admin", "--reason", "later")
    status, out, err = cli("records", "restore", file)
    assert (status, out) == (1, "")
    assert "The records store holds 6 rows already" in err
    done = answered(cli, "records", "restore", file, "--replace")
    assert answered(cli, "roles", "list")["roles"] == []
    kept = Path(done["before"])
    assert kept.parent == noted.records
    assert kept.stat().st_mode & 0o777 == 0o600
    answered(cli, "records", "restore", kept, "--replace")
    assert [grant["login"] for grant in answered(cli, "roles", "list")["roles"]] == ["u9"]


@pytest.mark.parametrize(
    "wrong",
    [
        "records",
        "records backup",
        "records burn",
        "trail show --since yesterday",
        "trail show --limit 0",
        "trail show --action dance",
        "roles grant u1 king --reason x",
        "roles grant u1 admin",
        "roles block u1",
    ],
)
def test_wrong_usage_ends_with_two(cli: Cli, home: Home, wrong: str) -> None:
    status, out, _ = cli(*wrong.split())
    assert (status, out) == (2, "")
    assert not home.root.exists()


def test_the_password_of_the_store_is_never_shown(cli: Cli, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_RECORDS_URL", "postgresql://app:s3cret@127.0.0.1:1/records")
    status, out, err = cli("records", "status")
    assert (status, out) == (1, "")
    assert "127.0.0.1" in err
    assert "s3cret" not in err


@pytest.mark.slow
def test_two_processes_write_one_trail(home: Home) -> None:
    def command(*arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-m", "dashboard", *arguments], cwd=PROJECT, stdout=subprocess.PIPE)

    both = [command("roles", "grant", f"u{number}", "admin", "--reason", "x") for number in range(2)]
    assert [process.wait(300) for process in both] == [0, 0]
    for process in both:
        process.communicate()
    verdict = open_trail(open_records(home), home).verify()
    assert (verdict.ok, verdict.entries) == (True, 2)
