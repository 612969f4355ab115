"""Questions and viewers: hashable, in one order, and closed by default."""

from datetime import date

import numpy as np
import pytest
from order_books import dates

from dashboard.logic.facts import population
from dashboard.logic.periods import MonthSpan, Period, month_no
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question, parse_filters
from dashboard.logic.viewer import Scope, Viewer, account_manager, operator

NOV = month_no(date(2011, 11, 30))


def test_equal_questions_have_equal_keys_whatever_the_order_of_filters():
    one = Question(NOV, filters=(("region", ("East", "North")), ("industry", ("Steel",))))
    other = Question(NOV, filters=(("industry", ("Steel",)), ("region", ("North",)), ("region", ("East", "North"))))
    assert one == other
    assert hash(one) == hash(other)
    assert one.key == other.key
    assert one.key != Question(NOV).key


def test_key_holds_everything_that_changes_the_answer():
    keys = {
        question.key
        for question in (
            Question(NOV),
            Question(NOV + 1),
            Question(NOV, Period("months", 3)),
            Question(NOV, comparison="last_year"),
            Question(NOV, scheme="abc"),
            Question(NOV, base="profit"),
            Question(NOV, cuts="selection"),
            Question(NOV, filters=(("region", ("",)),)),
        )
    }
    assert len(keys) == 8


def test_spans_of_a_question():
    question = Question(NOV)
    assert question.span == MonthSpan(NOV - 11, NOV)
    assert question.comparison_span(NOV - 23) == MonthSpan(NOV - 23, NOV - 12)
    assert question.comparison_span(NOV - 22) is None


def test_filters_from_the_command_line():
    assert parse_filters(["region=East", "region = North", "industry="]) == (
        ("industry", ("",)),
        ("region", ("East", "North")),
    )
    assert parse_filters(["region=a=b"]) == (("region", ("a=b",)),)


@pytest.mark.parametrize("text", ["region", "customer_name=x", "=x"])
def test_wrong_filters_are_refused(text):
    with pytest.raises(Problem, match="region"):
        parse_filters([text])


@pytest.mark.parametrize("changes", [{"comparison": "after"}, {"cuts": "mine"}])
def test_unknown_choices_are_refused(changes):
    with pytest.raises(Problem, match=next(iter(changes.values()))):
        Question(NOV, **changes)


def test_a_viewer_sees_nothing_unless_a_scope_is_given():
    assert Viewer("x").scope == Scope(all=False, account_managers=frozenset())
    assert operator().scope.all
    assert account_manager("E7", "Li").scope == Scope(account_managers=frozenset({"E7"}))
    with pytest.raises(ValueError, match="not both"):
        Scope(all=True, account_managers=frozenset({"E7"}))


def test_scope_and_masks_are_part_of_the_viewers_key_and_the_name_is_not():
    assert account_manager("E7", "Li").key == account_manager("E7", "Wang").key
    assert account_manager("E7", "Li").key != account_manager("E8", "Li").key
    assert operator().key != Viewer("operator", scope=Scope(all=True), masks=frozenset({"phone"})).key


def test_population_counts_first_contact_up_to_as_of_and_unknown_first_contact_on_file():
    first_order = dates([date(2011, 11, 30), date(2011, 12, 1), None, None, None])
    first_contact = dates([None, date(2011, 12, 1), None, date(2011, 11, 30), None])
    on_file = np.array([False, True, True, True, False])
    assert population(first_order, on_file, first_contact, as_of=NOV).tolist() == [True, False, True, True, False]
