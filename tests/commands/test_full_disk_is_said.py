"""A disk without room during a command is said in one clear sentence, whoever ran into it."""

import errno

import duckdb
import pytest

from dashboard.commands import build_command
from dashboard.commands.running import run


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EDQUOT, "Disk quota exceeded"),
        duckdb.IOException('IO Error: Could not write file "x.parquet": No space left on device'),
    ],
)
def test_a_full_disk_is_said_and_what_is_published_stays(error, monkeypatch, capsys, tmp_path):
    def fail(_chosen):
        try:
            raise error
        except Exception as inner:
            raise RuntimeError("the build failed") from inner

    monkeypatch.setattr(build_command, "run", fail)
    assert run(["build", "--home", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "The disk is full. Free some space and try again. What was published before stays in use." in said
    assert not [*tmp_path.rglob("*.txt")]


def test_any_other_failure_is_not_called_a_full_disk(monkeypatch, capsys, tmp_path):
    def fail(_chosen):
        raise OSError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(build_command, "run", fail)
    assert run(["build", "--home", str(tmp_path)]) == 1
    assert "disk is full" not in capsys.readouterr().err
