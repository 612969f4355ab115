"""The command line as contracts.md has it: exit status, one document, one sentence, never a stack trace."""

import csv
import io
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from dashboard.commands import status_command
from dashboard.commands.running import run
from dashboard.data.home import Home
from dashboard.data.records.saved import Visibility, save
from dashboard.data.records.store import open_records
from dashboard.data.records.trail import home_trail
from dashboard.data.store import read_manifest
from dashboard.logic.trail import Action
from dashboard.logic.trend import TREND_COLUMNS
from dashboard.logic.viewer import operator
from dashboard.settings import Settings
from tests.conftest import Cli
from tests.data.hand_made_build import Customer, Order, hand_made_build

PROJECT = Path(__file__).resolve().parent.parent
ORDERS = """order_id,customer_id,order_date,net_amount,region
1,007,2023-01-15,"1,234.50",East
2,007,2023-02-15,100,East
3,B,2023-02-28,50.25,West
4,C,2023-13-01,9,West
5,D,2023-03-01,7,East
"""
EMPLOYEES = "employee_id,name\nE1,Li\nE2,Wang\n"
CUSTOMERS = "customer_id,customer_name,account_manager_id,service_tier\n007,Seven,E1,key\nB,=Bee,E2,general\nC,Sea,,\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return written_files(tmp_path / "files")


