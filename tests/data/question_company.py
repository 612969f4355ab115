"""Files of a company of 90 customers with waves whose questions can be worked out by hand.

Customers C000 … C089, number i: account manager E1 (even) or E2, region East (even) or West, industry Steel (i < 60),
Food (60 to 85) or Silk (four). Everybody answers each wave once.

Q23, Q24  relationship, named, one series, scale 1 to 5. Services: Hall (Q1, Q2), Reports (Q3), none (Q4 to Q6)
          Q1  3 -> 4 (even) or 5 (odd): mean 3 -> 4.5
          Q2  2 + i % 3 in both, reworded in Q24, where C089 writes 9 (outside): mean 3 -> 266 / 89
          Q3  4 of 7 -> scale 1 to 5: 40 ones (i < 40), 20 do not know, 30 fives: 190 / 70
          Q4  nps: 9 -> 5
          Q5  text: 25 write something in Q24 (i < 25)
          Q6  had a problem: 9 of 90 say yes (1), the others no (0)
X24       topic, named: nobody answered more than its text
A24       topic, anonymous: Q1 as in Q24. Industry: Silk (four answers) may not be told, nor Food which would tell it
"""

from datetime import date, datetime
from pathlib import Path

from dashboard.data.building.build import build
from dashboard.data.home import Home
from dashboard.settings import Settings
from tests.data.building.imported import imported

SIZE = 90
PEOPLE = range(SIZE)
CUSTOMERS = [
    {
        "customer_id": f"C{i:03d}",
        "customer_name": f"客户{i:03d}",
        "region_code": ("East", "West")[i % 2],
        "industry": "Steel" if i < 60 else "Food" if i < 86 else "Silk",
        "account_manager_id": ("E1", "E2")[i % 2],
    }
    for i in PEOPLE
]
ORDERS = [
    {
        "order_id": f"O{i}",
        "customer_id": f"C{i:03d}",
        "order_date": "2024-12-05" if i else "2023-01-05",
        "net_amount": "100",
    }
    for i in PEOPLE
]
TEXTS = {"Q1": "Friendly hall", "Q2": "Short queue", "Q3": "Report in time, <b>with</b> every number that we asked for",
         "Q4": "您会推荐我们吗", "Q5": "What else?", "Q6": "Did you have a problem?"}  # fmt: skip
KINDS = {"Q4": "nps", "Q5": "text", "Q6": "had_problem"}
SERVICES = {"Q1": "Hall", "Q2": "Hall", "Q3": "Reports"}


def scores(survey_id: str) -> dict[str, list[int | None]]:
    """By question, one per customer; 6 = does not know."""
    if survey_id == "Q23":
        return {"Q1": [3] * SIZE, "Q2": [2 + i % 3 for i in PEOPLE], "Q3": [4] * SIZE, "Q4": [9] * SIZE}
    hall = [4 + i % 2 for i in PEOPLE]
    if survey_id == "A24":
        return {"Q1": hall}
    queue = [9 if i == 89 else 2 + i % 3 for i in PEOPLE]
    report = [1 if i < 40 else 6 if i < 60 else 5 for i in PEOPLE]
    return {"Q1": hall, "Q2": queue, "Q3": report, "Q4": [5] * SIZE, "Q6": [int(i < 9) for i in PEOPLE]}


def _survey(survey_id: str, year: int, **more: object) -> dict:
    usual = {"survey_id": survey_id, "title": f"Survey {survey_id}", "kind": "topic", "series": survey_id,
             "field_from": f"{year}-10-01", "field_to": f"{year}-10-31", "scale_min": 1, "scale_max": 5,
             "dont_know_codes": ["6"], "anonymous": False}  # fmt: skip
    return usual | more


def _item(survey_id: str, item: str) -> dict:
    ends = {"Q4": (0, 10), "Q6": (0, 2)}.get(item, (1, 7) if (survey_id, item) == ("Q23", "Q3") else None)
    scale = {} if ends is None else dict(zip(("scale_min", "scale_max"), ends, strict=True))
    scale |= {"dont_know_codes": ["99"]} if ends is not None else {}
    text = TEXTS[item] + (" (new words)" if (survey_id, item) == ("Q24", "Q2") else "")
    return {"survey_id": survey_id, "item_id": item, "text": text, "service": SERVICES.get(item),
            "item_type": KINDS.get(item, "satisfaction"), **scale}  # fmt: skip


def _answer(survey_id: str, item: str, i: int, **more: object) -> dict:
    year = 2023 if survey_id == "Q23" else 2024
    return {"response_id": f"{survey_id}-{i:03d}", "survey_id": survey_id, "item_id": item, "customer_id": f"C{i:03d}",
            "answered_at": datetime(year, 10, 1 + i % 28, 9), **more}  # fmt: skip


def question_files() -> dict[str, list[dict]]:
    pair = {"kind": "relationship", "series": "yearly"}
    surveys = [_survey("Q23", 2023, **pair), _survey("Q24", 2024, **pair), _survey("X24", 2024),
               _survey("A24", 2024, anonymous=True)]  # fmt: skip
    asked = {"Q23": "Q1 Q2 Q3 Q4", "Q24": "Q1 Q2 Q3 Q4 Q5 Q6", "X24": "Q1 Q5", "A24": "Q1 Q5"}
    items = [_item(one, item) for one, held in asked.items() for item in held.split()]
    rows = [
        _answer(one, item, i, score=score)
        for one in ("Q23", "Q24", "A24")
        for item, column in scores(one).items()
        for i, score in enumerate(column)
    ]
    rows += [_answer("Q24", "Q5", i, answer_text=f"more light, *please* {i}") for i in range(25)]
    rows += [_answer("A24", "Q5", 0, answer_text="secret words"), _answer("X24", "Q5", 0, answer_text="=1+1")]
    return {"surveys": surveys, "survey_items": items, "survey_answers": rows}


def question_home(folder: Path, files: dict[str, list[dict]] | None = None) -> Path:
    """A home with these files (default: ``question_files``), imported and built; data through 10 January 2025."""
    home = Home(folder)
    tables = question_files() if files is None else files
    imported(home, {"customers": CUSTOMERS, "orders": ORDERS, **tables}, data_through=date(2025, 1, 10))
    build(home, Settings(threads=1))
    return home.root
