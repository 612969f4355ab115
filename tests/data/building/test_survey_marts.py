"""Marts of surveys on hand-made rows: what is a rating, whose a response is, which scale a question has."""

from datetime import datetime

import pytest

from dashboard.data.building.build import build
from dashboard.data.home import Home
from dashboard.data.reading.marts import Marts, open_marts
from tests.data.building.conftest import SETTINGS
from tests.data.building.imported import imported

ORDERS = [
    {"order_id": f"o{name}", "customer_id": name, "order_date": "2024-01-05", "net_amount": 100} for name in "ABC"
]
CONTACTS = [
    {"contact_id": "L1", "customer_id": "A", "name": "Li"},
    {"contact_id": "L2", "customer_id": "B", "name": "Bo"},
]
SURVEYS = [
    {"survey_id": "N", "title": "Named", "kind": "relationship", "series": "Yearly", "field_from": "2024-02-01",
     "field_to": "2024-02-10", "scale_min": 1, "scale_max": 5, "dont_know_codes": ["6"], "no_answer_codes": ["0", "9"],
     "anonymous": False, "population": 3000},
    {"survey_id": "P", "title": "Nobody asked yet", "kind": "topic", "field_to": "2024-06-30", "anonymous": False},
]  # fmt: skip
ITEMS = [
    {"survey_id": "N", "item_id": "Q1", "text": "Counter", "canonical_item_id": " counter "},
    {"survey_id": "N", "item_id": "Q2", "text": "Recommend?", "item_type": "nps", "no_answer_codes": ["11"]},
    {"survey_id": "N", "item_id": "Q3", "text": "Easy?", "item_type": "ces", "scale_min": 1, "scale_max": 7},
    {"survey_id": "N", "item_id": "Q4", "text": "Problem?", "item_type": "had_problem", "dont_know_codes": ["3"]},
    {"survey_id": "N", "item_id": "Q5", "text": "What else?", "item_type": "text"},
    {"survey_id": "N", "item_id": "Q6", "text": "Nobody answers this"},
    {"survey_id": "gone", "item_id": "Q1", "text": "Of a survey that nobody knows"},
]


def answer(response, item, score=None, survey="N", **more):
    return {"survey_id": survey, "response_id": response, "item_id": item, "score": score, **more}


JUDGED = [
    ("Q1", 5, "rated"), ("Q1", 6, "dont_know"), ("Q1", 0, "no_answer"), ("Q1", 9, "no_answer"),
    ("Q1", None, "no_answer"), ("Q1", 5.5, "out_of_scale"), ("Q1", 6.5, "out_of_scale"), ("Q1", 0.5, "out_of_scale"),
    ("Q1", 4.5, "rated"), ("Q1", 13800138000, "out_of_scale"), ("Q1", -1e18, "out_of_scale"),
    ("Q2", 0, "rated"), ("Q2", 6, "rated"), ("Q2", 9, "rated"), ("Q2", 11, "no_answer"), ("Q2", 12, "out_of_scale"),
    ("Q3", 6, "rated"), ("Q3", 7, "rated"), ("Q3", 0, "no_answer"), ("Q3", 9, "no_answer"),
    ("Q4", 0, "no_answer"), ("Q4", 1, "rated"), ("Q4", 2, "rated"), ("Q4", 3, "dont_know"), ("Q4", 6, "out_of_scale"),
    ("Q5", 3, "out_of_scale"), ("Q9", 4, "rated"), ("Q9", 6, "dont_know"),
]  # fmt: skip
"""Question, number in the file, what it is: 6 = does not know, 0 and 9 = not answered, said of the wave."""
OF_NAMED = [
    *(answer(f"J{place:02d}", item, score) for place, (item, score, _) in enumerate(JUDGED)),
    answer("R1", "Q1", 4, customer_id="A", answered_at=datetime(2024, 2, 3, 9), weight=1.5),
    answer("R1", "Q5", answer_text=" slow ", customer_id="A", answered_at=datetime(2024, 2, 3, 9), weight=1.5),
    answer("R2", "Q1", 3, contact_id="L1"),
    answer("R3", "Q1", 3, customer_id="A"),
    answer("R3", "Q2", 3, customer_id="B"),
    answer("R4", "Q1", 5, customer_id="C", contact_id="L1"),
    answer("R5", "Q1", 5, contact_id="L1"),
    answer("R5", "Q2", 5, contact_id="L2"),
    answer("R6", "Q1", 5, customer_id="Z"),
    answer("R7", "Q1", 2, dont_know=True),
]
OF_UNKNOWN = [
    answer("U1", "Q1", 5, "U", customer_id="A", answered_at=datetime(2024, 3, 3), answer_text="who I am", weight=2),
    answer("U2", "Q1", 1, "U", contact_id="L2", answered_at=datetime(2024, 3, 4)),
]
INVITES = [
    {"invite_id": "v1", "survey_id": "N", "contact_id": "L1", "sent_at": datetime(2024, 2, 1, 8)},
    {"invite_id": "v2", "survey_id": "N", "contact_id": "L2", "delivered": False},
    {"invite_id": "v3", "survey_id": "N", "customer_id": "A", "segment": " key "},
    {"invite_id": "v4", "survey_id": "N", "customer_id": "B"},
    {"invite_id": "v5", "survey_id": "U", "customer_id": "A"},
    {"invite_id": "v6", "survey_id": "gone", "customer_id": "A"},
]


