"""docs/mapping.md: its examples can be read, its lists are those of the code, and the examples folder is sound."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from dashboard.data.importing.checks.transforms import NAMES
from dashboard.data.importing.files.layouts import Layout
from dashboard.data.importing.mapping.plans import is_closed, load_mapping, mapping_of, mapping_text

PROJECT = Path(__file__).resolve().parents[3]
DOCUMENT = (PROJECT / "docs" / "mapping.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", DOCUMENT, re.DOTALL)


@pytest.mark.parametrize("text", EXAMPLES)
def test_every_example_is_a_mapping(text):
    mapping = mapping_of(text, "docs")
    assert mapping_of(mapping_text(mapping), "docs") == mapping
    assert is_closed(mapping) == ("sql" not in text)


def test_every_field_and_transform_is_named():
    assert len(EXAMPLES) == 3
    prose = re.sub(r"```.*?```", "", DOCUMENT, flags=re.DOTALL)
    named = set(re.findall(r"`([^`\n]+)`", prose))
    assert {one.name for one in fields(Layout)} <= named
    assert {*NAMES} <= named


@pytest.mark.parametrize("path", sorted((PROJECT / "examples").glob("*.toml")), ids=lambda path: path.stem)
def test_every_file_of_the_examples_is_a_mapping(path):
    mapping = load_mapping(path)
    assert mapping_of(mapping_text(mapping), path.name) == mapping
