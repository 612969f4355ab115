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
    {"contact_id": "L3", "customer_id": "A", "name": "Lo"},
]
SURVEYS = [
    {"survey_id": "N", "title": "Named", "kind": "relationship", "series": " Yearly ", "field_from": "2024-02-01",
     "field_to": "2024-02-10", "scale_min": 1, "scale_max": 5, "dont_know_codes": ["6"],
     "no_answer_codes": ["0", "9", "10"], "anonymous": False, "population": 3000, "sample_method": "random",
     "mode": "phone", "agency": "Ours"},
    {"survey_id": "P", "title": "Nobody asked yet", "kind": "topic", "series": " ", "field_to": "2024-06-30",
     "anonymous": False},
    {"survey_id": "M", "anonymous": False},
    {"survey_id": "E", "field_from": "2024-01-15", "field_to": "2024-08-01", "anonymous": True},
    {"survey_id": "F", "field_from": "2024-08-01", "anonymous": False},
]  # fmt: skip
ITEMS = [
    {
        "survey_id": "N",
        "item_id": "Q1",
        "text": "Counter",
        "canonical_item_id": " counter ",
        "service": " hall ",
        "weight": 0.25,
        "dimension": "assurance",
    },
    {
        "survey_id": "N",
        "item_id": "Q2",
        "text": "Recommend?",
        "item_type": "nps",
        "no_answer_codes": ["11"],
        "canonical_item_id": " ",
        "service": " ",
    },
    {"survey_id": "N", "item_id": "Q3", "text": "Easy?", "item_type": "ces", "scale_min": 1, "scale_max": 7},
    {"survey_id": "N", "item_id": "Q4", "text": "Problem?", "item_type": "had_problem", "dont_know_codes": ["3"]},
    {"survey_id": "N", "item_id": "Q5", "text": "What else?", "item_type": "text"},
    {"survey_id": "N", "item_id": "Q6", "text": "Nobody answers this"},
    {"survey_id": "N", "item_id": "T1", "item_type": "nps"},
    {"survey_id": "N", "item_id": "T2", "item_type": "text", "scale_min": 1, "scale_max": 5},
    {"survey_id": "N", "item_id": "T3", "scale_min": 6, "scale_max": 10},
    {"survey_id": "N", "item_id": "T4", "scale_min": 1, "scale_max": 6},
    {"survey_id": "N", "item_id": "T5", "item_type": "told_us"},
    {"survey_id": "N", "item_id": "T6", "item_type": "awareness"},
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
    ("T1", 0, "rated"), ("T1", 10, "rated"), ("T2", 3, "out_of_scale"), ("T3", 6, "rated"), ("T4", 6, "rated"),
]  # fmt: skip
"""Question, number in the file, what it is: 6 = does not know, 0, 9 and 10 = not answered, said of the wave."""
OF_NAMED = [
    *(answer(f"J{place:02d}", item, score) for place, (item, score, _) in enumerate(JUDGED)),
    answer("R1", "Q1", 4, customer_id="A", answered_at=datetime(2024, 2, 3, 9), weight=1.5),
    answer("R1", "Q5", answer_text=" slow ", customer_id="A", answered_at=datetime(2024, 2, 4, 9), weight=0.5),
    answer("R2", "Q1", 3, contact_id="L1"),
    answer("R3", "Q1", 3, customer_id="A"),
    answer("R3", "Q2", 3, customer_id="B"),
    answer("R4", "Q1", 5, customer_id="C", contact_id="L1", answered_at=datetime(2024, 3, 20)),
    answer("R5", "Q1", 5, contact_id="L1"),
    answer("R5", "Q2", 5, contact_id="L2"),
    answer("R6", "Q1", 5, customer_id="Z"),
    answer("R7", "Q1", 2, dont_know=True),
    answer("R7", "Q5", answer_text="  "),
    answer("R8", "Q1", 5, customer_id="A", contact_id="L1"),
    answer("R8", "Q3", 5, customer_id="B", contact_id="L1"),
]
OF_UNDATED = [
    answer("R1", "Q1", 2, "M", customer_id="B", answered_at=datetime(2024, 7, 1)),
    answer("R1", "Q3", 2, "M", customer_id="B", answered_at=datetime(2024, 7, 3)),
]
"""The ids of a wave are its own: R1 is another one here."""
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
    {"invite_id": "v7", "survey_id": "N", "contact_id": "L1", "customer_id": "C"},
    {"invite_id": "v8", "survey_id": "N", "customer_id": "Z"},
    {"invite_id": "v9", "survey_id": "N", "customer_id": "A", "delivered": False},
    {"invite_id": "va", "survey_id": "N", "contact_id": "L3"},
]
WITHDRAWN = {
    "surveys": [{"survey_id": "X", "title": "Never held", "field_from": "2020-01-01"}],
    "survey_items": [{"survey_id": "N", "item_id": "X", "text": "Never asked"}],
    "survey_answers": [answer("X", "Q1", 1)],
    "survey_invites": [{"invite_id": "x", "survey_id": "N", "customer_id": "A"}],
}
"""Rows that a later file takes the place of: there is nothing of them."""


