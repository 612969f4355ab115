"""Whoever asks everything there is of the reader and the files learns nothing of an anonymous wave that M47b would not
show, and of a named wave nothing out of scope.

How: three homes that differ in exactly what must not be told. If every answer of every viewer, wave, month, filter, cut
and view is the same for all, no difference of them can tell it either.
"""

from dataclasses import fields, is_dataclass
from datetime import date

import numpy as np
import pandas as pd
import pytest

from dashboard.data.exporting.service_view import ServiceAsked
from dashboard.data.exporting.views import view
from dashboard.data.reading.marts import open_marts
from dashboard.data.reading.reader import Reader
from dashboard.data.reading.surveys.company_surveys import WaveAnswers
from dashboard.data.reading.surveys.survey_ground import CUTS
from dashboard.logic.periods import month_no
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.roles import ROLES
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.surveys.wave import Wave
from dashboard.logic.viewer import Scope, account_manager, operator, viewer_of
from tests.data.private_waves import HOMES, ITEMS, PEOPLE, WAVES, home_with

VIEWS = {
    "surveys": (None,),
    "drivers": (None,),
    **dict.fromkeys(("nps", "coverage", "survey-items"), (None, "all", *CUTS)),
}
FILTERS = ((), (("region", ("North",)),), (("account_manager_id", ("E1",)),))
WEIGHTS = (("weights", "survey"), ("index", "derived"))
DECEMBER = month_no(date(2024, 12, 1))


@pytest.fixture(scope="module")
def marts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("privacy")
    return {name: open_marts(home_with(folder / name, *rows)) for name, rows in HOMES.items()}


def viewers():
    everybody = Scope(all=True)
    return {
        "operator": operator(),
        "analyst": viewer_of("Ann", "ann", [(ROLES["analyst"], everybody)]),
        "E1": account_manager("E1", "E1"),
    }


def as_text(value) -> str:
    """All that is in an answer, to the last digit."""
    if isinstance(value, pd.DataFrame):
        return value.to_csv()
    if isinstance(value, np.ndarray):
        return repr(value.tolist())
    if is_dataclass(value):
        return "; ".join(f"{one.name} {as_text(getattr(value, one.name))}" for one in fields(value))
    return "; ".join(map(as_text, value)) if isinstance(value, tuple) else repr(value)


def asked(reader: Reader, as_of: int, filters) -> dict[tuple, str]:
    """Everything that the views, and the pages beside them, say of surveys, as texts; a refusal as its sentence."""
    question = Question(as_of, filters=filters)
    found: dict[tuple, str] = {}

    def ask(key, make):
        try:
            found[key] = as_text(make())
        except Problem as problem:
            found[key] = f"refused: {problem.text}"

    files = Reader(reader.marts, reader.viewer.for_files(), SHIPPED)
    for name, cuts in VIEWS.items():
        for wave in WAVES:
            for by in cuts:
                for more in ((), WEIGHTS) if by is None else ((),):
                    service = ServiceAsked(by=by, survey=wave, more=more)
                    ask((name, wave, by, more), lambda n=name, s=service: view(n, files, question, service=s).frame)
    ask(("layer_voices",), lambda: reader.layer_voices(question))
    ask(("pyramid",), lambda: view("pyramid", files, question).frame)
    for wave in reader.waves(question):
        for method in ("question_sheet", "servqual_gaps", "voices", "respondents"):
            ask((method, wave.survey_id), lambda m=method, w=wave: getattr(reader, m)(question, w))
        ask(("texts", wave.survey_id), lambda w=wave: reader.question_texts(question, w, "why", 0, 500))
    return found


ASKED = [("analyst", DECEMBER, FILTERS[0]), ("operator", DECEMBER - 2, FILTERS[0])]
ASKED += [("operator", DECEMBER, filters) for filters in FILTERS[:2]]


@pytest.mark.slow
@pytest.mark.parametrize(("viewer", "as_of", "filters"), ASKED)
def test_no_answer_depends_on_who_of_a_block_said_what(marts, viewer, as_of, filters):
    who = viewers()[viewer]
    told, other = (asked(Reader(marts[name], who, SHIPPED), as_of, filters) for name in ("told", "other people"))
    assert len(told) > 60
    assert {key: text for key, text in told.items() if other[key] != text} == {}


def test_the_answers_asked_for_are_there(marts):
    """Else all of it would be equal because it is empty."""
    whole = asked(Reader(marts["told"], operator(), SHIPPED), DECEMBER, ())
    for view_name in VIEWS:
        for wave in WAVES:
            assert len(whole[view_name, wave, None, ()].splitlines()) > 1
    assert "survey_id" in whole["pyramid",]
    assert not whole["layer_voices",].startswith("refused")
    assert "North" in whole["survey-items", "S24", "region", ()]
    assert "South" not in whole["survey-items", "S24", "region", ()]
    assert "South" in whole["survey-items", "N24", "region", ()]


@pytest.mark.slow
@pytest.mark.parametrize(("viewer", "filters"), [("E1", FILTERS[0]), ("operator", FILTERS[2])])
def test_who_sees_part_of_the_customers_learns_nothing_of_the_others(marts, viewer, filters):
    """T10 for named waves; and of anonymous ones nothing at all, whatever was said in them."""
    who = viewers()[viewer]
    told, other = (
        asked(Reader(marts[name], who, SHIPPED), DECEMBER, filters) for name in ("told", "others said otherwise")
    )
    assert {key: text for key, text in told.items() if other[key] != text} == {}
    reader = Reader(marts["told"], who, SHIPPED)
    question = Question(DECEMBER, filters=filters)
    for wave in ("S24", "S25"):
        assert reader.withheld(question, reader.wave(question, wave)) == ("filters" if filters else "scope")
        assert reader.scores(question, reader.wave(question, wave)).counts.empty


