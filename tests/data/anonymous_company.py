"""A company with an anonymous wave: 8 customers in two regions, some with several answers; two waves, two questions.

Regions: North c1 c2 c3, South c4 c5 c6, West c7 (alone), none c8.
"""

from datetime import date, datetime

WAVE, NAMED = "S24", "N24"
REGION = {
    "c1": "North",
    "c2": "North",
    "c3": "North",
    "c4": "South",
    "c5": "South",
    "c6": "South",
    "c7": "West",
    "c8": None,
}
CUSTOMERS = [
    {"customer_id": one, "customer_name": f"Name {one}", "region_code": region, "industry": "Food"}
    for one, region in REGION.items()
]
ORDERS = [
    {"order_id": f"o{number}", "customer_id": one, "order_date": "2024-09-10", "net_amount": 100}
    for number, one in enumerate(REGION)
] + [{"order_id": "last", "customer_id": "c1", "order_date": "2024-12-31", "net_amount": 1}]
RESPONDENTS = ("c1", "c1", "c2", "c2", "c3", "c4", "c4", "c5", "c5", "c6", "c7", "c8", "c8", "c1", "c6")
"""Customer of each response: North 6 (c1 3, c2 2, c3 1), South 6 (c4 2, c5 2, c6 2), West 1, none 2."""


def survey(survey_id: str = WAVE, *, anonymous: bool = True, to: str = "2024-10-31") -> dict:
    return {
        "survey_id": survey_id, "title": f"Title {survey_id}", "kind": "relationship", "field_from": "2024-10-01",
        "field_to": to, "scale_min": 1, "scale_max": 5, "dont_know_codes": "6", "anonymous": anonymous,
    }  # fmt: skip


def answers(
    survey_id: str, respondents=RESPONDENTS, items=("q1", "q2"), score=lambda number, item: 1 + number % 5
) -> list[dict]:
    """One row per response and item; ``score`` of its number; None = no row."""
    return [
        {
            "response_id": f"{survey_id}-r{number:03}",
            "survey_id": survey_id,
            "item_id": item,
            "customer_id": one,
            "answered_at": datetime(2024, 10, 5, 10),
            "score": score(number, item),
        }
        for number, one in enumerate(respondents)
        for item in items
        if score(number, item) is not None
    ]


THROUGH = date(2024, 12, 31)