@pytest.fixture(scope="module")
def marts(tmp_path_factory) -> Marts:
    home = Home(tmp_path_factory.mktemp("surveys") / "home")
    imported(home, WITHDRAWN)
    given = {"survey_answers": [*OF_NAMED, *OF_UNKNOWN, *OF_UNDATED], "survey_invites": INVITES}
    gone = {name: [(f"{name}-1", 0)] for name in WITHDRAWN}
    imported(
        home,
        {"orders": ORDERS, "contacts": CONTACTS, "surveys": SURVEYS, "survey_items": ITEMS, **given},
        superseded=gone,
    )
    build(home, SETTINGS)
    return open_marts(home)


def rows(marts, sql, **given):
    with marts.cursor() as cursor:
        return cursor.execute(sql, given).fetchall()


def test_waves_stand_in_the_order_of_their_end(marts):
    assert rows(
        marts,
        "select survey_no, survey_id, series, title, is_anonymous, is_anonymity_known, responses, population, "
        "cast(field_from as varchar), cast(field_to as varchar) from survey_wave order by survey_no",
    ) == [
        (0, "N", "Yearly", "Named", False, True, len(JUDGED) + 8, 3000, "2024-02-01", "2024-02-10"),
        (1, "U", "U", "U", True, False, 2, None, "2024-03-03", None),
        (2, "P", "topic", "Nobody asked yet", False, True, 0, None, None, "2024-06-30"),
        (3, "M", "M", "M", False, True, 1, None, "2024-07-01", "2024-07-03"),
        (4, "E", "E", "E", True, True, 0, None, "2024-01-15", "2024-08-01"),
        (5, "F", "F", "F", False, True, 0, None, "2024-08-01", None),
    ]
    assert rows(marts, "select kind, sample_method, mode, agency from survey_wave where survey_no in (0, 1)") == [
        ("relationship", "random", "phone", "Ours"),
        (None, None, None, None),
    ]


def test_what_each_number_is(marts):
    """A rating keeps its number to the last digit; of the others only what they are is told."""
    found = rows(
        marts,
        "select a.state, cast(a.score as double) from survey_answer as a join survey_response as r "
        "using (response_no) where r.response_id like 'J%' order by r.response_id",
    )
    assert found == [(state, score if state == "rated" else None) for _, score, state in JUDGED]


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
        ("T1", "T1", "nps", 0, 10, True),
        ("T2", "T2", "text", 1, 5, True),
        ("T3", "T3", "satisfaction", 6, 10, True),
        ("T4", "T4", "satisfaction", 1, 6, True),
        ("T5", "T5", "told_us", 0, 2, True),
        ("T6", "T6", "awareness", 0, 2, True),
    ]


@pytest.mark.parametrize(("mart", "number"), [("survey_question", "item_no"), ("survey_response", "response_no")])
def test_questions_and_responses_are_numbered_from_nought_wave_by_wave(marts, mart, number):
    """What reads a wave takes the responses between its first and its last number."""
    found = rows(marts, f"select {number}, survey_no from {mart} order by 1")  # noqa: S608
    assert [one for one, _ in found] == list(range(len(found)))
    assert [wave for _, wave in found] == sorted(wave for _, wave in found)


