"""The examples of a property are the same whatever ran before it in the same process."""

import importlib
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st


def _examples() -> list[object]:
    seen: list[object] = []

    @settings(derandomize=True, max_examples=100)
    @given(st.integers(), st.text(), st.floats(allow_nan=False))
    def remember(number: int, text: str, fraction: float) -> None:
        seen.append((number, text, fraction))

    remember()
    return seen


@pytest.mark.skipif("PYRAMIDION_EXPLORE" in os.environ, reason="exploring looks for new examples")
def test_a_module_loaded_meanwhile_changes_no_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _examples()
    home = Path(os.path.realpath(tmp_path)) / "ours"
    home.mkdir()
    words = "".join(f"WORD_{number} = ('word {number}', {number}.625, {70_000 + number})\n" for number in range(300))
    (home / "loaded_meanwhile.py").write_text(words, encoding="utf-8")
    monkeypatch.syspath_prepend(str(home))
    importlib.import_module("loaded_meanwhile")
    assert _examples() == before
