"""The sentence above the pyramid is true for every data set, in both languages."""

import pytest

from dashboard.logic.headline import Headline
from dashboard.logic.question import Question
from dashboard.logic.shares import Share
from dashboard.widgets.formats import Formats
from dashboard.widgets.language import Speech
from dashboard.widgets.pyramid.headline import headline_text

QUESTION = Question(as_of=24300)
NOTHING = Share(0, 0)
USUAL = Headline("usual", "Top", 43, Share(43, 4282), 2_380_000, Share(303, 1000), Share(73, 100))
ONE_OF_MANY = Headline("usual", "Top", 1, Share(1, 40), 54, Share(54, 1000), Share(4, 10))
EMPTY = Headline("empty", "", 0, NOTHING, 0, NOTHING, NOTHING)
ONE = Headline("one", "Top", 1, Share(1, 1), 10, Share(10, 10), Share(10, 10))
EQUAL = Headline("all_in_one", "Top", 3, Share(3, 3), 30, Share(30, 30), Share(10, 30))


@pytest.mark.parametrize(
    ("facts", "english", "chinese"),
    [
        (
            USUAL,
            "43 customers (1% of those active) bring 30.3% of the revenue; the top fifth brings 73%.",
            "43 家客户（占成交客户的 1%）贡献了营收的 30.3%；前20%客户贡献 73%。",
        ),
        (
            ONE_OF_MANY,
            "1 customer (2.5% of those active) brings 5.4% of the revenue; the top fifth brings 40%.",
            "1 家客户（占成交客户的 2.5%）贡献了营收的 5.4%；前20%客户贡献 40%。",
        ),
        (EMPTY, "No customer has revenue above zero in this period.", "本期没有营收大于零的客户。"),
        (ONE, "One customer brings all the revenue of this period.", "本期营收全部来自一家客户。"),
        (
            EQUAL,
            "All 3 active customers are in one layer; the top fifth brings 33.3% of the revenue.",
            "3 家成交客户全部在同一层；前20%客户贡献营收的 33.3%。",
        ),
    ],
)
def test_sentence(facts, english, chinese):
    assert headline_text(facts, QUESTION, Formats(Speech("en"))) == english
    assert headline_text(facts, QUESTION, Formats(Speech("zh_Hans"))) == chinese
