"""T11 with real builds: undo gives back the previous figures exactly, the same file twice changes nothing."""

import hashlib

import duckdb
import pytest

from dashboard.data.building.build import NothingToBuild, build
from dashboard.data.importing.undoing import redo, undo
from dashboard.data.store import current_build_id, read_manifest
from dashboard.settings import Settings

pytestmark = pytest.mark.slow  # real builds
SETTINGS = Settings(threads=2)
ORDERS = "order_id,customer_id,order_date,net_amount\n"


def _fingerprint(home) -> dict[str, str]:
    """Of the published marts: every row of every mart, and the facts, whatever the build is called."""
    facts = read_manifest(home.home, current_build_id(home.home))
    found = {}
    with duckdb.connect() as connection:
        for name, parts in facts.marts.items():
            rows = connection.execute(
                "select * from read_parquet($p, hive_partitioning=false) order by all",
                {"p": [str(home.home.builds / part.path) for part in parts]},
            ).fetchall()
            found[name] = hashlib.sha256(repr(rows).encode()).hexdigest()
    found["facts"] = repr((facts.data_through, facts.default_as_of, facts.notes, facts.tables, facts.imports))
    return found


def _built(home) -> dict[str, str]:
    build(home.home, SETTINGS)
    return _fingerprint(home)


@pytest.mark.parametrize(
    ("mode", "text"),
    [
        ("append", "X,C7,2024-05-31,11\n"),
        ("upsert", "A,C1,2024-03-06,7\nX,C7,2024-05-31,11\n"),
        ("replace", "X,C7,2024-05-31,11\n"),
        ("replace-period", "B,C9,2024-04-01,3\n"),
    ],
)
def test_undo_restores_the_figures_and_redo_the_new_ones(home, mode, text):
    home.run(home.file("customers.csv", "customer_id,customer_name,region\nC1,One,北\nC2,Two,南\n"))
    home.run(home.file("a.csv", ORDERS + "A,C1,2024-03-05,1\nB,C2,2024-04-05,5\nD,C3,2024-04-30,7\n"))
    home.run(home.file("l.csv", "order_id,line_no,product_id,net_amount\nA,1,P,1\nB,1,P,2\nB,2,P,3\n"))
    before = _built(home)
    report = home.run(home.file("more.csv", ORDERS + text), mode=mode, data_through="2024-05-31")
    after = _built(home)
    assert after != before
    home.run(home.file("more.csv", ORDERS + text), mode=mode, data_through="2024-05-31")
    assert _built(home) == after
    undo(home.home, report.import_id, "me")
    assert _built(home) == before
    redo(home.home, report.import_id, "me")
    assert _built(home) == after


def test_where_nothing_is_left_to_build_the_undone_figures_are_not_shown(home):
    report = home.run(home.file("a.csv", ORDERS + "A,C1,2024-03-05,1\n"))
    figures = _built(home)
    undo(home.home, report.import_id, "me")
    with pytest.raises(NothingToBuild):
        build(home.home, SETTINGS)
    assert current_build_id(home.home) is None
    redo(home.home, report.import_id, "me")
    assert _built(home) == figures
