"""``python -m dashboard demo`` and what ``export`` then says about it."""

import json
from decimal import Decimal

import pytest

from dashboard.commands.running import run


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    place = tmp_path_factory.mktemp("command") / "demo"
    wishes = ["--customers", "150", "--months", "30", "--until", "2024-06", "--seed", "5"]
    assert run(["--home", str(place), "demo", *wishes]) == 0
    return place


@pytest.fixture(scope="module")
def truths(home):
    return json.loads((home / "files" / "truths.json").read_text(encoding="utf-8"))


def _export(home, tmp_path, *arguments):
    path = tmp_path / "view.json"
    assert run(["--home", str(home), "export", *arguments, "-o", str(path)]) == 0
    return json.loads(path.read_bytes())


@pytest.mark.slow
def test_exported_pyramids_hold_the_planted_counts(home, truths, tmp_path):
    for day, truth in truths["standings"].items():
        rows = _export(home, tmp_path, "pyramid", "--as-of", day)
        assert {row["layer"]: row["customers"] for row in rows} == truth["layers"]
        assert sum(Decimal(row["revenue"]) for row in rows) == Decimal(truth["revenue"])


@pytest.mark.slow
def test_exported_customers_hold_the_planted_people(home, truths, tmp_path):
    day = truths["concentrated_customer"]["as_of"]
    customers = {row["customer_id"]: row for row in _export(home, tmp_path, "customers", "--as-of", day)}
    assert {rise["customer_id"]: rise["to_layer"] for rise in truths["upgraders"]}.items() <= {
        customer_id: row["layer"] for customer_id, row in customers.items()
    }.items()
    for loss in truths["silent_losses"]:
        assert customers[loss["customer_id"]]["last_order_on"] == loss["last_order_on"]
        assert customers[loss["customer_id"]]["layer"] == "Inactive"
    assert customers[truths["concentrated_customer"]["customer_id"]]["rank"] == 1


@pytest.mark.slow
def test_migration_holds_every_planted_move(home, truths, tmp_path):
    before, after = truths["standings"]
    rows = _export(home, tmp_path, "migration", "--as-of", after, "--compare-to", before)
    counts = {(row["from_layer"], row["to_layer"]): row["customers"] for row in rows}
    moves = [(one["from_layer"], one["to_layer"]) for one in (*truths["upgraders"], *truths["silent_losses"])]
    for move in set(moves):
        assert counts[move] >= moves.count(move)


def test_a_refused_demo_says_so_in_one_line(tmp_path, capsys):
    assert run(["--home", str(tmp_path / "demo"), "demo", "--months", "12"]) == 1
    spoken = capsys.readouterr().err.strip().splitlines()
    assert spoken[-1] == "The demo needs --months between 24 and 240, not 12."