@pytest.fixture(scope="module")
def marts(tmp_path_factory) -> Marts:
    home = Home(tmp_path_factory.mktemp("surveys") / "home")
    imported(home, {"orders": ORDERS, "contacts": CONTACTS, "surveys": SURVEYS, "survey_items": ITEMS})
    imported(home, {"survey_answers": [*OF_NAMED, *OF_UNKNOWN], "survey_invites": INVITES})
    build(home, SETTINGS)
    return open_marts(home)


def rows(marts, sql):
    with marts.cursor() as cursor:
        return cursor.execute(sql).fetchall()


def test_waves_stand_in_the_order_of_their_end(marts):
    assert rows(
        marts,
        "select survey_no, survey_id, series, title, is_anonymous, is_anonymity_known, responses, population, "
        "cast(field_from as varchar), cast(field_to as varchar) from survey_wave order by survey_no",
    ) == [
        (0, "N", "Yearly", "Named", False, True, len(JUDGED) + 7, 3000, "2024-02-01", "2024-02-10"),
        (1, "U", "U", "U", True, False, 2, None, "2024-03-03", None),
        (2, "P", "topic", "Nobody asked yet", False, True, 0, None, None, "2024-06-30"),
    ]


def test_what_each_number_is(marts):
    found = rows(
        marts,
        "select r.response_id, a.state, a.score is not null from survey_answer as a join survey_response as r "
        "using (response_no) where r.response_id like 'J%' order by r.response_id",
    )
    assert [(state, has_score) for _, state, has_score in found] == [
        (state, state == "rated") for _, _, state in JUDGED
    ]


def test_questions_have_their_own_scale_else_that_of_the_wave(marts):
    assert rows(
        marts,
        "select item_id, canonical_id, item_type, scale_min, scale_max, is_scale_given from survey_question "
        "where survey_no = 0 order by item_no",
    ) == [
        ("Q1", "counter", "satisfaction", 1, 5, True),
        ("Q2", "Q2", "nps", 0, 10, True),
        ("Q3", "Q3", "ces", 1, 7, True),
        ("Q4", "Q4", "had_problem", 0, 2, True),
        ("Q5", "Q5", "text", None, None, False),
        ("Q6", "Q6", "satisfaction", 1, 5, True),
        ("Q9", "Q9", "satisfaction", 1, 5, True),
    ]