def written_files(folder: Path) -> Path:
    folder.mkdir()
    for name, text in (("orders", ORDERS), ("employees", EMPLOYEES), ("customers", CUSTOMERS)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(scope="module")
def loaded_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("loaded")
    written = written_files(folder / "files")
    for name in ("employees", "customers", "orders"):
        assert run(["--home", str(folder / "home"), "import", str(written / f"{name}.csv")]) == 0
    return folder / "home"


@pytest.fixture
def loaded(loaded_once: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Path:
    """A home with all three files and a build, shared by the tests that only look at it."""
    capsysbinary.readouterr()
    monkeypatch.setenv("DASHBOARD_HOME", str(loaded_once))
    return loaded_once


def exported(cli: Cli, *arguments: object) -> list[dict]:
    status, out, err = cli("export", *arguments, "--format", "json")
    assert (status, err) == (0, "")
    return json.loads(out)


def test_an_export_is_written_down_before_it_is_made(cli: Cli, loaded: Path) -> None:
    trail = home_trail(Home(loaded), Settings())
    before = len(trail.entries(actions=[Action.EXPORT], limit=1000))
    rows = exported(cli, "customers", "--viewer", "E2", "--filter", "region=East")
    entries = trail.entries(actions=[Action.EXPORT], limit=1000)
    assert len(entries) == before + 1
    assert entries[0].who.startswith("command line")
    assert (entries[0].subject, entries[0].rows) == ("customers", len(rows))
    assert (entries[0].details["viewer"], entries[0].details["filters"]) == ("E2", ["region=East"])


def test_what_is_searched_for_is_not_written_down(cli: Cli, loaded: Path) -> None:
    exported(cli, "portfolio", "--filter", "text=Somebody")
    (entry,) = home_trail(Home(loaded), Settings()).entries(actions=[Action.EXPORT], limit=1)
    assert "Somebody" not in str(entry)


def test_contacts_are_exported_only_where_the_settings_allow_it(
    cli: Cli, loaded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, out, err = cli("export", "contacts")
    assert (status, out) == (1, "")
    assert "contacts_may_be_exported" in err
    monkeypatch.setenv("DASHBOARD_CONTACTS_MAY_BE_EXPORTED", "true")
    assert exported(cli, "contacts") == []


def test_import_prints_one_document_and_its_progress_elsewhere(cli: Cli, files: Path, home: Path) -> None:
    status, out, err = cli("import", files / "orders.csv", "--json")
    document = json.loads(out)
    assert status == 0
    assert err
    (batch,) = document["batches"]
    assert (batch["table"], batch["read"], batch["accepted"], batch["rejected"]) == ("orders", 5, 4, 1)
    assert batch["reasons"] == {"BAD_DATE": 1}
    assert (batch["amount_read"], batch["amount_rejected"]) == ("1400.7500", "9.0000")
    assert document["build"] == json.loads(cli("status", "--json")[1])["build"]


def test_pyramid_customers_and_trend_of_small_files(cli: Cli, loaded: Path) -> None:
    pyramid = {row["layer"]: row for row in exported(cli, "pyramid", "--as-of", "2023-02-28")}
    assert (pyramid["Top"]["customers"], pyramid["Top"]["revenue"]) == (1, "1334.5000")
    assert (pyramid["Small"]["revenue"], pyramid["Suspect"]["customers"]) == ("50.2500", 1)
    customers = exported(cli, "customers", "--as-of", "2023-02-28")
    assert [row["customer_id"] for row in customers] == ["007", "B", "C"]
    assert (customers[0]["customer_name"], customers[0]["account_manager_id"], customers[0]["rank"]) == (
        "Seven",
        "E1",
        1,
    )
    trend = exported(cli, "trend")
    assert [(row["month"], row["new_customers"], row["complete"]) for row in trend] == [
        ("2023-01", 1, True), ("2023-02", 1, True), ("2023-03", 1, False),
    ]  # fmt: skip
    assert [row["month"] for row in exported(cli, "trend", "--as-of", "2023-02-28", "--months", "1")] == ["2023-02"]
    for column in TREND_COLUMNS:
        parts = exported(cli, "trend", "--by", column)
        assert list(parts[0])[:2] == ["month", "segment"]
        assert sum(Decimal(row["revenue"]) for row in parts) == sum(Decimal(row["revenue"]) for row in trend)


@pytest.mark.slow
def test_viewer_and_filters_choose_whose_rows_are_shown(cli: Cli, loaded: Path) -> None:
    theirs = exported(cli, "customers", "--as-of", "2023-02-28", "--viewer", "E2")
    assert [(row["customer_id"], row["layer"], row["rank"]) for row in theirs] == [("B", "Small", None)]
    own = exported(cli, "customers", "--as-of", "2023-02-28", "--viewer", "E2", "--cuts", "selection")
    assert [(row["layer"], row["rank"]) for row in own] == [("Top", 1)]
    both = ("--filter", "account_manager_id=E1", "--filter", "account_manager_id=E2")
    assert len(exported(cli, "customers", "--as-of", "2023-02-28", *both)) == 2
    status, out, err = cli("export", "customers", "--viewer", "E9")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "E9" in err


def test_csv_on_standard_output_and_files_by_their_ending(cli: Cli, loaded: Path, tmp_path: Path) -> None:
    status, out, _ = cli("export", "customers", "--as-of", "2023-02-28")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert status == 0
    assert [row["customer_name"] for row in rows] == ["Seven", "'=Bee", "Sea"]
    for ending, magic in (("csv", b"\xef\xbb\xbf"), ("json", b"["), ("parquet", b"PAR1"), ("xlsx", b"PK")):
        target = tmp_path / f"out.{ending}"
        assert cli("export", "pyramid", "-o", target) == (0, "", "")
        assert target.read_bytes().startswith(magic)


def test_migration_between_two_dates(cli: Cli, loaded: Path) -> None:
    rows = exported(cli, "migration", "--as-of", "2023-02-28", "--compare-to", "2023-01-31", "--months", "1")
    moved = {(row["from_layer"], row["to_layer"]): row for row in rows if row["customers"]}
    assert set(moved) == {("Top", "Top"), ("Suspect", "Small"), ("Suspect", "Suspect")}
    assert moved["Top", "Top"]["revenue_before"] == "1234.5000"


@pytest.mark.slow
def test_portfolio_is_compared_with_the_period_before_or_last_years(tmp_path: Path, cli: Cli) -> None:
    days = {date(2022, 3, 5): "100", date(2022, 12, 5): "300", date(2023, 3, 5): "700"}
    orders = [Order("A", day, net) for day, net in days.items()]
    hand_made_build(tmp_path / "portfolio", [Customer("A")], orders, data_through=date(2023, 3, 31))
    export = ("--home", tmp_path / "portfolio", "export", "portfolio", "--json", "--months", "1")

    def before(*options: str) -> list[str]:
        status, out, err = cli(*export, *options)
        assert status == 0, err
        return [row["revenue_before"] for row in json.loads(out)]

    assert before() == before("--compare-to", "2023-02-28") == ["0.0000"]
    assert before("--compare-to", "2022-03-31") == ["100.0000"]
    status, out, err = cli(*export, "--compare-to", "2022-12-31")
    assert (status, out) == (1, "")
    assert "Use --compare-to 2023-02-28 / 2022-03-31." in err
    status, out, err = cli(*export, "--as-of", "2022-03-31", "--compare-to", "2022-03-31")
    assert (status, out) == (1, "")
    assert "no earlier period of this length" in err


TRIED = ("--as-of", "2023-02-28", "--try-mode", "absolute", "--try-cuts", "2000,100.5,50.25")


def test_what_if_and_movers_of_a_typed_rule(cli: Cli, loaded: Path) -> None:
    same = exported(cli, "what-if", "--as-of", "2023-02-28", "--try-cuts", "1,5,20")
    assert [row["customers_before"] for row in same] == [row["customers_after"] for row in same]
    rows = {row["layer"]: row for row in exported(cli, "what-if", *TRIED)}
    assert (rows["Top"]["customers_before"], rows["Top"]["customers_after"]) == (1, 0)
    assert (rows["Big"]["revenue_after"], rows["Medium"]["revenue_after"]) == ("1334.5000", "50.2500")
    assert (rows["Top"]["cut_before"], rows["Top"]["cut_after"]) == ("1334.5000", "2000.0000")
    movers = exported(cli, "movers", *TRIED)
    assert [(row["customer_id"], row["direction"], row["layer_after"], row["to_next"]) for row in movers] == [
        ("B", "up", "Medium", "50.2500"), ("007", "down", "Big", "665.5000"),
    ]  # fmt: skip
    theirs = exported(cli, "movers", *TRIED, "--viewer", "E2")
    assert [(row["customer_id"], row["to_next"]) for row in theirs] == [("B", "50.2500")]
    by_orders = exported(cli, "what-if", "--as-of", "2023-02-28", "--try-value", "orders", "--try-period", "month")
    assert by_orders[0]["cut_after"] == 1
    shares = ("--try-mode", "share", "--try-cuts", "50,99,100", "--buffer", "10", "--review", "12")
    status, out, err = cli("export", "what-if", "--as-of", "2023-02-28", *shares)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "data begins in 2023-01" in err


@pytest.mark.slow
def test_what_if_of_a_saved_scenario(cli: Cli, loaded: Path) -> None:
    facts = read_manifest(Home(loaded), json.loads(cli("status", "--json")[1])["build"])
    typed = {"as_of": ["2023-02"], "mode": ["absolute"], "at": ["2000,100.5,50.25"], "tab": ["loss"], "manager": []}

    def saved(build_id: str, visibility: Visibility = "company", **more: list[str]) -> str:
        return save(
            open_records(Home(loaded)), kind="scenario", page="what-if", name="=Fewer", visibility=visibility,
            build_id=build_id, data_through=facts.data_through, parameters={**typed, **more},
            viewer=operator(), now=datetime(2024, 1, 1, tzinfo=UTC),
        ).thing_id  # fmt: skip

    one = saved(facts.build_id)
    assert exported(cli, "movers", "--scenario", one) == exported(cli, "movers", *TRIED)
    filtered = saved(facts.build_id, manager=["E2"])
    assert [row["customer_id"] for row in exported(cli, "movers", "--scenario", filtered)] == ["B"]
    status, _, err = cli("export", "what-if", "--scenario", saved("another"))
    assert (status, err.count("\n")) == (0, 1)
    assert "2023-03-01" in err
    for wrong, named in (
        (saved(facts.build_id, as_of=["2031-01"]), "2031-01"),
        (saved(facts.build_id, scheme=["gold"]), "curry"),
        (saved(facts.build_id, cuts=["mine"]), "mine"),
        ("../CURRENT", "There is no scenario"),
    ):
        status, out, err = cli("export", "what-if", "--scenario", wrong)
        assert (status, out, err.count("\n")) == (1, "", 1)
        assert named in err
    # A file for an account manager: what is for those who see all customers does not exist for them.
    status, out, err = cli("export", "movers", "--viewer", "E2", "--scenario", one)
    assert (status, out) == (1, "")
    assert err.replace(one, "x") == cli("export", "movers", "--viewer", "E2", "--scenario", "x")[2]
    assert exported(cli, "movers", "--viewer", "E2", "--scenario", saved(facts.build_id, "everybody"))


@pytest.mark.slow
def test_own_scheme_of_the_home(cli: Cli, loaded: Path) -> None:
    (loaded / "schemes.toml").write_text(
        '[mine]\nmode = "absolute"\nvalue = "revenue"\nlabel = { en = "Mine", zh_Hans = "我的" }\n'
        'bands = [{ id = "Gold", from = 1000, label = { en = "Gold", zh_Hans = "金" } },'
        ' { id = "Tin", label = { en = "Tin", zh_Hans = "锡" } }]\n',
        encoding="utf-8",
    )
    rows = exported(cli, "pyramid", "--scheme", "mine", "--as-of", "2023-02-28")
    assert [(row["layer"], row["customers"]) for row in rows][:2] == [("Gold", 1), ("Tin", 1)]
    (loaded / "schemes.toml").write_text("[mine", encoding="utf-8")
    status, _, err = cli("export", "pyramid", "--scheme", "mine")
    (loaded / "schemes.toml").unlink()
    assert (status, "schemes.toml" in err) == (1, True)


@pytest.mark.slow
def test_importing_the_same_again_keeps_the_build(cli: Cli, home: Path, files: Path) -> None:
    assert cli("import", files / "orders.csv")[0] == 0
    before = json.loads(cli("status", "--json")[1])
    again = json.loads(cli("import", files / "orders.csv", "--json")[1])
    assert again["build"] == before["build"]
    assert again["batches"][0]["rows_written"] == 0
    assert json.loads(cli("status", "--json")[1]) == before


def test_status_has_the_keys_of_the_contract(cli: Cli, loaded: Path) -> None:
    document = json.loads(cli("status", "--json")[1])
    assert {"build", "built_at", "engine", "data_through", "default_as_of", "tables"} <= set(document)
    assert (document["engine"], document["data_through"], document["default_as_of"]) == (
        "duckdb", "2023-03-01", "2023-02-28",
    )  # fmt: skip
    assert document["tables"]["orders"] == {"rows": 4, "batches": 1, "rejected": 1}
    assert "2023-02-28" in cli("status")[1]


def test_empty_home_has_a_status_and_no_view(cli: Cli, home: Path) -> None:
    status, out, _ = cli("status", "--json")
    assert (status, json.loads(out)["build"], json.loads(out)["tables"]) == (0, None, {})
    assert "import" in cli("status")[1]
    status, out, err = cli("export", "pyramid")
    assert (status, out, err.count("\n")) == (1, "", 1)


def test_customers_without_orders_are_imported_and_nothing_is_built(cli: Cli, files: Path, home: Path) -> None:
    status, out, _ = cli("import", files / "customers.csv", "--json")
    assert (status, json.loads(out)["build"]) == (0, None)
    assert json.loads(cli("status", "--json")[1])["tables"]["customers"]["rows"] == 3


@pytest.mark.slow
def test_dry_run_and_no_build_change_no_build(cli: Cli, files: Path, home: Path) -> None:
    assert json.loads(cli("import", files / "orders.csv", "--dry-run", "--json")[1])["build"] is None
    assert json.loads(cli("status", "--json")[1])["tables"] == {}
    assert json.loads(cli("import", files / "orders.csv", "--no-build", "--json")[1])["build"] is None
    assert json.loads(cli("status", "--json")[1])["imports_waiting"] == 1
    status, out, _ = cli("build", "--json")
    assert (status, json.loads(out)["build"]) == (0, json.loads(cli("status", "--json")[1])["build"])


@pytest.mark.slow
def test_import_into_a_damaged_home_changes_nothing(cli: Cli, files: Path, home: Path, tmp_path: Path) -> None:
    assert cli("import", files / "orders.csv")[0] == 0
    (home / "CURRENT").write_text("garbage", encoding="utf-8")
    before = sorted(path.name for path in (home / "imports").iterdir())
    more = tmp_path / "more.csv"
    more.write_text("order_id,customer_id,order_date,net_amount\n9,B,2023-03-02,5\n", encoding="utf-8")
    status, _, sentence = cli("import", more)
    assert (status, sorted(path.name for path in (home / "imports").iterdir())) == (1, before)
    assert "python -m dashboard build" in sentence
    assert cli("build")[0] == 0
    assert cli("import", more)[0] == 0


@pytest.mark.slow
def test_home_may_stand_before_or_after_the_command(cli: Cli, files: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    assert cli("--home", elsewhere, "import", files / "orders.csv")[0] == 0
    assert json.loads(cli("status", "--home", elsewhere, "--json")[1])["build"]
    assert json.loads(cli("--home", elsewhere, "status", "--json")[1])["build"]


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "fly",
        "export",
        "export staircase",
        "export migration",
        "export pyramid --compare-to 2023-01-31",
        "export pyramid --months 3 --period year",
        "export pyramid --format parquet",
        "export pyramid --json --format csv",
        "export pyramid --cuts mine",
        "export pyramid --try-cuts 1,5,20",
        "export trend --scenario x",
        "export trend --by city",
        "export pyramid --by region",
        "export what-if --scenario x --try-cuts 1,5,20",
        "export movers --scenario x --as-of 2023-01-31",
        "export movers --scenario x --filter region=East",
        "export what-if --compare-to 2023-01-31",
        "import",
        "import x.csv --mode merge",
        "serve --port 70000",
        "build --engine abacus",
    ],
)
def test_wrong_usage_ends_with_two(cli: Cli, home: Path, wrong: str) -> None:
    status, out, err = cli(*wrong.split())
    assert (status, out) == (2, "")
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("refused", "named"),
    [
        ("export pyramid --as-of 2023-02-27", "2023-02-28"),
        ("export pyramid --as-of 2031-01-31", "2023-03-31"),
        ("export pyramid --as-of yesterday", "2023-03-31"),
        ("export pyramid --months 61", "61"),
        ("export pyramid --value contribution", "service_costs"),
        ("export pyramid --value charm", "charm"),
        ("export pyramid --scheme gold", "curry"),
        ("export pyramid --scheme amount --value orders", "revenue"),
        ("export pyramid --filter region", "COLUMN=VALUE"),
        ("export pyramid --filter colour=red", "region"),
        ("export pyramid --filter region=Nowhere", "Nowhere"),
        ("export what-if --try-cuts 1,5", "3 limits"),
        ("export what-if --try-cuts 1;5;20", "1;5;20 is not a percentage"),
        ("export what-if --try-mode score", "rank, share or absolute"),
        ("export what-if --try-mode absolute --try-cuts 1,5,20", "highest first"),
        ("export movers --try-value charm", "charm"),
        ("export movers --try-period 61", "61"),
        ("export movers --buffer 60", "60 %"),
        ("export movers --buffer 10 --review 5", "3, 6, 12"),
        ("export movers --scenario nothing", "nothing"),
        ("export migration --compare-to 2023-03-31 --as-of 2023-01-31", "2023-03-31"),
        ("export pyramid -o /no/such/folder/out.csv", "/no/such/folder/out.csv"),
        ("import /no/such/file.csv", "/no/such/file.csv"),
        ("serve --host 0.0.0.0", "127.0.0.1"),
        ("build --engine spark", "duckdb"),
        ("demo --months 1", "--months"),
    ],
)
def test_a_refusal_is_one_sentence_that_names_the_remedy(cli: Cli, loaded: Path, refused: str, named: str) -> None:
    status, out, err = cli(*refused.split())
    assert (status, out) == (1, "")
    lines = [line for line in err.splitlines() if not line.startswith(("Reading", "Serving"))]
    assert len(lines) == 1
    assert named in lines[0]


def test_a_fault_of_ours_is_logged_and_not_shown(cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_home: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(status_command, "load_status", broken)
    status, out, err = cli("status")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "Traceback" not in err
    assert "secret detail" not in err
    (log,) = (home / "logs").iterdir()
    assert str(log) in err
    assert "secret detail" in log.read_text(encoding="utf-8")


def test_help_is_quick_because_nothing_heavy_is_imported() -> None:
    code = (
        "import sys\nfrom dashboard.commands.running import run\n"
        "assert run(['--help']) == 0 and run(['export', '--help']) == 0\n"
        "assert not {'duckdb', 'pandas', 'numpy', 'streamlit', 'pyarrow'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"--compare-to" in done.stdout


@pytest.mark.slow
def test_the_real_command_in_its_own_process(files: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "DASHBOARD_HOME": str(tmp_path / "process")}

    def command(*arguments: object) -> subprocess.CompletedProcess[bytes]:
        line = [sys.executable, "-m", "dashboard", *map(str, arguments)]
        return subprocess.run(line, cwd=PROJECT, env=environment, capture_output=True, check=False, timeout=120)

    assert command("import", files / "orders.csv").returncode == 0
    done = command("export", "concentration", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)[0]["metric"] == "top_20pct_share"
    refused = command("export", "pyramid", "--as-of", "2023-02-27")
    assert (refused.returncode, refused.stdout) == (1, b"")


@pytest.mark.slow
@pytest.mark.public_data
@pytest.mark.parametrize("source", ["online_retail.parquet", "by-day.zip"])
@pytest.mark.parametrize(
    ("mapping", "variant"),
    [("online_retail.toml", "net_of_returns"), ("online_retail_sales_only.toml", "sales_only")],
)
def test_online_retail_to_the_cent_and_the_customer(
    cli: Cli, home: Path, public_data: Path, source: str, mapping: str, variant: str
) -> None:
    folder = public_data / "online_retail"
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    status, out, _ = cli("import", folder / source, "--mapping", PROJECT / "examples" / mapping, "--json")
    assert status == 0
    for batch in json.loads(out)["batches"]:
        assert batch["read"] == expected["raw"]["rows"] == batch["accepted"] + batch["rejected"]
    for when, options in (
        ("as_of 2011-11-30", ("--as-of", "2011-11-30")),
        ("as_of 2011-08-31, 9 months", ("--as-of", "2011-08-31", "--months", "9")),
    ):
        _check_against(expected[variant][when], exported(cli, "pyramid", *options))
        figures = {row["metric"]: row["value"] for row in exported(cli, "concentration", *options)}
        assert f"{figures['top_20pct_share']:.6f}" == expected[variant][when]["top20_share"]
        customers = exported(cli, "customers", *options)
        assert len(customers) == expected[variant][when]["customers_ever"]
    if variant == "sales_only":
        trend = {row["month"]: row for row in exported(cli, "trend")}
        new = {month: row["new_customers"] for month, row in trend.items()}
        assert new == expected["new_customers_by_month_sales_only"]
        active = {month: row["active_customers"] for month, row in trend.items()}
        assert active == expected[variant]["active_customers_by_month"]
        for month, revenue in expected[variant]["revenue_by_month_float_sum"].items():
            assert round(float(trend[month]["revenue"]), 2) == revenue
        assert [row["complete"] for row in trend.values()] == [True] * 12 + [False]


def _check_against(expected: dict, rows: list[dict]) -> None:
    pyramid = {row["layer"]: row for row in rows}
    for layer, figures in expected["layers"].items():
        assert pyramid[layer]["customers"] == figures["customers"]
        assert pyramid[layer]["revenue"] == figures.get("revenue", pyramid[layer]["revenue"])
    for layer, cut in expected["cuts"].items():
        assert pyramid[layer]["cut_value"] == cut
    units = sum(int(row["revenue"].replace(".", "")) for row in rows)
    assert units == int(expected["revenue_all_in_window"].replace(".", ""))
    active = [row for row in rows if row["customer_share"] is not None]
    assert sum(row["customers"] for row in active) == expected["active"]
