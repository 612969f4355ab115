"""The marts about anonymous waves (metrics.md, M47b): worked out by hand, and at random against every sum of them."""

# ruff: noqa: S608 - the SQL here is made of constants

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.data.building.build import build
from dashboard.data.building.survey_levels import decide
from dashboard.data.building.survey_sources import Crowd
from dashboard.data.home import Home
from dashboard.data.reading.marts import open_marts
from tests.data.anonymous_company import CUSTOMERS, ORDERS, RESPONDENTS, THROUGH, answers, survey
from tests.data.building.conftest import SETTINGS
from tests.data.building.imported import imported
from tests.logic.surveys.recovering import recovered


def _knows_not(number, item):
    return 6 if item == "q1" and number in (0, 2) else 4


def _rare(number, item):
    return 4 if item == "q2" or number > 7 else None


def _two_customers(number, item):
    return 5 if item == "q2" or RESPONDENTS[number] in ("c1", "c2") else None


def weighted(survey_id, weights, count=100):
    respondents = [f"c{number % 8 + 1}" for number in range(count)]
    rows = answers(survey_id, respondents, items=("q1",))
    return [row | {"weight": weights(int(row["response_id"][-3:]))} for row in rows]


def invites(survey_id, customers, **more) -> list[dict]:
    return [
        {"invite_id": f"{survey_id}{number}", "survey_id": survey_id, "customer_id": one, **more}
        for number, one in enumerate(customers)
    ]


SIX = [f"c{number % 6 + 1}" for number in range(12)]
SMALL = {
    "four answers": ("c1", "c2", "c3", "c4"),
    "two customers": ("c1", "c1", "c2", "c2", "c2"),
    "one customer has most": ("c1",) * 5 + ("c2", "c3"),
    "nobody known has most": (None,) * 5 + ("c2", "c3"),
}
NOT_ON_FILE = ["c1", "c1", "c2", "c2", "c3", "c3", "z1", "z1", "z2", "z2", "z3", "z3", None]
FROM_NORTH_AND_SOUTH = [one for one in RESPONDENTS if one not in ("c7", "c8")]
SURVEYS = [
    *(survey(one) for one in ("plain", "dont know", "rare", "two", "unknown", "invited", "west", "unmatched")),
    *(survey(one) for one in SMALL),
    *(survey(one) for one in ("weighted", "weight of few", "few weighted")),
    survey("later", to="2025-01-01"), survey("not stated", to=None), survey("named", anonymous=False),
    survey("most to one"), survey("last day", to="2024-12-31"), survey("not on file", to="2024-10-30"),
    survey("september", to="2024-10-30"), survey("all of september", to="2024-10-30"), survey("early", to="2024-08-31"),
]  # fmt: skip
ANSWERS = [
    *(row for one in ("plain", "invited", "later", "not stated", "named", "early") for row in answers(one)),
    *answers("dont know", score=_knows_not),
    *answers("rare", score=_rare),
    *answers("two", score=_two_customers),
    *(row for one, respondents in SMALL.items() for row in answers(one, respondents)),
    *answers("most to one"),
    *answers("last day"),
    *answers("not on file", NOT_ON_FILE),
    *answers("unknown", (None,) * 5),
    *answers("unmatched", (None,) * 6),
    *answers("west", FROM_NORTH_AND_SOUTH),
    *answers("september", FROM_NORTH_AND_SOUTH),
    *answers("all of september", RESPONDENTS),
    *weighted("weighted", lambda number: 2.5 if number < 10 else None),
    *weighted("weight of few", lambda number: 2.5 if number < 4 else None),
    *weighted("few weighted", lambda _: 2, count=99),
]
INVITES = [
    *(invites("invited", [*SIX, "c7", "c7", "c8", "c8"])),
    *(invites("west", [*SIX, "c7", "c7"])),
    *(invites("unmatched", ["c1"] * 9, delivered=False)),
    *(invites("september", [*SIX, "c7", "c7"])),
    *(invites("most to one", [*SIX, *["c1"] * 30])),
]
INVITES[0]["delivered"] = False
OCTOBER = {"order_id": "x", "customer_id": "c8", "order_date": "2024-10-02", "net_amount": 1000}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """One build of all these waves: told(survey_id, sql) -> rows."""
    home = Home(tmp_path_factory.mktemp("cells") / "home")
    tables = {"surveys": SURVEYS, "survey_answers": ANSWERS, "survey_invites": INVITES}
    imported(home, {"orders": [*ORDERS, OCTOBER], "customers": CUSTOMERS, **tables}, data_through=THROUGH)
    build(home, SETTINGS)
    marts = open_marts(home)

    def ask(survey_id, query):
        with marts.cursor() as cursor:
            return cursor.execute(query, {"survey_id": survey_id}).fetchall()

    return ask


