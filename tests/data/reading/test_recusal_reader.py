"""Who is party to a case, and what the reader says of conflicts, through real import and build."""

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.data.home import Home
from dashboard.data.reading.marts import open_marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.cases.recusal_entries import CaseEntry, RecusalEntries
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.viewer import Viewer, operator
from tests.data.case_company import case_company


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return case_company(Path(tmp_path_factory.mktemp("recusal")))


def reader(home: Home, *employees: str) -> Reader:
    viewer: Viewer = replace(operator(), employees=frozenset(employees))
    return Reader(open_marts(home), viewer, SHIPPED)


def parties(home: Home, *employees: str, entries: RecusalEntries | None = None) -> list[str]:
    found = reader(home, *employees)
    found = found.knowing(entries) if entries else found
    company = found.visible_cases(asked(found)).company
    return [case for number, case in enumerate(company.cases["case_id"]) if found.is_party(number)]


def asked(found: Reader) -> Question:
    return Question(found.build.default_as_of)


def test_who_is_complained_about_and_who_approved_the_order_are_party_to_the_case(home: Home) -> None:
    assert parties(home) == []
    assert parties(home, "E3") == ["K1"]  # respondent, and operator of o1
    assert parties(home, "E2") == ["K1"]  # approver of o1
    assert parties(home, "E1") == []  # owns account A: answers the customer
    assert parties(home, "nobody") == []
    assert parties(home, "E3", "E1") == ["K1"]


def test_a_declaration_makes_a_party_and_a_supervisor_lets_one_handle(home: Home) -> None:
    declared = RecusalEntries(declared=(CaseEntry("K3", "E1", 0),))
    assert parties(home, "E1", entries=declared) == ["K3"]
    assert parties(home, "E2", entries=RecusalEntries(overrides=(CaseEntry("K1", "E2", 0),))) == []
    assert parties(home, "E3", entries=RecusalEntries(overrides=(CaseEntry("K1", "E2", 0),))) == ["K1"]
    assert parties(home, "E2") == ["K1"]  # what one reader was told, another is not
