"""imports, undo, redo, where, and what import says of its effect: exit status, JSON, sentences (contracts.md)."""

import json
from pathlib import Path

import pytest

HEAD = "order_id,customer_id,order_date,net_amount\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def first(tmp_path: Path, home: Path) -> Path:
    path = tmp_path / "a.csv"
    path.write_text(HEAD + "A,C1,2024-03-05,1\nB,C2,never,2\nD,C2,2024-03-31,4\n")
    return path


def _json(cli, *arguments):
    status, out, err = cli(*arguments, "--json")
    assert status == 0, err
    return json.loads(out)


def test_import_list_undo_redo(cli, first):
    done = _json(cli, "import", first, "--no-build")
    listed = _json(cli, "imports")["imports"]
    assert [(one["import_id"], one["state"], one["origin"], one["paths"]) for one in listed] == [
        (done["import_id"], "counts", "command line", [str(first)])
    ]
    assert listed[0]["by"]
    undone = _json(cli, "undo", done["import_id"], "--no-build")
    assert (undone["import_id"], undone["event"], undone["build"]) == (done["import_id"], "undo", None)
    assert _json(cli, "imports")["imports"][0]["state"] == "undone"
    status, out, err = cli("undo", done["import_id"])
    assert (status, out) == (1, "")
    assert err == f"Import {done['import_id']} is undone already.\n"
    assert _json(cli, "redo", done["import_id"], "--no-build")["event"] == "redo"
    assert "counts" in cli("imports")[1]


@pytest.mark.slow
def test_undo_and_redo_are_followed_by_a_build(cli, first):
    done = _json(cli, "import", first)
    assert done["build"]
    assert _json(cli, "undo", done["import_id"])["build"] is None
    assert _json(cli, "status")["build"] is None
    again = _json(cli, "redo", done["import_id"])["build"]
    assert again not in (None, done["build"])
    assert _json(cli, "status")["build"] == again


def test_where_names_file_line_and_rejected_records(cli, first):
    import_id = _json(cli, "import", first, "--no-build")["import_id"]
    for key in ("D", "order_id=D"):
        rows = _json(cli, "where", "orders", key)["rows"]
        assert [(one["file"], one["line"], one["import_id"], one["state"]) for one in rows] == [
            ("a.csv", 4, import_id, "counts")
        ]
    rejected = _json(cli, "where", "orders", "B")["rejected"]
    assert [(one["line"], one["codes"], one["text"]) for one in rejected] == [(3, ["BAD_DATE"], "B,C2,never,2")]
    assert "a.csv, line 4" in cli("where", "orders", "D")[1]
    assert cli("where", "orders", "nobody")[:2] == (0, "No row of orders has order_id=nobody.\n")
    for wrong in (("nothing", "D"), ("orders", "D", "E")):
        status, out, err = cli("where", *wrong)
        assert (status, out, err.count("\n")) == (1, "", 1)


@pytest.mark.slow
def test_the_effect_is_told_and_nothing_changes(cli, first, home):
    tried = _json(cli, "import", first, "--dry-run", "--effect")
    assert (tried["build"], tried["import_id"], tried["effect"]["now"]) == (None, None, None)
    assert tried["effect"]["then"]["revenue"] == "5.0000"
    assert _json(cli, "imports") == {"imports": []}
    out = cli("import", first, "--dry-run", "--effect")[1]
    assert "revenue: - -> 5.00" in out
    assert list((home / "scratch").iterdir()) == []


@pytest.mark.parametrize(
    "wrong",
    [
        ("--effect",),
        ("--period", "2024-01"),
        ("--delimiter", ";;"),
        ("--delimiter", "a"),
        ("--header-line", "x"),
        ("--header-line", "3-2"),
        ("--range", "B3"),
        ("--decimal", ";"),
        ("--day-order", "ydm"),
        ("--mode", "merge"),
    ],
)
def test_wrong_usage_ends_with_status_2(cli, first, home, wrong):
    status, out, _err = cli("import", first, *wrong)
    assert (status, out) == (2, "")
    assert not home.exists()


def test_a_month_is_replaced(cli, first, tmp_path):
    _json(cli, "import", first, "--no-build")
    path = tmp_path / "b.csv"
    path.write_text(HEAD + "E,C1,2024-03-09,7\nF,C1,2024-04-09,7\n")
    batch = _json(cli, "import", path, "--mode", "replace-period", "--period", "2024-03", "--no-build")["batches"][0]
    assert (batch["period"], batch["reasons"]) == (["2024-03-01", "2024-03-31"], {"OUTSIDE_PERIOD": 1})
    assert "superseded by" in cli("where", "orders", "D")[1]
    assert _json(cli, "status")["tables"]["orders"]["batches"] == 2


def test_the_layout_that_was_said_is_taken(cli, tmp_path, home):
    path = tmp_path / "s.csv"
    path.write_text("order_id;customer_id;order_date;net_amount\nA;C1;05/03/2024;1,50\n")
    said = ("--delimiter", ";", "--decimal", ",", "--day-order", "dmy")
    batch = _json(cli, "import", path, *said, "--no-build")["batches"][0]
    assert (batch["accepted"], batch["amount_accepted"], batch["files"][0]["left_out"]) == (1, "1.5000", [])
