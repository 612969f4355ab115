"""kill -9 at any moment, a full disk, a second importer, a build under way: the old state is served, the next import
works, nothing is lost or half there. Real processes and a real small file system."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from dashboard.data.batches import all_imports, live_batches, raw_relation
from dashboard.data.building.build import build
from dashboard.data.home import Home
from dashboard.data.importing.commit import PREFIX
from dashboard.data.importing.running import import_files
from dashboard.data.importing.undoing import undo
from dashboard.data.status import load_status
from dashboard.data.store import current_build_id, read_manifest
from dashboard.logic.problems import Problem
from dashboard.settings import Settings
from tests.conftest import PROJECT

pytestmark = pytest.mark.slow
SETTINGS = Settings(threads=2)
KILLED_INSIDE = 20
ROWS = 4000
MAPPING = """[orders]
order_id = "o"
customer_id = "c"
order_date = "d"
[order_lines]
order_id = "o"
product_id = "p"
net_amount = "n"
"""


def _flat(folder: Path, number: int, rows: int = ROWS) -> Path:
    """``rows`` orders of one line each, 0.25 a line, with one bad record."""
    path = folder / f"{number}.csv"
    days = [date(2024, 1, 1) + timedelta(days=day) for day in range(366)]
    lines = [f"{number}-{row},C{row % 50},{days[row % 366]},P{row % 5},0.25" for row in range(rows)]
    path.write_text("\n".join(["o,c,d,p,n", *lines, ",C1,2024-01-01,P,1"]) + "\n")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "map.toml").write_text(MAPPING)
    return tmp_path


def _command(home: Path, *arguments: object) -> list[str]:
    return [sys.executable, "-m", "dashboard", "--home", str(home), *map(str, arguments)]


def _start(home: Path, *arguments: object) -> subprocess.Popen:
    return subprocess.Popen(
        _command(home, *arguments), cwd=PROJECT, start_new_session=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def _stored(home: Home, table: str) -> dict[str, int]:
    """Import id -> rows that are stored of it."""
    batches = live_batches(home)[table]
    with duckdb.connect() as connection:
        found = connection.execute(
            f"select batch_id, count(*) from ({raw_relation(table, batches)}) group by 1"  # noqa: S608
        ).fetchall()
    return {batch_id.removesuffix(f"-{table}"): count for batch_id, count in found}


def _check_whole(home: Home) -> tuple[int, int]:
    """Everything that is there is there whole. Returns the numbers of imports, and of those in the served build."""
    ids = {record.import_id for record in all_imports(home)}
    assert _stored(home, "orders") == _stored(home, "order_lines") == dict.fromkeys(ids, ROWS)
    for import_id in ids:
        assert (home.imports / import_id / "quarantine.parquet").exists()
    build_id = current_build_id(home)
    if build_id is None:
        return len(ids), 0
    facts = read_manifest(home, build_id)
    with duckdb.connect() as connection:
        paths = [str(home.builds / part.path) for part in facts.marts["month"]]
        revenue, orders = connection.execute(
            "select sum(revenue), sum(orders) from read_parquet($p)", {"p": paths}
        ).fetchall()[0]
    assert (revenue, orders) == (Decimal("0.25") * ROWS * len(facts.imports), ROWS * len(facts.imports))
    assert set(facts.imports) <= ids
    return len(ids), len(facts.imports)


def test_killed_at_any_moment(folder: Path) -> None:
    home = Home(folder / "home")
    started = time.monotonic()
    subprocess.run(_command(home.root, "import", _flat(folder, 0), "--mapping", folder / "map.toml"), cwd=PROJECT,
                   check=True, capture_output=True)  # fmt: skip
    lasting, moments = time.monotonic() - started, random.Random(7)
    kills = killed_inside = 0
    imports, built = _check_whole(home)
    while killed_inside < KILLED_INSIDE:
        process = _start(home.root, "import", _flat(folder, kills + 1), "--mapping", folder / "map.toml")
        time.sleep(moments.uniform(0.15, 1.05) * lasting)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            killed_inside += 1
        else:
            lasting *= 0.8  # the first one was slower than the others are
        process.communicate()
        kills += 1
        now_imports, now_built = _check_whole(home)
        assert now_imports - imports in (0, 1)
        assert now_built >= built  # what was published before, or more
        imports, built = now_imports, now_built
    report = import_files(home, [_flat(folder, 999)], settings=SETTINGS, mapping=folder / "map.toml")
    build(home, SETTINGS)
    assert report.changed
    assert _check_whole(home) == (imports + 1, imports + 1)
    assert list(home.scratch.glob(PREFIX + "*")) == []
    assert all((path / "manifest.json").exists() for path in home.builds.iterdir())
    assert all((path / "manifest.json").exists() for path in home.imports.iterdir())


def test_a_second_importer_is_refused_at_once_and_told_who(folder: Path) -> None:
    home = Home(folder / "home").ensure()
    first = _start(home.root, "import", _flat(folder, 0, 400_000), "--mapping", folder / "map.toml", "--no-build")
    try:
        while not (home.root / "writer.holder.lock").exists():
            assert first.poll() is None
            time.sleep(0.01)
        with pytest.raises(Problem, match=r"Another import is running in .* since .*, started by .*"):
            import_files(home, [_flat(folder, 1)], settings=SETTINGS, mapping=folder / "map.toml")
        assert first.poll() is None  # nobody waited for it
        assert first.wait(120) == 0
    finally:
        first.kill()
        first.communicate()
    assert [record.batches[0].rows for record in all_imports(home)] == [400_000]


def test_an_import_while_a_build_is_under_way_is_in_the_next_one(folder: Path) -> None:
    home, mapping = Home(folder / "home"), folder / "map.toml"
    import_files(home, [_flat(folder, 0)], settings=SETTINGS, mapping=mapping)
    steps: list[str] = []

    def import_meanwhile(step: str) -> None:
        if not steps:
            import_files(home, [_flat(folder, 1)], settings=SETTINGS, mapping=mapping)
        steps.append(step)

    build(home, SETTINGS, progress=import_meanwhile)
    assert _check_whole(home) == (2, 1)
    assert load_status(home).imports_waiting == 1
    undone = all_imports(home)[0].import_id
    build(home, SETTINGS, progress=lambda step: undo(home, undone, "me") if step == "customer" else None)
    assert load_status(home).imports_waiting == 1
    build(home, SETTINGS)
    assert len(read_manifest(home, str(current_build_id(home))).imports) == 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Generator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(place)], capture_output=True, text=True
    )
    if mounted.returncode:
        pytest.skip(
            f"a full disk was not tried: mounting a small file system is not permitted ({mounted.stderr.strip()})"
        )
    yield place
    subprocess.run(["umount", "-l", str(place)], check=False)


def test_a_full_disk_changes_nothing_and_the_next_import_works(folder: Path, small_disk: Path) -> None:
    home, mapping = Home(small_disk / "home"), folder / "map.toml"
    import_files(home, [_flat(folder, 0)], settings=SETTINGS, mapping=mapping)
    build(home, SETTINGS)
    before, served = {path.name for path in home.imports.iterdir()}, current_build_id(home)
    failed = {"import": 0, "build": 0}
    for number, free in enumerate((0, 4, 16, 64, 128, 256, 512, 1024, 2048), 1):
        room = os.statvfs(small_disk)
        ballast = small_disk / "ballast"
        ballast.write_bytes(b"x" * max(0, room.f_bavail * room.f_frsize - free * 1024))
        path = _flat(folder, number)
        try:
            import_files(home, [path], settings=SETTINGS, mapping=mapping)
        except Problem as problem:
            failed["import"] += 1
            if not ("nothing was changed" in str(problem) or "cannot be written" in str(problem)):
                raise
            assert {one.name for one in home.imports.iterdir()} == before
        else:
            before = {one.name for one in home.imports.iterdir()}
            try:
                build(home, SETTINGS)
            except (Problem, OSError, duckdb.Error, RuntimeError):
                failed["build"] += 1
                assert current_build_id(home) == served
            else:
                served = current_build_id(home)
        ballast.unlink()
        _check_whole(home)
    assert failed["import"] >= 3
    assert failed["build"] >= 1
    import_files(home, [_flat(folder, 100)], settings=SETTINGS, mapping=mapping)
    build(home, SETTINGS)
    imports, built = _check_whole(home)
    assert imports == built
