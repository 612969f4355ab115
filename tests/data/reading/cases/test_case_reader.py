"""Lists, records and files of cases by scope and role, on the company of tests/data/case_company.py."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from dashboard.data.exporting.views import view
from dashboard.data.reading.cases.case_work import CaseChoice
from dashboard.data.reading.marts import Marts, open_marts
from dashboard.data.reading.masking import MASK
from dashboard.data.reading.reader import Reader
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.roles import ROLES
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.viewer import Scope, Viewer, account_manager, operator, viewer_of
from tests.data.case_company import CASES, LETTER, case_company, company_of

EVERYTHING = np.arange(20)


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory) -> Marts:
    return open_marts(case_company(tmp_path_factory.mktemp("home")))


def _reader(marts: Marts, viewer: Viewer) -> Reader:
    return Reader(marts, viewer, SHIPPED)


def _role(name: str) -> Viewer:
    return viewer_of(name, name, [(ROLES[name], Scope(all=True))])


def _question(reader: Reader) -> Question:
    return Question(reader.build.default_as_of)


def _ids(reader: Reader) -> set[str]:
    return set(reader.case_rows(_question(reader), EVERYTHING, 0, 100)["case_id"])


def test_two_account_managers_have_all_cases_and_none_twice(marts):
    parts = [_reader(marts, account_manager(one, one)) for one in ("E1", "E2")]
    own, other = map(_ids, parts)
    assert own == {"K1", "K2", "K5", "K7", "P1"}
    assert other == {"K3", "K4", "K6"}
    whole = _reader(marts, operator())
    counts = [{name: len(rows) for name, rows in one.case_work(_question(one), CaseChoice()).lists.items()}
              for one in (whole, *parts)]  # fmt: skip
    assert counts[0] == {name: counts[1][name] + counts[2][name] for name in counts[1]}


def test_another_s_case_is_as_unknown_as_nobodys(marts):
    reader = _reader(marts, account_manager("E1", "E1"))
    assert reader.case_record(_question(reader), "K3") is None
    assert reader.case_record(_question(reader), "nobody") is None
    record = reader.case_record(_question(reader), "K1")
    assert record is not None
    assert record.followers == ()  # K6 is of another's customer


def test_pages_of_a_list_are_the_list(marts):
    reader = _reader(marts, operator())
    pages = [reader.case_rows(_question(reader), EVERYTHING, at, 3, sort="due") for at in (0, 3, 6)]
    whole = reader.case_rows(_question(reader), EVERYTHING, 0, 100, sort="due")
    assert pd.concat(pages)["case_id"].tolist() == whole["case_id"].tolist() == [
        "K2", "K5", "K3", "K4", "K7", "K6", "P1", "K1",
    ]  # fmt: skip
    with pytest.raises(Problem, match="Cases cannot be sorted by nothing"):
        reader.case_numbers(_question(reader), EVERYTHING, "nothing")


@pytest.mark.parametrize(
    ("role", "text", "note", "customer"),
    [("service_quality", LETTER, LETTER, "Beta"), ("committee", "****", "****", "Beta"), ("analyst", MASK, MASK, MASK)],
)
def test_what_people_wrote_is_masked_by_role(marts, role, text, note, customer):
    reader = _reader(marts, _role(role))
    first, paused = (reader.case_record(_question(reader), one) for one in ("K1", "K4"))
    assert first is not None
    assert paused is not None
    assert first.fields["description"] == text
    assert paused.steps["note"].tolist()[-1] == note
    assert paused.fields["customer_name"] == customer
    assert paused.steps["is_pause_counted"].tolist() == [pd.NA, False, pd.NA, True]


def test_persons_are_named_to_who_has_the_right_only(marts):
    for role, handlers in (("auditor", ["Li Wei (E1)", "Wang Fang (E2)"]), ("service_quality", ["1", "2"])):
        reader = _reader(marts, _role(role))
        record = reader.case_record(_question(reader), "K7")
        assert record is not None
        assert list(dict.fromkeys(record.steps["by"])) == handlers
        other = reader.case_record(_question(reader), "K1")
        assert other is not None
        assert bool(other.persons) == (role == "auditor")


def test_file_has_a_row_per_case_of_the_kind_and_no_persons_without_the_right(marts):
    reader = _reader(marts, operator())
    frame = view("cases", reader, _question(reader)).frame.set_index("case_id")
    assert frame["state"].to_dict() == {
        "K7": "open", "K1": "closed", "K2": "overdue", "K3": "open", "K4": "paused", "K5": "open",
    }  # fmt: skip
    assert frame.loc["K1", ["closed_minutes", "due_state", "operator_id"]].tolist() == [210.0, "in_time", "E3"]
    assert frame.loc["K2", "left_minutes"] == -1800
    assert frame.loc["K4", ["paused_minutes", "pauses", "pauses_without_reason"]].tolist() == [900.0, 1, 1]
    plain = _reader(marts, _role("service_quality").for_files())
    told = view("cases", plain, _question(plain)).frame
    assert told[["respondent_id", "first_receiver_id", "operator_id", "approver_id"]].isna().all(axis=None)
    analyst = _reader(marts, _role("analyst").for_files())
    assert set(view("cases", analyst, _question(analyst)).frame["description"]) == {MASK}


@pytest.mark.slow
def test_a_file_with_receipt_and_closing_alone_has_backlog_and_time_to_closing(tmp_path: Path):
    kept = ("case_id", "kind", "customer_id", "received_at", "closed_at")
    bare = [{name: row[name] for name in kept if name in row} for row in CASES]
    reader = _reader(open_marts(company_of(tmp_path, bare, [])), operator())
    question = _question(reader)
    work = reader.case_work(question, CaseChoice())
    assert {name: len(rows) for name, rows in work.lists.items() if name in ("open", "closed", "paused")} == {
        "open": 6, "closed": 1, "paused": 0,
    }  # fmt: skip
    stages = {one.stage: one for one in reader.stage_times(question, CaseChoice("complaint")).stages}
    assert [name for name, one in stages.items() if one.is_recorded] == ["closed"]
    assert stages["closed"].count == 6
    assert reader.case_departments(question) == ("",)


def test_time_between_the_steps(marts):
    reader = _reader(marts, operator())
    record = reader.case_record(_question(reader), "K4")
    assert record is not None
    assert record.steps["working_seconds"].tolist() == [pd.NA, 27_000, 27_000, 81_000]
    assert record.steps["natural_seconds"].tolist() == [pd.NA, 86_400, 259_200, 259_200]
