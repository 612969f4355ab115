"""Findings as a reader gives them: whose they are, what is hidden, decided for the company, nothing of later (T9)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from dashboard.data.exporting.views import view
from dashboard.data.home import Home
from dashboard.data.reading.marts import Marts, open_marts
from dashboard.data.reading.masking import MASK
from dashboard.data.reading.reader import Reader
from dashboard.logic.cases.limits import TimeLimit
from dashboard.logic.periods import month_no
from dashboard.logic.question import Question
from dashboard.logic.roles import ROLES
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.surveys.effect_target import EffectVerdict, Target, item_target, metric_target
from dashboard.logic.surveys.loop import FindingFact, FixFact, FollowUpFact, LoopFacts
from dashboard.logic.viewer import Scope, Viewer, operator, viewer_of
from tests.data.wave_company import wave_home

DEC, SEP = month_no(date(2024, 12, 1)), month_no(date(2024, 9, 1))
LIMIT = TimeLimit.parse("5 days")


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Marts]:
    return open_marts(Home(wave_home(tmp_path_factory.mktemp("homes") / "loop")))


def found(thing: str, department: str = "D1", on: date = date(2023, 11, 20)) -> FindingFact:
    return FindingFact(
        thing, f"{thing}1", None, on, "survey", "W23", "Q1", "王芳抱怨", "打电话给王芳", department, "li", on, on, None
    )


def fixed(thing: str, target: Target, owner: str = "E1", on: date = date(2023, 12, 1)) -> FixFact:
    return FixFact(
        f"x{thing}", f"x{thing}1", None, on, thing, owner, "", "给王芳回电", on, date(2023, 12, 31), date(2024, 1, 1),
        target, "王芳", "", on, on, "effective", {"build": "b0", "before": 3.0},
    )  # fmt: skip


FACTS = LoopFacts(
    (found("a"), found("b", "D2"), found("late", on=date(2024, 11, 20))),
    (fixed("a", item_target("年度", "Q1")), fixed("b", item_target("年度", "Q3"), owner="E2")),
    (FollowUpFact("u", "u1", None, date(2024, 11, 20), "T24", "T24-215", "li", date(2024, 11, 20), "", None),),
)


def reader(marts: Marts, viewer: Viewer) -> Reader:
    return Reader(marts, viewer, SHIPPED).asking_loop(lambda: FACTS)


def names(told: tuple) -> list[str]:
    return sorted(one.finding.thing_id for one in told)


def test_the_company_sees_verdicts_with_their_figures(marts: Marts) -> None:
    told = {one.finding.thing_id: one for one in reader(marts, operator()).findings(Question(as_of=DEC))}
    assert sorted(told) == ["a", "b", "late"]
    up = told["a"].effect
    assert (up.effect, up.before, up.after, up.change, up.count) == ("effective", 3.5, 4.5, 1.0, 100)
    assert (up.earlier, up.later, up.scale, told["a"].state) == ("W23", "W24", (1.0, 5.0), "evaluated")
    assert told["b"].effect.reason == "worse"
    assert (told["late"].effect, told["late"].state) == (None, "published")


def test_a_verdict_does_not_hang_on_filter_or_scope(marts: Marts) -> None:
    asked = Question(as_of=DEC, filters=(("region", ("East",)),))
    assert reader(marts, operator()).findings(asked) == reader(marts, operator()).findings(Question(as_of=DEC))
    own = viewer_of("z", "z", [(ROLES["account_manager"], Scope(account_managers=frozenset({"E1"})))], ["E1"])
    (mine,) = reader(marts, own).findings(asked)
    assert mine.effect == EffectVerdict("effective", "improved")  # the word, no figure of the company
    assert mine.fix.basis == {}


@pytest.mark.parametrize(
    ("scope", "employees", "seen"),
    [
        (Scope(departments=frozenset({"D2"})), (), ["b"]),
        (Scope(account_managers=frozenset({"E1"})), ("E1",), ["a"]),
        (Scope(account_managers=frozenset({"E9"})), ("E9",), []),
    ],
)
def test_others_see_those_of_their_departments_and_their_own_fixes(
    marts: Marts, scope: Scope, employees: tuple[str, ...], seen: list[str]
) -> None:
    viewer = viewer_of("z", "z", [(ROLES["supervisor"], scope)], employees)
    assert names(reader(marts, viewer).findings(Question(as_of=DEC))) == seen
    assert view("findings", reader(marts, viewer), Question(as_of=DEC)).frame["finding_id"].tolist() == seen


def test_an_analyst_reads_no_text_that_somebody_typed_and_no_name(marts: Marts) -> None:
    analyst = viewer_of("z", "z", [(ROLES["analyst"], Scope(all=True))])
    told = reader(marts, analyst).findings(Question(as_of=DEC))
    assert "王芳" not in str(told)
    assert {one.fix.owner for one in told if one.fix} == {MASK}
    file = view("findings", reader(marts, analyst.for_files()), Question(as_of=DEC)).frame
    assert "王芳" not in file.to_string()
    assert "E1" not in file["owner"].tolist()


def test_nothing_entered_or_answered_later_is_known_in_september(marts: Marts) -> None:
    """T9: the answer is that of a company in which it never happened."""
    told = reader(marts, operator()).findings(Question(as_of=SEP))
    assert names(told) == ["a", "b"]
    assert {one.effect.reason for one in told} == {"no_wave_yet"}
    before = LoopFacts(FACTS.findings[:2], FACTS.fixes, ())
    assert reader(marts, operator()).asking_loop(lambda: before).findings(Question(as_of=SEP)) == told


def test_a_monthly_figure_without_any_case_is_undecided(marts: Marts) -> None:
    told = reader(marts, operator()).fix_effect(Question(as_of=DEC), metric_target("on_time"), date(2024, 1, 1))
    assert (told.effect, told.reason) == ("undecided", "no_months_before")


def test_low_scores_belong_to_the_account_manager_and_know_who_took_them(marts: Marts) -> None:
    low = reader(marts, operator()).low_scores(Question(as_of=DEC), LIMIT).table
    assert low["survey_id"].value_counts().to_dict() == {"W24": 15, "G24": 10, "T24": 6}
    assert {(int(no) % 2, owner) for no, owner in zip(low["customer_no"], low["account_manager_id"], strict=True)} == {
        (0, "E1"), (1, "E2"),
    }  # fmt: skip
    taken = low[low["taken_by"] == "li"]
    assert taken[["response_id", "state", "in_time"]].to_numpy().tolist() == [["T24-215", "taken", "no"]]
    assert str(taken["due_on"].iloc[0])[:10] == "2024-11-10"
    september = reader(marts, operator()).low_scores(Question(as_of=SEP), LIMIT).table
    assert set(september["survey_id"]) == {"G24", "W23"}  # of the twelve months before, and nothing later
    own = replace(operator(), scope=Scope(account_managers=frozenset({"E2"})))
    assert set(reader(marts, own).low_scores(Question(as_of=DEC), LIMIT).table["account_manager_id"]) == {"E2"}


def test_an_analyst_sees_neither_whose_answer_it_is_nor_who_took_it(marts: Marts) -> None:
    analyst = viewer_of("z", "z", [(ROLES["analyst"], Scope(all=True))])
    rows = reader(marts, analyst).low_scores(Question(as_of=DEC), LIMIT).rows(0, 100)
    for name in ("customer_id", "customer_name", "account_manager_id", "taken_by", "done"):
        assert set(rows[name]) == {MASK}
    shown = reader(marts, operator()).low_scores(Question(as_of=DEC), LIMIT).rows(0, 100)
    assert "客户015" in set(shown["customer_name"])
    committee = viewer_of("c", "c", [(ROLES["committee"], Scope(all=True))])  # reads no note about a case either
    assert set(reader(marts, committee).low_scores(Question(as_of=DEC), LIMIT).rows(0, 100)["done"]) == {MASK}


def test_the_file_has_verdict_and_recorded_verdict_side_by_side(marts: Marts) -> None:
    rows = view("findings", reader(marts, operator()), Question(as_of=DEC)).frame.set_index("finding_id")
    assert rows.loc["b", ["verdict", "recorded_verdict", "recorded_build"]].tolist() == [
        "not_effective", "effective", "b0",
    ]  # fmt: skip
    assert rows.loc["a", ["before", "after", "change"]].tolist() == [3.5, 4.5, 1.0]
    assert rows.loc["late", "published_on"] == date(2024, 11, 20)