OF_WAVE = "join survey_wave using (survey_no) where survey_id = $survey_id"
CELLS = (
    f"select item_id, cut, segment, cast(score as int), cast(answers as int) from survey_cell "
    f"join survey_question using (survey_no, item_no) {OF_WAVE} "
    "order by item_id, cut, segment nulls last, score nulls last"
)
REACH = (
    "select cut, segment, invited, delivered, answered, accounts_invited, accounts_answered, revenue_percent "
    f"from survey_reach {OF_WAVE} order by cut, segment nulls last"
)


def test_cells_of_a_wave_and_the_rest_that_would_give_a_cell_away(told):
    """North 6 answers of three customers; South 6 of three too, but without them West 1 and nobody's 2 would stay. The
    layers: c8 alone is Top by its order of October, so they are not told."""
    cells = [row[1:] for row in told("plain", CELLS) if row[0] == "q1"]
    assert [row for row in cells if row[0] != "industry"] == [
        *(("all", None, score, 3) for score in (1, 2, 3, 4, 5)),
        ("region", "North", 1, 1), ("region", "North", 2, 1), ("region", "North", 3, 1), ("region", "North", 4, 2),
        ("region", "North", 5, 1), ("region", None, 1, 2), ("region", None, 2, 2), ("region", None, 3, 2),
        ("region", None, 4, 1), ("region", None, 5, 2),
    ]  # fmt: skip
    assert [row for row in cells if row[0] == "industry"] == [
        ("industry", "Food", score, 3) for score in (1, 2, 3, 4, 5)
    ]
    assert told("plain", REACH) == [
        ("all", None, None, None, 15, None, 8, None),
        ("industry", "Food", None, None, 15, None, 8, None),
        ("region", "North", None, None, 6, None, 3, None),
        ("region", None, None, None, 9, None, 5, None),
    ]


def test_who_does_not_know_counts_as_asked_and_as_no_rating(told):
    """Of North's six two do not know: four ratings are too few, and South's six would leave the seven others."""
    cells = told("dont know", CELLS)
    assert cells[:2] == [("q1", "all", None, 4, 13), ("q1", "all", None, None, 2)]
    assert {row[:3] for row in cells if row[1] == "region"} == {
        (item, "region", segment) for item in ("q1", "q2") for segment in ("South", None)
    }


def test_question_that_fewer_than_half_rated_follows_as_far_as_it_can(told):
    """q1: c5 to c8 and c1, c6 answered, one of North: by region it is told of nobody."""
    assert {row[:2] for row in told("rare", CELLS)} == {
        ("q1", "all"), ("q2", "all"), ("q2", "region"), ("q2", "industry"),
    }  # fmt: skip


def test_question_that_two_customers_answered_is_not_told(told):
    assert {row[0] for row in told("two", CELLS)} == {"q2"}


@pytest.mark.parametrize("wave", [*SMALL, "later", "not stated", "named"])
def test_wave_tells_nothing(told, wave):
    """Too few or too much alike; not over, or nobody knows when; and of a named wave nothing is decided here."""
    assert told(wave, CELLS) == told(wave, REACH) == []


def test_where_nobody_is_known_everybody_stands_for_themselves(told):
    assert [row for row in told("unknown", CELLS) if row[0] == "q1"] == [
        ("q1", "all", None, score, 1) for score in (1, 2, 3, 4, 5)
    ]
    assert told("unknown", REACH) == [("all", None, None, None, 5, None, None, None)]


@pytest.mark.parametrize(
    ("wave", "ratings", "weight"),
    [("weighted", 20, "23.00000000"), ("weight of few", 20, None), ("few weighted", None, None)],
)
def test_sums_of_weights(told, wave, ratings, weight):
    """Two ratings of each score weigh 2.5, the eighteen others 1. Not told: where four responses weigh 2.5 (a sum of
    21.5 among sums of 20 would tell what they said), and of 99 ratings."""
    found = told(
        wave,
        "select cast(answers as int), cast(weight as varchar) from survey_cell "
        f"{OF_WAVE} and cut = 'all' order by score",
    )
    assert len(found) == 5
    assert {row[1] for row in found} == {weight}
    assert ratings is None or {row[0] for row in found} == {ratings}
    by_cut = told(wave, f"select count(*), count(weight) from survey_cell {OF_WAVE} and cut <> 'all'")[0]
    assert by_cut[0] > by_cut[1] == 0


def test_who_was_invited_stands_beside_who_answered(told):
    """North 6 invited, of which one did not arrive; South 6, West 2 and the 2 of no region: all answered."""
    assert [row for row in told("invited", REACH) if row[0] in ("all", "region")] == [
        ("all", None, 16, 15, 15, 8, 8, None),
        ("region", "North", 6, 5, 5, 3, 3, None),
        ("region", None, 10, 10, 10, 5, 5, None),
    ]


def test_region_of_one_invited_customer_without_an_answer_is_not_told(told):
    """West: only c7 was invited, and did not answer. To say so would tell of one company."""
    assert [row for row in told("west", REACH) if row[0] == "region"] == [
        ("region", "North", 6, 6, 6, 3, 3, None),
        ("region", None, 8, 8, 6, 4, 3, None),
    ]


