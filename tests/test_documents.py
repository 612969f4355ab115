"""What the documents say is what the code does."""

import re
import shlex
from pathlib import Path

import pytest

from dashboard.commands.arguments import argument_parser
from dashboard.data.tables import TABLES
from dashboard.logic.metrics import METRICS
from tools.file_formats import DOCUMENTS, file_formats_text
from tools.import_codes import BEGIN, END, codes_text
from tools.import_codes import DOCUMENT as IMPORTING
from tools.metric_dictionary import DOCUMENT, dictionary_text

PROJECT = Path(__file__).resolve().parent.parent


def test_the_metric_dictionary_is_current() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == dictionary_text(), "run: python -m tools.metric_dictionary"
    assert len(METRICS) == dictionary_text().count("\n## ")


@pytest.mark.parametrize("language", DOCUMENTS)
def test_the_file_formats_are_current(language: str) -> None:
    assert DOCUMENTS[language].read_text(encoding="utf-8") == file_formats_text(language), (
        "run: python -m tools.file_formats"
    )
    assert file_formats_text(language).count("\n## ") == len(TABLES)


def test_the_codes_of_imports_are_current() -> None:
    text = IMPORTING.read_text(encoding="utf-8")
    assert text.split(BEGIN)[1].split(END)[0] == codes_text(), "run: python -m tools.import_codes"


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


def _commands(name: str) -> list[str]:
    """The command lines of a document's blocks, each without its comment and without the words before its options."""
    blocks = re.findall(r"^```sh\n(.*?)^```", (PROJECT / name).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [line.split("-m dashboard ", 1)[1].split(" #")[0] for line in lines if "-m dashboard " in line]


@pytest.mark.parametrize("command", [*_commands("docs/user-guide.md"), *_commands("docs/records.md")])
def test_every_command_of_the_guide_is_one(command: str) -> None:
    words = shlex.split(command.replace("PATH...", "orders.csv"))
    assert argument_parser().parse_args(words)
