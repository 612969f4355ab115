"""One writer, one builder, files replaced whole."""

import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.data.home import Home, write_atomically
from dashboard.logic.problems import Problem

PROJECT = Path(__file__).resolve().parents[2]


def test_a_second_writer_is_refused_and_a_dead_one_is_forgotten(tmp_path: Path) -> None:
    home = Home(tmp_path).ensure()
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from pathlib import Path; from dashboard.data.home import Home\n"
            "with Home(Path(sys.argv[1])).writing():\n    print('held', flush=True); sys.stdin.read()",
            str(tmp_path),
        ],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(Problem, match="Another import is running"), home.writing():
        pass
    with home.building():  # a build may run beside an import
        pass
    holder.kill()
    holder.wait()
    holder.stdin.close()
    holder.stdout.close()
    with home.writing():
        pass


def test_a_failed_write_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    path = tmp_path / "CURRENT"
    write_atomically(path, b"one")
    with pytest.raises(TypeError):
        write_atomically(path, "not bytes")  # ty: ignore[invalid-argument-type]
    assert path.read_bytes() == b"one"
    assert [p.name for p in tmp_path.iterdir()] == ["CURRENT"]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(Problem, match=r"cannot be written.*--home"):
        Home(tmp_path / "file" / "home").ensure()


def test_a_lock_that_cannot_be_taken_is_a_sentence(tmp_path: Path) -> None:
    home = Home(tmp_path).ensure()
    (tmp_path / "builder.lock").mkdir()  # as on a file system that is read-only
    with pytest.raises(Problem, match=r"cannot be written.*--home"), home.building():
        pass
