"""Who is party to a case, and what the reader says of conflicts, through real import and build."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from dashboard.data.exporting.exports import export_bytes
from dashboard.data.exporting.recusal_views import ALL_KINDS
from dashboard.data.exporting.service_view import ServiceAsked
from dashboard.data.exporting.views import view
from dashboard.data.home import Home
from dashboard.data.reading.marts import open_marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.periods import month_no
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.recusal.compliance import CLEAR, NOBODY_NAMED, VIOLATED
from dashboard.logic.recusal.entries import CaseEntry, RecusalEntries
from dashboard.logic.roles import Right
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.viewer import Scope, Viewer, operator
from tests.data.case_company import LETTER, _at, _step, case_company, company_of


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


CONFLICTED = [
    {"case_id": "C1", "kind": "complaint", "customer_id": "A", "order_id": "o1", "received_at": _at("2024-02-13 08:30"),
     "closed_at": _at("2024-02-14 12:00"), "respondent_id": "E3", "respondent_department": "Lab"},
    {"case_id": "C2", "kind": "appeal", "customer_id": "A", "order_id": "o1", "received_at": _at("2024-04-02 08:30"),
     "reopened_from": "C1"},
    {"case_id": "C3", "kind": "complaint", "customer_id": "B", "order_id": "o2",
     "received_at": _at("2024-05-06 08:30")},
    {"case_id": "C4", "kind": "complaint", "customer_id": "B", "received_at": _at("2024-05-07 08:30"),
     "closed_at": _at("2024-05-08 08:30")},
    {"case_id": "P1", "kind": "praise", "customer_id": "A", "order_id": "o1", "received_at": _at("2024-05-20 09:00")},
]  # fmt: skip
CONFLICTED_STEPS = [
    _step("C1", 1, "assessed", "2024-02-13 09:00", "E3"),  # did order o1, and is complained about
    _step("C1", 2, "analysed", "2024-02-13 10:00", "E1"),  # of the Lab: asked to
    _step("C1", 3, "closed", "2024-02-14 12:00", "E4"),
    _step("C2", 1, "replied", "2024-04-03 09:00", "E4"),  # handled C1
    _step("C3", 1, "recused", "2024-05-06 09:00", "E2"),  # owns account B, stands aside
    _step("C3", 2, "assessed", "2024-05-06 10:00", "E4"),
    _step("P1", 1, "closed", "2024-05-20 10:00", "E3"),  # praise: there is nothing to stand aside from
]


@pytest.fixture(scope="module")
def conflicted(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return company_of(Path(tmp_path_factory.mktemp("conflicted")), CONFLICTED, CONFLICTED_STEPS)


def told(found: Reader, kind: str | None = None) -> list[tuple]:
    columns = ["case_id", "kind", "quarter", "ground", "role", "person", "step", "override"]
    return list(found.recusal_rows(asked(found), kind)[columns].itertuples(index=False, name=None))


def test_the_conflicted_steps_of_a_company_are_these_and_no_others(conflicted: Home) -> None:
    found = reader(conflicted)
    assert told(found) == [
        ("C2", "appeal", "2024-Q2", "c", "earlier", "E4", "replied", False),
        ("C1", "complaint", "2024-Q1", "a", "operator", "E3", "assessed", False),
        ("C1", "complaint", "2024-Q1", "b", "respondent", "E3", "assessed", False),
    ]
    assert [row[0] for row in told(found, "complaint")] == ["C1", "C1"]
    assert str(found.recusal_rows(asked(found))["at"].iloc[0]) == "2024-04-03 09:00:00"
    cases = found.case_conflicts(asked(found)).frame.set_index("case_id")
    assert cases["state"].to_dict() == {"C1": VIOLATED, "C2": VIOLATED, "C3": CLEAR, "C4": NOBODY_NAMED}
    assert cases["is_aside"].to_dict() == {"C1": False, "C2": False, "C3": True, "C4": False}


def test_an_override_discloses_and_a_declaration_adds(conflicted: Home) -> None:
    let = RecusalEntries(overrides=(CaseEntry("C2", "E4", 0),), declared=(CaseEntry("C3", "E4", 0),))
    rows = told(reader(conflicted).knowing(let))
    assert ("C2", "appeal", "2024-Q2", "c", "earlier", "E4", "replied", True) in rows
    assert ("C3", "complaint", "2024-Q2", "d", "declared", "E4", "assessed", False) in rows
    assert len(told(reader(conflicted))) == 3  # and another reader was told nothing


def test_people_are_named_only_with_the_right(conflicted: Home) -> None:
    plain = replace(operator(), rights=frozenset(Right) - {Right.PERSONS})
    found = Reader(open_marts(conflicted), plain, SHIPPED)
    assert [row[5] for row in told(found)] == [None] * 3
    with pytest.raises(Problem, match="does not show single persons"):
        found.must_stand_aside(asked(found), np.array([0]))
    file = export_bytes(view("recusal", found, asked(found)), "csv").decode()
    assert "C1" in file
    assert not re.search(r"\bE[1-4]\b", file)
    named = export_bytes(view("recusal", reader(conflicted), asked(found)), "csv").decode()
    assert re.findall(r"\bE[1-4]\b", named) == ["E3", "E3"]  # complaints alone: what is exported is one kind
    both = view("recusal", reader(conflicted), asked(found), service=ServiceAsked(more=(ALL_KINDS,)))
    assert re.findall(r"\bE[1-4]\b", export_bytes(both, "csv").decode()) == ["E4", "E3", "E3"]


def test_cases_out_of_scope_are_neither_counted_nor_listed(conflicted: Home) -> None:
    of_b = replace(operator(), scope=Scope(account_managers=frozenset({"E2"})))
    found = Reader(open_marts(conflicted), of_b, SHIPPED)
    assert told(found) == []
    assert found.case_conflicts(asked(found)).frame["case_id"].tolist() == ["C3", "C4"]
    assert found.must_stand_aside(asked(found), np.arange(5))["case_no"].unique().tolist() == [2, 3]


def test_before_assigning_all_who_must_stand_aside_are_named(conflicted: Home) -> None:
    found = reader(conflicted)
    rows = found.must_stand_aside(asked(found), np.array([1, 2]))
    assert list(rows[["case_no", "person", "role"]].itertuples(index=False, name=None)) == [
        (1, "E3", "operator"),
        (1, "E2", "approver"),
        (1, "E1", "owner"),
        (1, "E3", "earlier"),
        (1, "E1", "earlier"),
        (1, "E4", "earlier"),
        (2, "E2", "owner"),
        (2, "E2", "declared"),
    ]
    assert not rows["is_let"].any()


def test_looking_back_knows_no_later_step(conflicted: Home) -> None:
    found = reader(conflicted)
    earlier = replace(asked(found), as_of=month_no(date(2024, 3, 31)))
    assert [row[0] for row in told(found)] == ["C2", "C1", "C1"]
    assert found.recusal_rows(earlier)["case_id"].tolist() == ["C1", "C1"]


def test_a_party_reads_neither_texts_nor_steps_on_the_page_nor_in_a_file(home: Home) -> None:
    plain, party = reader(home), reader(home, "E3")
    assert plain.case_record(asked(plain), "K1").fields["description"] == LETTER
    record = party.case_record(asked(party), "K1")
    assert (record.is_party, record.fields["description"], record.persons, len(record.steps)) == (True, None, {}, 0)
    assert not party.case_record(asked(party), "K4").is_party
    for found, texts in ((plain, [LETTER]), (party, [])):
        frame = found.case_export(asked(found), "complaint")
        assert [text for text in frame["description"] if text] == texts
        assert len(frame) == 6
