"""Sample sizes against published tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.logic.surveys.sample_size import SampleWanted, margin_with, sample_size


@pytest.mark.parametrize(
    ("population", "answers"),
    # Krejcie and Morgan 1970, table 1 (95 %, 5 points, half); of 500 they write 217 for 217.49, here it is one more
    [(10, 10), (100, 80), (1000, 278), (10_000, 370), (500, 218)],
)
def test_answers_needed_against_krejcie_and_morgan(population, answers):
    assert sample_size(SampleWanted(0.95, 0.05, 0.5, population, 0.5)).completes == answers


def test_cochrans_example_without_a_population():
    found = sample_size(SampleWanted(0.95, 0.05, 0.5, None, 0.25))
    assert (found.completes, found.invitations) == (385, 1540)
    assert sample_size(SampleWanted(0.99, 0.03, 0.2, None, 0.999999999999)).completes == 1180


def test_where_not_even_asking_everybody_will_do():
    found = sample_size(SampleWanted(0.95, 0.05, 0.5, 1000, 0.25))
    assert (found.completes, found.invitations) == (278, None)  # 1,112 of 1,000


def test_margin_with_the_answers_there_are():
    assert margin_with(400, confidence=0.95, share=0.5, population=None) == pytest.approx(0.0489991, abs=1e-7)
    assert margin_with(1000, confidence=0.95, share=0.5, population=1000) == 0.0
    assert margin_with(1, confidence=0.95, share=0.5, population=1) == 0.0
    assert margin_with(0, confidence=0.95, share=0.5, population=None) is None


def test_what_makes_no_sense_is_refused():
    with pytest.raises(ValueError, match="between 0 and 1"):
        sample_size(SampleWanted(0.95, 0.0, 0.5, None, 0.5))
    with pytest.raises(ValueError, match="at least one"):
        sample_size(SampleWanted(0.95, 0.05, 0.5, 0, 0.5))


@given(st.floats(0.5, 0.999), st.floats(0.01, 0.4), st.floats(0.05, 0.95), st.integers(2, 10**7))
def test_the_size_found_has_the_margin_asked_for_and_one_fewer_has_not(confidence, margin, share, population):
    completes = sample_size(SampleWanted(confidence, margin, share, population, 0.5)).completes
    assert 1 <= completes <= population

    def reached(answers):
        return margin_with(answers, confidence=confidence, share=share, population=population)

    assert reached(completes) <= margin * (1 + 1e-6)
    if completes > 1:
        assert reached(completes - 1) >= margin * (1 - 1e-6)
