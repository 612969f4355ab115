"""The attacks that the tests of this folder make, and the table of them in docs/attacks.md."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest

FOLDER = Path(__file__).parent
DOCUMENT = FOLDER.parents[1] / "docs" / "attacks.md"
HEAD = """# Attacks tried

Written by the tests, never by hand: each row is a test under `tests/security` that makes the attack against a running
server of ours (or the command line) and fails if what happens is not what stands here. When all of them have run and
passed in one go (`pytest tests/security`), the end of that run writes this page; an everyday test fails
while it says anything else. Who attacks, and what is accepted: [security.md](security.md).

Beside these attacks `tests/security/test_crawl.py` walks through every page, widget, search and file as every role, and
proves that nothing out of scope and no masked field is in anything that was sent.
"""
Test = TypeVar("Test", bound=Callable)


@dataclass(frozen=True)
class Attack:
    title: str
    tried: str
    outcome: str
    file: str
    test: str


_made: list[Attack] = []


def attack(title: str, *, tried: str, outcome: str) -> Callable[[Test], Test]:
    """Names the attack that the test makes: how it is tried, and what happens, which the test asserts."""

    def register(test: Test) -> Test:
        file = Path(test.__code__.co_filename).name  # ty: ignore[unresolved-attribute]
        found = Attack(title, tried, outcome, file, test.__name__)  # ty: ignore[unresolved-attribute]
        _made[:] = [one for one in _made if (one.file, one.test) != (found.file, found.test)] + [found]
        return pytest.mark.slow(test)

    return register


def files() -> list[Path]:
    return sorted(FOLDER.glob("test_attacks_*.py"))


def document() -> str:
    """The page, of what the tests say now."""
    parts = [HEAD]
    for file in files():
        module = importlib.import_module(f"tests.security.{file.stem}")
        parts.append(f"## {(module.__doc__ or '').strip().splitlines()[0]}\n")
        rows = ["| Attack | Tried | What happened | Test |", "|---|---|---|---|"]
        rows += [
            f"| {one.title} | {one.tried} | {one.outcome} | `{file.stem}::{one.test}` |" for one in made_in(file.name)
        ]
        parts.append("\n".join(rows) + "\n")
    return "\n".join(parts)


def made_in(file: str) -> list[Attack]:
    """In the order of the file."""
    return [one for one in _made if one.file == file]


def all_made() -> list[Attack]:
    for file in files():
        importlib.import_module(f"tests.security.{file.stem}")
    return list(_made)
