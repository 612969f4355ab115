"""What the documents say is what the code does."""

import re
from pathlib import Path

from dashboard.logic.metrics import METRICS
from tools.metric_dictionary import DOCUMENT, dictionary_text

PROJECT = Path(__file__).resolve().parent.parent


def test_the_metric_dictionary_is_current() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == dictionary_text(), "run: python -m tools.metric_dictionary"
    assert len(METRICS) == dictionary_text().count("\n## ")


def test_every_make_target_a_document_names_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for name in ("README.md", "CONTRIBUTING.md"):
        text = (PROJECT / name).read_text(encoding="utf-8")
        named = set(re.findall(r"\bmake ([a-z-]+)", text))
        assert named, name
        assert named <= targets, name


def test_every_file_a_document_names_exists() -> None:
    for name in ("README.md", "CONTRIBUTING.md"):
        text = (PROJECT / name).read_text(encoding="utf-8")
        for path in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (PROJECT / path).exists(), f"{name} names {path}"