def test_invitations_nobody_can_match_are_told_as_a_whole(told):
    assert told("unmatched", REACH) == [("all", None, 9, 0, 6, None, None, None)]


def test_wave_is_told_from_its_last_day_on(told):
    assert told("last day", REACH) == told("plain", REACH)


def test_accounts_that_are_not_on_file_are_accounts_of_no_region_no_layer_and_no_revenue(told):
    """z1 to z3 answered under numbers that nobody knows, and somebody under none, who is no account. North's three of
    eight with 100 each: 37.5 %."""
    assert told("not on file", REACH) == [
        ("all", None, None, None, 13, None, 6, 38),
        *((cut, segment, None, None, count, None, 3, None)
          for cut, name in (("industry", "Food"), ("layer", "Top"), ("region", "North"))
          for segment, count in ((name, 6), (None, 7))),
    ]  # fmt: skip


def test_invitations_of_which_one_customer_has_most_are_not_told(told):
    """32 of 42 are c1's."""
    assert told("most to one", REACH) == told("plain", REACH)


def test_share_of_revenue_and_layers_of_the_last_month_that_had_ended(told):
    """To 30 October: September, when all eight had sold 100 each, so that all are Top. Six who answered have 75 %
    (c7 was only asked), the largest has 12.5 %. Where all answered, the share would say so of each. In August nothing
    was sold yet."""
    assert told("september", REACH)[0][-1] == 75
    assert told("all of september", REACH)[0][-1] is None
    layers = f"select distinct segment from survey_cell {OF_WAVE} and cut = 'layer'"
    assert told("september", layers) == [("Top",)]
    assert told("early", layers) == []
    assert len(told("early", CELLS)) > 0


MEMBERS = 7


@st.composite
def members_and_answers(draw):
    """A crowd: up to three responses of each of seven customers, three questions that some answered, two cuts."""
    member = np.repeat(np.arange(MEMBERS), draw(st.lists(st.integers(1, 3), min_size=MEMBERS, max_size=MEMBERS)))
    count = len(member)
    kind = st.sampled_from(["rated"] * 6 + ["dont_know", "none"])
    states = np.array([draw(st.lists(kind, min_size=count, max_size=count)) for _ in range(2)] + [["rated"] * count])
    heavy = draw(st.booleans())
    weight = np.array(draw(st.lists(st.sampled_from([-1, 250_000_000]), min_size=count, max_size=count)))
    item, asked_of = np.nonzero(states != "none")
    crowd = Crowd(
        survey_no=0,
        member=member,
        weight=weight if heavy else np.full(count, -1),
        invited=np.zeros(0, np.int64),
        is_delivered=np.zeros(0, bool),
        has_answered=np.zeros(0, bool),
        count=MEMBERS,
        customer_no=np.arange(MEMBERS),
        is_account=np.ones(MEMBERS, bool),
        is_linked=True,
        item=item,
        score=np.zeros(len(item), np.int64),
        asked_of=asked_of,
        is_rated=states[item, asked_of] == "rated",
    )
    labels = ("a", "b", "c")
    value = st.lists(st.integers(-1, 2), min_size=MEMBERS, max_size=MEMBERS).map(np.array)
    return crowd, states, {"layer": (labels, draw(value)), "region": (labels, draw(value))}


@given(members_and_answers())
@settings(max_examples=80, deadline=None)
def test_no_sum_of_published_numbers_is_about_few(drawn):
    """Each question's counts and sums of weights, and, for questions that the same people were asked, all of theirs
    together with who took part: an answer is one unknown, that somebody answered another. Sums of weights are told from
    the first answer on: of a hundred there are too many parts to try."""
    crowd, states, cuts = drawn
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dashboard.data.building.survey_levels.LEAST_WEIGHTED", 1)
        decided = decide(crowd, cuts)
    groups = [(level.group == one)[crowd.member] for level in decided.levels for one in np.unique(level.group)]
    ends = np.cumsum([0] + [len(np.unique(level.group)) for level in decided.levels])
    weight = np.where(crowd.weight < 0, 1.0, crowd.weight / 1e8)
    by_asked: dict[bytes, list[np.ndarray]] = {}
    for item in range(3):
        if decided.depth[item] < 0:
            continue
        depth = int(decided.depth[item])
        told = [np.ones(len(crowd.member)), *groups[: ends[min(depth, len(decided.levels))]]]
        if depth > len(decided.levels):
            told.append(weight)
        for flags in (states[item] == "rated", states[item] != "none"):
            by_asked.setdefault(flags.tobytes(), []).extend(np.array(told, float))
    if (decided.depth >= 0).any():
        by_asked.setdefault(np.ones(len(crowd.member), bool).tobytes(), []).extend(
            np.array([np.ones(len(crowd.member)), *groups], float)
        )
    for key, rows in by_asked.items():
        there = np.frombuffer(key, bool)
        assert not recovered(np.array(rows)[:, there], crowd.member[there])
