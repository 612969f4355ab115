"""Findings as a reader gives them: whose they are, what is hidden, decided for the company, nothing of later (T9)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from dashboard.data.exporting.views import view
from dashboard.data.home import Home
from dashboard.data.reading.cases.spc_reader import SpcReader
from dashboard.data.reading.marts import Marts, open_marts
from dashboard.data.reading.masking import MASK
from dashboard.data.reading.reader import Reader
from dashboard.data.reading.surveys.company_surveys import WaveAnswers
from dashboard.data.reading.surveys.fix_effects import COMPANY
from dashboard.data.reading.surveys.fix_targets import canonical_id, item_id, question_texts, target_items
from dashboard.logic.cases.limits import TimeLimit
from dashboard.logic.periods import month_no
from dashboard.logic.question import Question
from dashboard.logic.roles import ROLES
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.spc.measures import SpcAsked
from dashboard.logic.surveys.effect_target import EffectVerdict, Target, item_target, metric_target
from dashboard.logic.surveys.loop import FindingFact, FixFact, FollowUpFact, LoopFacts
from dashboard.logic.surveys.wave import Wave
from dashboard.logic.viewer import Scope, Viewer, operator, viewer_of
from tests.data.wave_company import wave_home
from tests.logic.surveys.questions import questions

DEC, SEP = month_no(date(2024, 12, 1)), month_no(date(2024, 9, 1))
NOV, OCT = DEC - 1, DEC - 2
"""Asked by one test each: nothing of them is remembered from another."""
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


def test_a_verdict_that_is_first_asked_with_a_filter_is_the_companys(marts: Marts) -> None:
    """By the East alone: 3 and 4, of 50 answers."""
    asked = Question(as_of=NOV, filters=(("region", ("East",)),))
    told = reader(marts, operator()).fix_effect(asked, item_target("年度", "Q1"), date(2023, 12, 1))
    assert (told.before, told.after, told.count_before, told.count) == (3.5, 4.5, 100, 100)


def test_a_verdict_that_is_first_asked_by_who_sees_a_part_is_the_companys(marts: Marts) -> None:
    own = viewer_of("z", "z", [(ROLES["account_manager"], Scope(account_managers=frozenset({"E1"})))], ["E1"])
    target, since = item_target("年度", "Q1"), date(2023, 12, 1)
    part, told = (reader(marts, one).fix_effect(Question(as_of=OCT), target, since) for one in (own, operator()))
    assert part == EffectVerdict("effective", "improved")
    assert (told.before, told.after, told.count_before, told.count) == (3.5, 4.5, 100, 100)


def test_a_monthly_figure_is_the_companys_whoever_asks(marts: Marts, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def case_months(self: SpcReader, question: Question, _asked: SpcAsked) -> pd.DataFrame:
        seen.append((self.viewer, question.filters))
        return pd.DataFrame({name: np.zeros(0, np.int64) for name in ("month_no", "complete", "received", "orders")})

    monkeypatch.setattr(SpcReader, "case_months", case_months)
    own = viewer_of("z", "z", [(ROLES["account_manager"], Scope(account_managers=frozenset({"E1"})))], ["E1"])
    asked = Question(as_of=OCT, filters=(("region", ("East",)),))
    told = reader(marts, own).fix_effect(asked, metric_target("per_100_orders"), date(2024, 1, 1))
    assert (told.reason, seen) == ("no_months_before", [(COMPANY, ())])


def test_what_a_fix_can_be_meant_to_move_latest_wave_first(marts: Marts) -> None:
    """Q6 is a text. What a later wave asked again stands with that wave."""
    asked, question = reader(marts, operator()), Question(as_of=DEC)
    told = [(wave.survey_id, item) for wave, item in target_items(marts, asked.waves(question))]
    assert told == [
        ("T24", "Q1"), *(("W24", item) for item in ("Q1", "Q2", "Q3", "Q4", "Q5", "Q7")),
        ("P2", "Q1"), ("A24", "Q1"), ("G24", "Q1"),
    ]  # fmt: skip
    wave = asked.wave(question, "W24")
    for item in ("Q5", "Q6"):
        known = item if item == "Q5" else ""
        assert canonical_id(marts, wave, item) == item_id(marts, wave, item) == known
    assert question_texts(marts)["年度", "Q7"] == "大厅环境"


def told_of(marts: Marts, facts: LoopFacts, *, viewer: Viewer | None = None, as_of: int = DEC) -> tuple:
    asked = Reader(marts, viewer or operator(), SHIPPED).asking_loop(lambda: facts)
    return asked.findings(Question(as_of=as_of))


def test_a_fix_is_judged_and_stands_from_the_day_on_which_it_takes_effect(marts: Marts) -> None:
    """Assigned and due before the wave of October 2024, in effect after it."""
    fix = replace(fixed("a", item_target("年度", "Q1")), effective_on=date(2024, 11, 15), replied_on=None,
                  evaluated_on=None)  # fmt: skip
    facts = LoopFacts((found("a"),), (fix,))
    (now,), (then,) = told_of(marts, facts), told_of(marts, facts, as_of=SEP)
    assert (now.effect.reason, now.effect.earlier, now.state) == ("no_wave_yet", "W24", "rectified")
    assert (then.effect.reason, then.effect.earlier, then.state) == ("no_wave_yet", "W23", "assigned")


def test_findings_stand_with_the_newest_first_those_of_a_day_by_title(marts: Marts) -> None:
    some = [replace(found(thing), title=title, entered_on=date(2024, 1, day))
            for thing, title, day in (("a", "Z", 2), ("b", "Y", 2), ("c", "X", 1), ("d", "Y", 3))]  # fmt: skip
    told = told_of(marts, LoopFacts(tuple(some)))
    assert [one.finding.thing_id for one in told] == ["d", "b", "a", "c"]


def test_who_sees_a_draft_and_whose_department_mends_it(marts: Marts) -> None:
    draft = replace(found("draft"), published_on=None, author="z")
    mended = replace(fixed("b", item_target("年度", "Q3"), owner=""), owner_department="D3")
    facts = LoopFacts((draft, found("b", "D2")), (mended,))

    def seen(login: str, role: str, scope: Scope) -> list[str]:
        return names(told_of(marts, facts, viewer=viewer_of(login, login, [(ROLES[role], scope)])))

    assert seen("z", "supervisor", Scope(departments=frozenset({"D9"}))) == ["draft"]
    assert seen("y", "supervisor", Scope(departments=frozenset({"D1"}))) == []
    assert seen("y", "supervisor", Scope(departments=frozenset({"D3"}))) == ["b"]
    # Where no person mends it there is no name to hide.
    analyst = viewer_of("y", "y", [(ROLES["analyst"], Scope(all=True))])
    (told,) = told_of(marts, facts, viewer=analyst)
    assert (told.fix.owner, told.fix.owner_department) == ("", "D3")


def test_the_day_that_is_told_and_what_was_entered_for_it(marts: Marts) -> None:
    """The data reach 10 January 2025; the last entry is of 20 November."""
    asked = reader(marts, operator())
    assert [asked.loop_day(Question(as_of=one)) for one in (SEP, DEC)] == [date(2024, 9, 30), date(2025, 1, 10)]
    assert asked.loop_facts == FACTS
    assert asked.asking_loop(LoopFacts).loop_facts == LoopFacts()


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
    assert {name for one in told if one.fix for name in (one.fix.owner, one.fix.proof, one.finding.author)} == {MASK}
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


def test_what_was_taken_on_later_is_open_in_september(marts: Marts) -> None:
    (kept,) = FACTS.follow_ups
    facts = LoopFacts(follow_ups=(replace(kept, survey_id="G24", response_id="G24-020"),))
    asked = Reader(marts, operator(), SHIPPED).asking_loop(lambda: facts)
    for as_of, state in ((SEP, "open"), (DEC, "taken")):
        low = asked.low_scores(Question(as_of=as_of), LIMIT).table.set_index("response_id")
        assert low.loc["G24-020", "state"] == state
    assert low.index[-1] == "G24-020"  # what nobody has taken on stands first, whenever it is due


ENDS = {"before": date(2023, 12, 31), "first": date(2024, 1, 1), "open": None, "dated": date(2023, 12, 31)}


class FourWaves(Reader):
    """Named waves with a low score each, of which most have no day: one that was over before 2024 began, one on its
    first day, one that is not over, and one whose answers are of the last day before and the first day of 2024."""

    def waves(self, question: Question) -> tuple[Wave, ...]:
        facts = ("s", "title", "topic", None)
        return tuple(
            Wave(number, name, *facts, closes, *[None] * 4, False, True, 1)
            for number, (name, closes) in enumerate(ENDS.items())
        )

    def visible_answers(self, question: Question, wave: Wave) -> WaveAnswers:
        days = ["2023-12-31", "2024-01-01"] if wave.survey_id == "dated" else ["NaT"]
        count = len(days)
        scores, flags = np.full((count, 2), np.nan), np.zeros((count, 2), bool)
        scores[:, 1 if wave.survey_id == "open" else 0] = 1  # who recommends nothing says no more
        customer = np.arange(count, dtype=np.int32) - 1  # nobody known, and the first customer
        numbers = np.arange(count, dtype=np.int32)
        return WaveAnswers(questions("overall", "nps"), numbers, scores, flags, flags, customer,
                           np.array(days, "datetime64[D]"), np.full(count, np.nan))  # fmt: skip


def test_an_answer_without_a_day_counts_on_the_last_day_of_its_wave(marts: Marts) -> None:
    asked = FourWaves(marts, operator(), SHIPPED).asking_loop(LoopFacts)
    found = asked.low_scores(Question(as_of=DEC), LIMIT)
    owners = dict(zip(found.table["survey_id"], found.table["account_manager_id"].fillna(""), strict=True))
    assert owners == {"dated": "E1", "first": "", "open": ""}
    assert found.answers == 3
    assert found.table["survey_id"].iloc[0] == "dated"  # the only one that has a last day
    earlier = asked.low_scores(Question(as_of=DEC - 12), LIMIT).table
    of_dated = earlier.loc[earlier["survey_id"] == "dated", "in_time"]
    assert (len(of_dated), of_dated.notna().any()) == (2, False)  # due in January: none is late in December
    assert found.rows(0, 9)["customer_id"].dropna().tolist() == ["C000"]


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