def test_a_question_says_what_its_file_says_and_one_without_words_its_id(marts):
    assert rows(
        marts,
        "select item_id, question_text, service, weight, dimension from survey_question "
        "where survey_no = 0 and item_id in ('Q1', 'Q2', 'Q9') order by item_no",
    ) == [
        ("Q1", "Counter", "hall", 0.25, "assurance"),
        ("Q2", "Recommend?", None, None, None),
        ("Q9", "Q9", None, None, None),
    ]


def test_whose_a_response_is(marts):
    """R3 names two customers and R5 two contacts: nobody's; R8 stays so, although its contact is known. R4 says a
    customer beside the contact of another. The last day and the largest weight of an answer are the response's."""
    assert rows(
        marts,
        "select response_id, customer_id, customer_no, contact_id, weight, cast(answered_on as varchar) "
        "from survey_response where response_id like 'R%' order by survey_no, response_id",
    ) == [
        ("R1", "A", 0, None, 1.5, "2024-02-04"),
        ("R2", "A", 0, "L1", None, None),
        ("R3", None, None, None, None, None),
        ("R4", "C", 2, "L1", None, "2024-03-20"),
        ("R5", None, None, None, None, None),
        ("R6", "Z", None, None, None, None),
        ("R7", None, None, None, None, None),
        ("R8", None, None, "L1", None, None),
        ("R1", "B", 1, None, None, "2024-07-03"),
    ]


def test_a_response_has_one_row_for_each_answer_and_words_without_a_number(marts):
    assert rows(
        marts,
        "select r.response_id, q.item_id, a.state, a.score, a.answer_text from survey_answer as a "
        "join survey_response as r using (response_no) join survey_question as q using (item_no) "
        "where r.response_id in ('R1', 'R7') and a.survey_no = 0 order by all",
    ) == [
        ("R1", "Q1", "rated", 4, None),
        ("R1", "Q5", "no_answer", None, "slow"),
        ("R7", "Q1", "dont_know", None, None),
        ("R7", "Q5", "no_answer", None, None),
    ]
    assert rows(marts, "select count(*) from survey_answer") == [(len(OF_NAMED) + len(OF_UNKNOWN) + len(OF_UNDATED),)]


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


def test_anonymous_responses_stand_in_the_order_of_a_digest_which_tells_nothing(marts):
    """U2 before U1: their digests begin with 46 and f8. Weights are told (M44), whose they are is not."""
    assert rows(
        marts,
        "select cast(a.score as int), cast(r.weight as int) from survey_answer as a "
        "join survey_response as r using (response_no) where a.survey_no = 1 order by response_no",
    ) == [(1, None), (5, 2)]


def test_invitations_of_named_waves_and_who_answered(marts):
    """v2, v4 and va: L2, B and L3 answered nothing that is theirs alone. v3: customer A did. v9 never arrived, so that
    A's answer is to v3. v7: whom the file names, not the contact's customer. v8: a customer who is not on file."""
    assert rows(
        marts,
        "select invite_id, customer_id, customer_no, contact_id, cast(sent_on as varchar), is_delivered, segment, "
        "has_answered from survey_invite order by invite_id",
    ) == [
        ("v1", "A", 0, "L1", "2024-02-01", True, None, True),
        ("v2", "B", 1, "L2", None, False, None, False),
        ("v3", "A", 0, None, None, True, "key", True),
        ("v4", "B", 1, None, None, True, None, False),
        ("v7", "C", 2, "L1", None, True, None, True),
        ("v8", "Z", None, None, None, True, None, True),
        ("v9", "A", 0, None, None, False, None, False),
        ("va", "A", 0, "L3", None, True, None, False),
    ]