def test_named_scores_of_disjoint_parts_add_up(marts):
    question = Question(DECEMBER)
    keys = ["item", "score"]

    def counts(viewer, by=None):
        reader = Reader(marts["told"], viewer, SHIPPED)
        table = reader.scores(question, reader.wave(question, "N24"), by)
        return table, table.counts.groupby(keys, dropna=False)["answers"].sum()

    both = [counts(account_manager(one, one))[1] for one in ("E1", "E2")]
    table, whole = counts(operator())
    pd.testing.assert_series_equal(both[0].add(both[1], fill_value=0).astype(int), whole.astype(int))
    assert whole.sum() == len(PEOPLE) * (len(ITEMS) - 1)
    assert counts(account_manager("E1", "E1"), "account_manager_id")[0].segments == ("E1",)
    assert not table.is_weighted or table.counts["weight"].sum() > whole.sum()


@pytest.mark.parametrize("wave", ["S24", "S25"])
def test_anonymous_waves_have_no_account_managers_and_no_lists(marts, wave):
    reader, question = Reader(marts["told"], operator(), SHIPPED), Question(DECEMBER)
    found = reader.wave(question, wave)
    assert reader.cuts(found) == ("layer", "region", "industry")
    for by in ("account_manager_id", "department"):
        with pytest.raises(Problem, match="is not told apart by"):
            reader.scores(question, found, by)
    for refused in (
        lambda: reader.question_texts(question, found, "why", 0, 10),
        lambda: reader.respondents(question, found),
        lambda: reader.not_heard(question, found),
    ):
        with pytest.raises(Problem, match="anonymous"):
            refused()
    held = reader.visible_answers(question, found)
    assert (held.customer_no == -1).all()
    assert np.isnat(held.answered_on).all()


def test_published_files_hold_nothing_of_who_answered_anonymously(marts):
    with marts["told"].cursor() as cursor:
        held = cursor.execute(
            "select count(*), count(response_id), count(customer_no), count(customer_id), count(contact_id), "
            "count(answered_on) from survey_response join survey_wave using (survey_no) where is_anonymous"
        ).fetchall()
        texts = cursor.execute(
            "select count(answer_text) from survey_answer join survey_wave using (survey_no) where is_anonymous"
        ).fetchall()
        invites = cursor.execute("select distinct survey_id from survey_invite join survey_wave using (survey_no)")
        assert (held, texts, invites.fetchall()) == ([(120, 0, 0, 0, 0, 0)], [(0,)], [("N24",)])


def test_anonymous_wave_is_not_there_before_its_field_is_over(marts):
    reader = Reader(marts["told"], operator(), SHIPPED)
    october = Question(DECEMBER - 2)
    assert reader.withheld(october, reader.wave(october, "S24")) == ""
    assert reader.withheld(october, reader.wave(october, "S25")) == "running"
    assert reader.scores(october, reader.wave(october, "S25")).counts.empty


def test_what_somebody_wrote_is_masked_like_the_texts_of_cases(marts):
    def first(viewer):
        reader, question = Reader(marts["told"], viewer, SHIPPED), Question(DECEMBER)
        return reader.question_texts(question, reader.wave(question, "N24"), "why", 0, 1)[1].iloc[0]

    shown = first(operator())
    assert shown["answer_text"] == f"I am {shown['customer_id']}"
    assert first(viewers()["analyst"])[["customer_id", "answer_text"]].tolist() == ["•••", "•••"]
    committee = viewer_of("Com", "com", [(ROLES["committee"], Scope(all=True))])
    assert first(committee)["answer_text"] == "****"


class OneWave(Reader):
    """A reader of a single wave that is shown, of which so many had a problem and all of them told us."""

    def __init__(self, had: int, *, is_anonymous: bool) -> None:
        self.had = had
        facts = ("w", "w", "w", "", None, None, None, None, None, None)
        self.one = Wave(0, *facts, is_anonymous=is_anonymous, is_anonymity_known=True, responses=12)

    def waves(self, question):
        return (self.one,)

    def withheld(self, question, wave):
        return ""

    def visible_answers(self, question, wave):
        said = np.where(np.arange(12) < self.had, 1.0, 2.0)
        nobody, flags = np.full(12, -1, np.int32), np.zeros((12, 2), bool)
        items = pd.DataFrame({"item_type": ["had_problem", "told_us"]})
        days = np.full(12, "NaT", "datetime64[D]")
        return WaveAnswers(items, np.arange(12), np.stack([said, said], 1), flags, flags, nobody, days, said * np.nan)


def test_what_few_said_to_two_questions_at_once_is_not_told_of_an_anonymous_wave():
    def told(had, *, is_anonymous):
        found = OneWave(had, is_anonymous=is_anonymous).speaking_up(Question(DECEMBER))
        return None if found is None else (found.told, found.had)

    assert told(9, is_anonymous=True) is None
    assert told(10, is_anonymous=True) == (10, 10)
    assert told(9, is_anonymous=False) == (9, 9)
