"""Files of a company of 160 customers with waves of which something matters more than the rest.

Customers C000 … C159; the even ones are E1's, the odd ones E2's, and each answers a wave once. Overall satisfaction Q0
follows Q1 (rated worst) most, Q2 (rated best) next; Q3 to Q6 hardly. Made once with a fixed seed.

D24   named; Q1 asked for its importance (I1) and for what is expected (E1), both about reliability; Q7 rated by 20
A24   the same answers, anonymous
S24   named, answered by the first 20 customers only
N24   named, no question of type overall
F24   named, everybody gives 4 to everything
"""

from datetime import date, datetime
from pathlib import Path

import numpy as np

from dashboard.data.building.build import build
from dashboard.data.home import Home
from dashboard.settings import Settings
from tests.data.building.imported import imported

SIZE, ANSWERED = 160, datetime(2024, 10, 10, 9)
CUSTOMERS = [
    {
        "customer_id": f"C{place:03d}",
        "customer_name": f"Customer {place:03d}",
        "region_code": ("East", "West")[place % 2],
        "account_manager_id": ("E1", "E2")[place % 2],
    }
    for place in range(SIZE)
]
ORDERS = [
    {"order_id": f"O{place:03d}-{month}", "customer_id": f"C{place:03d}", "order_date": f"2024-{month:02d}-05",
     "net_amount": str(100 + place)}
    for place in range(SIZE)
    for month in (1, 12)
]  # fmt: skip
TEXTS = {
    "Q0": "Service as a whole", "Q1": "Test report in time", "Q2": "Friendly hall", "Q3": "Clear invoices",
    "Q4": "Parking", "Q5": "Web site", "Q6": "Opening hours", "Q7": "Night service",
    "I1": "How important is a test report in time", "E1": "A good company reports in time",
}  # fmt: skip
TYPES = {"Q0": "overall", "I1": "importance", "E1": "expectation"}


def ratings() -> dict[str, np.ndarray]:
    """By question, one per customer; nan = does not know."""
    chance = np.random.default_rng(7)

    def five(values: np.ndarray) -> np.ndarray:
        return np.clip(np.round(values), 1, 5)

    found = {"Q1": five(chance.normal(2.6, 1.1, SIZE)), "Q2": five(chance.normal(4.2, 1.0, SIZE))}
    found |= {f"Q{number}": five(chance.normal(3.5, 1.0, SIZE)) for number in (3, 4, 5, 6)}
    found["Q0"] = five(0.6 * found["Q1"] + 0.5 * found["Q2"] + chance.normal(0, 0.5, SIZE))
    found["Q4"][:40] = np.nan
    found["Q7"] = np.where(np.arange(SIZE) < 20, 3.0, np.nan)
    return found | {"I1": np.full(SIZE, 5.0), "E1": np.full(SIZE, 5.0)}


def _survey(survey_id: str, *, anonymous: bool = False) -> dict:
    return {"survey_id": survey_id, "title": f"Survey {survey_id}", "kind": "relationship", "series": survey_id,
            "field_from": "2024-10-01", "field_to": "2024-10-31", "scale_min": 1, "scale_max": 5,
            "anonymous": anonymous}  # fmt: skip


def _items(survey_id: str, questions: list[str]) -> list[dict]:
    return [
        {
            "survey_id": survey_id,
            "item_id": one,
            "text": TEXTS[one],
            "item_type": TYPES.get(one, "satisfaction"),
            "canonical_item_id": f"Q{one[1]}",
            "dimension": "reliability" if one[1] == "1" else None,
        }
        for one in questions
    ]


def _answers(survey_id: str, scores: dict[str, np.ndarray], people: int = SIZE) -> list[dict]:
    return [
        {"response_id": f"{survey_id}-{place:03d}", "survey_id": survey_id, "item_id": item,
         "customer_id": f"C{place:03d}", "answered_at": ANSWERED, "score": score if score == score else None,
         "dont_know": score != score}
        for item, column in scores.items()
        for place, score in enumerate(column.tolist()[:people])
    ]  # fmt: skip


def driver_home(folder: Path) -> Path:
    scores = ratings()
    rated = {item: column for item, column in scores.items() if item[0] == "Q" and item != "Q7"}
    waves = {
        "D24": scores,
        "A24": rated,
        "S24": {item: column[:20] for item, column in rated.items()},
        "N24": {item: rated[item] for item in ("Q1", "Q2", "Q3")},
        "F24": {item: np.full(SIZE, 4.0) for item in rated},
    }
    tables = {
        "customers": CUSTOMERS,
        "orders": ORDERS,
        "surveys": [_survey(one, anonymous=one == "A24") for one in waves],
        "survey_items": [row for one, held in waves.items() for row in _items(one, list(held))],
        "survey_answers": [row for one, held in waves.items() for row in _answers(one, held)],
    }
    home = Home(folder)
    imported(home, tables, data_through=date(2024, 12, 31))
    build(home, Settings(threads=1))
    return folder
