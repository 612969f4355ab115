"""The page Recusal without a browser, on the small company of tests/data/reading/recusal/test_recusal_reader.py."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.data.home import Home
from dashboard.data.records.recusals import allow_handling, conflict_overrides, recusals
from dashboard.data.records.store import open_records
from dashboard.data.records.trail import open_trail
from dashboard.logic.viewer import operator
from tests.data.case_company import company_of
from tests.data.reading.recusal.test_recusal_reader import CONFLICTED, CONFLICTED_STEPS
from tests.pages.conftest import assert_sound, place_of, said

PERSON = re.compile(r"\bE[1-4]\b")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("homes") / "recusal"
    company_of(folder, CONFLICTED, CONFLICTED_STEPS)
    return folder


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """One that the test may write records into."""
    company_of(tmp_path / "own", CONFLICTED, CONFLICTED_STEPS)
    return tmp_path / "own"


@pytest.fixture
def page(app, home):
    return lambda **parameters: app(home, page="recusal", **parameters)


def _metrics(at) -> dict[str, str]:
    return {one.label: one.value.strip("\u2060 ") for one in at.metric}


def _listed(at) -> list[str]:
    frames = [frame.value for frame in at.dataframe if "case_id" in frame.value]
    return frames[0]["case_id"].tolist() if frames else []


def _all_texts(at) -> str:
    tables = "\n".join(frame.value.to_string() for frame in at.dataframe)
    return "\n".join([said(at), tables, str([one.value for one in at.header]), json.dumps(dict(at.query_params))])


def test_the_headline_the_cards_and_the_list_say_the_same(page):
    at = page()
    assert_sound(at)
    assert at.title[0].value == "Recusal"
    assert at.header[0].value == (
        "1 Jun 2023 to 24 May 2024: 2 of 3 cases were handled by somebody who should have stood aside; "
        "compliance 33.3%."
    )
    shown = _metrics(at)
    assert shown["Recusal compliance"].startswith("33.3%")
    assert (shown["Undisclosed conflict"][0], shown["Stood aside"][0]) == ("2", "1")
    assert (shown["With an override"][0], shown["Cannot be judged"][0]) == ("0", "1")
    assert _listed(at) == ["C2", "C1"]


def test_a_case_that_is_opened_moves_no_list_to_another_place(page):
    table = "recusal_violated_table_1_1"
    assert place_of(page(case="C1"), table) == place_of(page(), table)


@pytest.mark.parametrize(("kind", "rows"), [("complaint", ["C1"]), ("appeal", ["C2"]), ("objection", [])])
def test_each_kind_has_its_own_cases(page, kind: str, rows: list[str]):
    at = page(recusal_kind=kind)
    assert_sound(at)
    assert _listed(at) == rows


@pytest.mark.parametrize(("chosen", "rows"), [("aside", ["C3"]), ("unnamed", ["C4"]), ("disclosed", [])])
def test_the_other_lists(page, chosen: str, rows: list[str]):
    at = page(recusal_list=chosen)
    assert_sound(at)
    assert _listed(at) == rows


def test_a_quarter_lists_its_own_cases_and_goes_back_to_the_whole_period(page):
    at = page(recusal_quarter="2024-Q1")
    assert_sound(at)
    assert _listed(at) == ["C1"]
    at.button(key="recusal_whole").click().run()
    assert_sound(at)
    assert _listed(at) == ["C2", "C1"]


def test_an_open_case_says_why_it_is_listed(page):
    at = page(case="C1")
    assert_sound(at)
    text = said(at).replace("\\", "")
    assert (
        "Zhao Min (E3) performed the disputed order o1 and took the step “First assessment” on 2024-02-13 09:00."
        in text
    )
    assert "Zhao Min (E3) is complained about" in text
    at = page(case="C2")
    assert "E4 handled case C1, which this one appeals against" in said(at).replace("\\", "")


def test_kinds_stand_side_by_side_and_a_department_without_a_name_is_said(page):
    at = page()
    text = said(at)
    assert "|Complaints|50.0%|1|2|1|0|1|0|" in text
    assert "|Appeals|0.0%|0|1|1|0|0|0|" in text
    assert re.search(r"\|Quality objections\|[^|%]*\|0\|0\|", text)
    assert "|Lab|0.0%|0|1|1|" in text


def test_appeals_and_their_outcomes(page):
    at = page(recusal_view="appeals")
    assert_sound(at)
    assert at.header[0].value == "1 Jun 2023 to 24 May 2024: 1 appeal received, none decided yet."
    assert _listed(at) == ["C2"]


def test_before_assigning_the_open_cases_and_who_must_stand_aside(page):
    at = page(recusal_view="assign", case="C3")
    assert_sound(at)
    assert at.header[0].value == "2 open cases: who must not be assigned to them"
    table = next(frame.value for frame in at.dataframe if "before" in frame.value)
    assert table["case_id"].tolist() == ["C3", "C2"]
    assert table[["work", "owner", "unit", "before"]].values.tolist() == [
        ["", "Wang Fang (E2)", "", "Wang Fang (E2)"],
        ["Zhao Min (E3), Wang Fang (E2)", "Li Wei (E1)", "", "3 people"],
    ]
    assert "Wang Fang (E2)" in said(at).replace("\\", "")


def test_a_supervisor_enters_an_override_and_the_case_is_disclosed(app, own):
    at = app(own, page="recusal", recusal_view="entered")
    assert_sound(at)
    at.text_input(key="recusal_form_case_0").set_value("C2")
    at.selectbox(key="recusal_form_person_0").set_value("E2")
    at.radio(key="recusal_form_kind_0").set_value("allow")
    _press(at)
    assert [error.value for error in at.error] == ["Give a reason: it stands beside the case as long as the case does."]
    at.text_input(key="recusal_form_reason_0").set_value("唯一的检验员")
    _press(at)
    assert_sound(at)
    store = open_records(Home(own))
    (made,) = conflict_overrides(store)
    assert (made.case_id, made.employee_id, made.reason, made.created_by) == ("C2", "E2", "唯一的检验员", "operator")
    (entry,) = [one for one in open_trail(store, Home(own)).entries() if one.action == "conflict_allowed"]
    assert entry.subject == "C2"
    frame = next(frame.value for frame in at.dataframe if "reason" in frame.value)
    assert frame["reason"].tolist() == ["唯一的检验员"]
    assert recusals(store) == []


def _press(at) -> None:
    next(one for one in at.button if one.label == "Enter").click().run()


@pytest.mark.slow
def test_an_override_of_the_one_in_conflict_makes_the_case_compliant(app, own):
    store = open_records(Home(own))
    given = {"case_id": "C2", "employee_id": "E4", "reason": "nobody else", "viewer": operator()}
    allow_handling(store, **given, now=datetime.now(UTC))
    at = app(own, page="recusal")
    assert_sound(at)
    assert _metrics(at)["Recusal compliance"].startswith("66.7%")
    assert _metrics(at)["With an override"][0] == "1"
    at = app(own, page="recusal", recusal_list="disclosed", case="C2")
    assert _listed(at) == ["C2"]
    assert "A supervisor allowed it." in said(at)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["declare", "allow"])
def test_a_case_that_is_not_there_is_a_sentence(app, own, kind: str):
    at = app(own, page="recusal", recusal_view="entered")
    at.text_input(key="recusal_form_case_0").set_value("P1")
    at.radio(key="recusal_form_kind_0").set_value(kind)
    _press(at)
    assert [error.value for error in at.error] == ["There is no such case among those that you may see."]


@pytest.mark.slow
@pytest.mark.parametrize("role", ["executive", "analyst", "committee", "data_steward", "service_quality"])
@pytest.mark.parametrize("view", ["compliance", "appeals", "assign", "entered"])
def test_without_the_right_nobody_is_named(app, home, role: str, view: str):
    at = app(home, page="recusal")
    at.session_state["view_as"] = f"role:{role}"
    at.query_params["recusal_view"] = view
    at.query_params["case"] = "C1"
    at.run()
    assert_sound(at)
    assert "C1" in _all_texts(at)
    assert not PERSON.search(_all_texts(at))
    assert not re.search("Zhao Min|Wang Fang|Li Wei", _all_texts(at))


def test_an_account_manager_sees_their_own_customers_cases_only(app, home):
    at = app(home, page="recusal")
    at.session_state["view_as"] = "E2"
    at.run()
    assert_sound(at)
    assert "C1" not in _all_texts(at)
    assert at.header[0].value == "1 Jun 2023 to 24 May 2024: 1 case handled, and without an undisclosed conflict."


@pytest.mark.slow
@pytest.mark.parametrize("view", ["compliance", "appeals", "assign", "entered"])
def test_in_chinese_every_view_stands(page, view: str):
    at = page(lang="zh_Hans", recusal_view=view, case="C1")
    assert_sound(at)
    assert at.title[0].value == "回避合规"


def test_without_cases_the_page_says_which_files_open_it(app, company):
    at = app(company, page="recusal")
    assert_sound(at)
    assert "This page appears once the files" in said(at)


def test_what_the_link_has_that_is_not_there_breaks_nothing(page):
    at = page(
        recusal_view="nonsense", recusal_quarter="2024-Q9", case="K99", recusal_outcome="x", recusal_kind="praise"
    )
    assert_sound(at)
    assert _listed(at) == ["C2", "C1"]


def test_who_handled_the_first_case_is_party_to_the_appeal_and_reads_nothing_of_it(app, home):
    """E1 wrote the analysis of C1, which C2 appeals against; both are of their own customer."""
    texts = {}
    for case in ("C1", "C2"):
        at = app(home, page="recusal")
        at.session_state["view_as"] = "E1"
        at.query_params["case"] = case
        at.run()
        assert_sound(at)
        texts[case] = said(at)
    assert "You are party to this case" in texts["C2"]
    assert "Why case" not in texts["C2"]
    assert "You are party to this case" not in texts["C1"]
    assert "Why case" in texts["C1"]
