"""Files of a company of 100 customers with waves of every sort, for the tests of waves of surveys.

Customers C000 … C099; the even ones are E1's, the odd ones E2's. Each answers a wave at most once (T24: up to three
times). Number i stands for the customer.

W23, W24  relationship, named, series 年度, 100 answers each. Q1 overall: W23 3 (even) or 4, mean 3.5; W24 4 or 5, mean
          4.5. Q2 (weight 1) 5 or 3 in both, mean 4 = 75 of 100. Q3 (weight 3): W23 4 (i % 4 < 2) or 2, mean 3 = 50; W24
          3 or 1, mean 2 = 25. Index equal 62.5 and 50; stated 56.25 and 37.5. Q4 nps: W23 40 nines, 30 sevens, 30
          sixes: 10; W24 60 / 25 / 15: 45 (T15). Q5 ces: 60 times 6, 40 times 4 in both: 5.2, 60 % agree. Q6 text.
          W24 has two scores outside the scale (9 by C000 in Q7, which 98 others rated 4; C001 does not know)
T23, T24  call-backs, named, series 回访, one question of type overall on 1 to 4. T24: 201 fours, 14 threes, 6 ones of
          221 (T14), 5 without an answer. T23: 8 fours: too few to compare
P1, P2    third party, named; Q1 overall 1 to 5, then 1 to 10
G24       topic, named, weights: 20 fives of weight 1, 10 twos of weight 4: mean 4.0, weighted 3.0
A24       topic of its own series, of which nobody said whether it is anonymous: 60 answers, 30 fives, 30 threes
"""

from datetime import date, datetime
from pathlib import Path

from dashboard.data.building.build import build
from dashboard.data.home import Home
from dashboard.settings import Settings
from tests.data.building.imported import imported

CUSTOMERS = [
    {
        "customer_id": f"C{place:03d}",
        "customer_name": f"客户{place:03d}",
        "region_code": ("East", "West")[place % 2],
        "account_manager_id": ("E1", "E2")[place % 2],
    }
    for place in range(100)
]
ORDERS = [
    {"order_id": f"O{place:03d}{year}", "customer_id": f"C{place:03d}", "order_date": f"{year}-{month:02d}-05",
     "net_amount": str(100 + place)}
    for place in range(100)
    for year, month in ((2023, 1), (2024, 12))
]  # fmt: skip
NPS_23, NPS_24 = [9] * 40 + [7] * 30 + [6] * 30, [9] * 30 + [10] * 30 + [8] * 25 + [0] * 15
TEXTS = {
    "Q1": "您对本公司的总体满意度", "Q2": "检测报告及时", "Q3": "收费合理", "Q4": "您会推荐我们吗", "Q5": "办事方便",
    "Q6": "您的意见", "Q7": "大厅环境",
}  # fmt: skip
KINDS = {"Q1": "overall", "Q2": "satisfaction", "Q3": "satisfaction", "Q4": "nps", "Q5": "ces", "Q6": "text",
         "Q7": "loyalty"}  # fmt: skip


def _survey(survey_id: str, kind: str | None, series: str | None, last: str, top: int = 5, **more: object) -> dict:
    usual = {"survey_id": survey_id, "title": f"Survey {survey_id}", "kind": kind, "series": series, "scale_min": 1}
    return usual | {"field_from": f"{last[:7]}-01", "field_to": last, "scale_max": top, "anonymous": False} | more


def _item(survey_id: str, item: str, **more: object) -> dict:
    weight = {"Q2": 1, "Q3": 3}.get(item)
    scale = {"scale_min": 1, "scale_max": 7} if item == "Q5" else {}
    return {"survey_id": survey_id, "item_id": item, "text": TEXTS[item], "item_type": KINDS[item], "weight": weight,
            **scale, **more}  # fmt: skip


def _answer(survey_id: str, item: str, number: int, score: int | None, day: date, **more: object) -> dict:
    return {"response_id": f"{survey_id}-{number:03d}", "survey_id": survey_id, "item_id": item,
            "customer_id": f"C{number % 100:03d}", "answered_at": datetime(day.year, day.month, day.day, 9),
            "score": score, **more}  # fmt: skip


def _relationship(survey_id: str, year: int) -> list[dict]:
    later, day = year == 2024, date(year, 10, 10)
    rows = []
    for i in range(100):
        scores = {
            "Q1": (4 if later else 3) + i % 2,
            "Q2": 3 if i % 2 else 5,
            "Q3": (4 if i % 4 < 2 else 2) - later,
            "Q4": (NPS_24 if later else NPS_23)[i],
            "Q5": 6 if i < 60 else 4,
        }
        rows += [_answer(survey_id, item, i, score, day) for item, score in scores.items()]
    if later:
        rows += [_answer(survey_id, "Q7", i, 4, day) for i in range(2, 100)]
        rows += [_answer(survey_id, "Q7", 0, 9, day), _answer(survey_id, "Q7", 1, None, day, dont_know=True)]
        rows += [_answer(survey_id, "Q6", 3, None, day, answer_text="很好")]
    return rows


def _call_backs() -> list[dict]:
    scores = [4] * 201 + [3] * 14 + [1] * 6 + [None] * 5
    return [_answer("T24", "Q1", number, score, date(2024, 11, 5)) for number, score in enumerate(scores)]


def surveys_files() -> dict[str, list[dict]]:
    surveys = [
        _survey("W23", "relationship", "年度", "2023-10-31", population=100),
        _survey("W24", "relationship", "年度", "2024-10-31", agency="第三方公司", mode="phone", sample_method="random"),
        _survey("T23", "transaction", "回访", "2023-11-30", 4),
        _survey("T24", "transaction", "回访", "2024-11-30", 4),
        _survey("P1", "third_party", "测评", "2023-06-30"),
        _survey("P2", "third_party", "测评", "2024-06-30", 10),
        _survey("G24", "topic", "weights", "2024-03-31"),
        _survey("A24", "topic", "open", "2024-04-30", anonymous=None),
    ]
    items = [_item("W23", item) for item in ("Q1", "Q2", "Q3", "Q4", "Q5")]
    items += [_item("W24", item) for item in TEXTS]
    items += [_item(one, "Q1") for one in ("T23", "T24", "P1", "P2", "G24", "A24")]
    answers = _relationship("W23", 2023) + _relationship("W24", 2024) + _call_backs()
    answers += [_answer("T23", "Q1", number, 4, date(2023, 11, 5)) for number in range(8)]
    answers += [_answer("P1", "Q1", number, 4, date(2023, 6, 5)) for number in range(40)]
    answers += [_answer("P2", "Q1", number, 8, date(2024, 6, 5)) for number in range(40)]
    answers += [
        _answer("G24", "Q1", number, 5 if number < 20 else 2, date(2024, 3, 5), weight=1 if number < 20 else 4)
        for number in range(30)
    ]
    answers += [_answer("A24", "Q1", number, 5 if number % 2 else 3, date(2024, 4, 5)) for number in range(60)]
    return {"surveys": surveys, "survey_items": items, "survey_answers": answers}


def wave_home(folder: Path, files: dict[str, list[dict]] | None = None) -> Path:
    """A home with these files (default: all of ``surveys_files``), imported and built; data through 10 January 2025."""
    home = Home(folder)
    tables = surveys_files() if files is None else files
    imported(home, {"customers": CUSTOMERS, "orders": ORDERS, **tables}, data_through=date(2025, 1, 10))
    build(home, Settings(threads=1))
    return home.root
