"""The demo replaces itself and nothing else."""

import json
import shutil
from datetime import date

import pytest
from pydantic import SecretStr

from dashboard.data.batches import all_imports, live_batches
from dashboard.data.demo.company import make_demo
from dashboard.data.demo.demo_home import demo_home_folder, is_demo_home
from dashboard.data.demo.survey.seeded_findings import seed_findings
from dashboard.data.home import Home
from dashboard.data.importing.running import import_files
from dashboard.data.records.findings import findings
from dashboard.data.records.store import open_records
from dashboard.data.store import current_build_id
from dashboard.logic.problems import Problem
from dashboard.settings import DEMO_HOME, Settings

SMALL = {"customers": 100, "months": 24}


@pytest.fixture
def own_file(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text("order_id,customer_id,order_date,net_amount\nA1,C1,2025-03-01,10.00\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def made_once(tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("made") / "demo")
    make_demo(home, seed=1, settings=Settings(), **SMALL)
    return home


@pytest.fixture
def home(made_once, tmp_path):
    """A demo home of its own for each test: a copy costs less than making it."""
    return Home(shutil.copytree(made_once.root, tmp_path / "demo"))


@pytest.mark.slow
def test_made_again_it_replaces_its_content(home):
    first = current_build_id(home)
    entered = [one.id for one in findings(open_records(home))]
    second = make_demo(home, seed=2, settings=Settings(), **SMALL)
    assert is_demo_home(home)
    assert [one.id for one in findings(open_records(home))] == entered != []
    assert current_build_id(home) == second.build.build_id != first
    orders = live_batches(home)["orders"]
    assert [batch.read for batch in orders] == [second.truths["files"][3]["read"]]
    assert list(home.scratch.iterdir()) == []


@pytest.mark.slow
def test_made_again_alike_nothing_is_written_twice(home):
    imports = [record.import_id for record in all_imports(home)]
    make_demo(home, seed=1, settings=Settings(), **SMALL)
    assert [record.import_id for record in all_imports(home)] == imports


def test_a_home_with_real_data_is_refused_untouched(tmp_path, own_file):
    home = Home(tmp_path / "real").ensure()
    import_files(home, [own_file], settings=Settings())
    before = sorted(home.root.rglob("*"))
    with pytest.raises(Problem, match="not the demo's"):
        make_demo(home, settings=Settings(), **SMALL)
    assert sorted(home.root.rglob("*")) == before


@pytest.mark.slow
def test_a_demo_home_into_which_somebody_imported_is_refused_too(home, own_file):
    import_files(home, [own_file], settings=Settings())
    build = current_build_id(home)
    with pytest.raises(Problem, match=r"orders\.csv"):
        make_demo(home, seed=2, settings=Settings(), **SMALL)
    assert current_build_id(home) == build
    assert len(live_batches(home)["orders"]) == 2


@pytest.mark.slow
def test_files_only_leaves_the_home_alone(tmp_path):
    home = Home(tmp_path / "home")
    made = make_demo(home, files_only=tmp_path / "files", settings=Settings(), **SMALL)
    assert not home.root.exists()
    assert made.build is None
    assert (tmp_path / "files" / "委托单明细.parquet").is_file()


@pytest.mark.slow
def test_nothing_is_entered_where_the_settings_name_a_store(home):
    """It may be everybody's."""
    shutil.rmtree(home.records)
    surveys = json.loads((home.root / "files" / "truths.json").read_text(encoding="utf-8"))["surveys"]
    shared = Settings(records_url=SecretStr("postgresql://nobody@localhost/shared"))
    assert seed_findings(home, shared, surveys, date(2025, 12, 31)) == 0
    assert not home.records.exists()


def test_wishes_out_of_range_make_no_home(tmp_path):
    with pytest.raises(Problem, match="--months"):
        make_demo(Home(tmp_path / "home"), months=12, settings=Settings())
    assert list(tmp_path.iterdir()) == []


def test_default_home_is_not_that_of_real_data(monkeypatch, tmp_path):
    monkeypatch.delenv("DASHBOARD_HOME", raising=False)
    assert demo_home_folder() == DEMO_HOME
    assert demo_home_folder(tmp_path) == tmp_path
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    assert demo_home_folder() == tmp_path