def test_whose_a_response_is(marts):
    """R3 names two customers and R5 two contacts: nobody's. R4 says a customer beside the contact of another."""
    assert rows(
        marts,
        "select response_id, customer_id, customer_no, contact_id, weight, cast(answered_on as varchar) "
        "from survey_response where response_id like 'R%' order by response_id",
    ) == [
        ("R1", "A", 0, None, 1.5, "2024-02-03"),
        ("R2", "A", 0, "L1", None, None),
        ("R3", None, None, None, None, None),
        ("R4", "C", 2, "L1", None, None),
        ("R5", None, None, None, None, None),
        ("R6", "Z", None, None, None, None),
        ("R7", None, None, None, None, None),
    ]


def test_a_response_has_one_row_for_each_answer_and_words_without_a_number(marts):
    assert rows(
        marts,
        "select r.response_id, q.item_id, a.state, a.score, a.answer_text from survey_answer as a "
        "join survey_response as r using (response_no) join survey_question as q using (item_no) "
        "where r.response_id in ('R1', 'R7') order by all",
    ) == [
        ("R1", "Q1", "rated", 4, None),
        ("R1", "Q5", "no_answer", None, "slow"),
        ("R7", "Q1", "dont_know", None, None),
    ]
    assert rows(marts, "select count(*) from survey_answer") == [(len(OF_NAMED) + len(OF_UNKNOWN),)]


def test_of_a_wave_of_which_nobody_said_whether_it_is_anonymous_nobody_is_known(marts):
    assert (
        rows(
            marts,
            "select response_id, customer_no, customer_id, contact_id, answered_on from survey_response "
            "where survey_no = 1",
        )
        == [(None,) * 5] * 2
    )
    assert rows(marts, "select state, answer_text from survey_answer where survey_no = 1") == [("rated", None)] * 2


def test_invitations_of_named_waves_and_who_answered(marts):
    """v2 and v4: L2 and B answered nothing that is theirs alone. v3: customer A did."""
    assert rows(
        marts,
        "select invite_id, customer_id, is_delivered, segment, has_answered from survey_invite order by invite_id",
    ) == [
        ("v1", "A", True, None, True),
        ("v2", "B", False, None, False),
        ("v3", "A", True, "key", True),
        ("v4", "B", True, None, False),
    ]


UNSTATED = [
    ([1, 2, 5], (1, 5)),
    ([0, 5], (0, 5)),
    ([1, 6], (1, 7)),
    ([3, 8], (0, 10)),
    ([10, 70], (0, 100)),
    ([*[1, 2, 3, 4, 5] * 20, 44], (1, 5)),
    ([*[1, 2, 3, 4, 5] * 20, 44, 55], (0, 100)),
]


def test_a_scale_that_nobody_states_holds_what_was_answered_but_no_slip(tmp_path):
    """A second question of each wave, answered by one person with 2, has the scale of the first."""
    home = Home(tmp_path / "home")
    answers = [
        answer(f"R{place}", item, score, f"S{wave}")
        for wave, (given, _) in enumerate(UNSTATED)
        for item, scores in (("Q1", given), ("Q2", [2]))
        for place, score in enumerate(scores)
    ]
    imported(home, {"orders": ORDERS, "survey_answers": answers})
    build(home, SETTINGS)
    found = rows(
        open_marts(home),
        "select scale_min, scale_max, is_scale_given from survey_question join survey_wave using (survey_no) "
        "order by survey_id, item_id",
    )
    assert found == [(*scale, False) for _, scale in UNSTATED for _ in range(2)]


def test_questions_and_waves_without_answers_need_none(tmp_path):
    home = Home(tmp_path / "home")
    imported(home, {"orders": ORDERS, "surveys": SURVEYS, "survey_items": ITEMS})
    build(home, SETTINGS)
    marts = open_marts(home)
    assert rows(marts, "select survey_id, responses from survey_wave order by survey_no") == [("N", 0), ("P", 0)]
    assert rows(marts, "select count(*), min(survey_no), max(survey_no) from survey_question") == [(6, 0, 0)]
    assert rows(marts, "select count(*) from survey_answer") == [(0,)]