UNSTATED = [
    ([1, 2, 5], (1, 5)),
    ([0, 5], (0, 5)),
    ([1, 6, 7], (1, 7)),
    ([3, 8, 10], (0, 10)),
    ([10, 70], (0, 100)),
    ([*[1, 2, 3, 4, 5] * 20, 44], (1, 5)),
    ([*[1, 2, 3, 4, 5] * 20, 44, 55], (0, 100)),
    # One of exactly a hundred is a slip (the second question has one score more), one of 99 is none.
    ([4] * 98 + [6], (1, 5)),
    ([4] * 97 + [6], (1, 7)),
    ([6] * 98 + [8], (1, 7)),
    ([6] * 97 + [8], (0, 10)),
    ([9] * 98 + [11], (0, 10)),
    ([9] * 97 + [11], (0, 100)),
    ([4] * 98 + [0], (1, 5)),
    ([4] * 97 + [0], (0, 5)),
]
KINDS = [
    ("Q1", "overall", 9, (0, 10)), ("Q2", "loyalty", 2, (0, 10)), ("Q3", None, 2, (0, 10)),
    ("Q4", "importance", 2, (1, 5)), ("Q5", "ces", 6, (1, 7)), ("Q6", "text", None, (None, None)),
]  # fmt: skip
"""One wave: question, kind, the score given, the scale. Satisfaction, overall and loyalty are one kind."""


@pytest.fixture(scope="module")
def unstated(tmp_path_factory) -> Marts:
    """Waves without a scale. "code": 99 = does not know. "own": Q1 has a scale from 1 to 10. "half": Q1 begins at 2."""
    home = Home(tmp_path_factory.mktemp("unstated") / "home")
    answers = [
        answer(f"R{place}", item, score, f"S{wave:02}")
        for wave, (given, _) in enumerate(UNSTATED)
        for item, scores in (("Q1", given), ("Q2", [2]))
        for place, score in enumerate(scores)
    ]
    answers += [answer("R", item, score, "kinds") for item, _, score, _ in KINDS]
    answers += [answer(f"R{score}", "Q1", score, "code") for score in (1, 5, 99)]
    answers += [answer("R", item, score, wave) for wave in ("own", "half") for item, score in (("Q1", 9), ("Q2", 2))]
    items = [{"survey_id": "kinds", "item_id": item, "item_type": kind} for item, kind, _, _ in KINDS]
    items += [
        {"survey_id": "own", "item_id": "Q1", "scale_min": 1, "scale_max": 10},
        {"survey_id": "half", "item_id": "Q1", "scale_min": 2},
    ]
    surveys = [{"survey_id": "code", "dont_know_codes": ["99"]}]
    imported(home, {"orders": ORDERS, "surveys": surveys, "survey_items": items, "survey_answers": answers})
    build(home, SETTINGS)
    return open_marts(home)


def scales(marts, waves):
    return rows(
        marts,
        "select scale_min, scale_max, is_scale_given from survey_question join survey_wave using (survey_no) "
        "where survey_id like $waves order by survey_id, item_id",
        waves=waves,
    )


def test_a_scale_that_nobody_states_holds_what_was_answered_but_no_slip(unstated):
    """A second question of each wave, answered by one person with 2, has the scale of the first."""
    assert scales(unstated, "S%") == [(*scale, False) for _, scale in UNSTATED for _ in range(2)]


def test_questions_of_one_kind_share_a_scale_that_nobody_states(unstated):
    assert scales(unstated, "kinds") == [(*scale, False) for *_, scale in KINDS]


def test_a_code_and_questions_with_a_scale_of_their_own_make_none_for_others(unstated):
    """99 is no score. What was answered on a scale from 1 to 10 says nothing of the others; half a scale is none."""
    assert scales(unstated, "code") == [(1, 5, False)]
    assert scales(unstated, "own") == [(1, 10, True), (1, 5, False)]
    assert scales(unstated, "half") == [(2, 10, False), (0, 10, False)]


def test_questions_and_waves_without_answers_need_none(tmp_path):
    home = Home(tmp_path / "home")
    imported(home, {"orders": ORDERS, "surveys": SURVEYS, "survey_items": ITEMS})
    build(home, SETTINGS)
    marts = open_marts(home)
    # M has no day at all and stands first.
    assert [one for (one,) in rows(marts, "select survey_id from survey_wave order by survey_no")] == list("MNPEF")
    assert rows(marts, "select max(responses) from survey_wave") == [(0,)]
    assert rows(marts, "select count(*), min(survey_no), max(survey_no) from survey_question") == [(12, 1, 1)]
    assert rows(marts, "select count(*) from survey_answer") == [(0,)]
