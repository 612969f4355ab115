"""A company with two anonymous waves and a named one, and others that differ from it in what must not be told."""

from pathlib import Path

import numpy as np

from dashboard.data.building.build import build
from dashboard.data.home import Home
from dashboard.settings import Settings
from tests.data.anonymous_company import CUSTOMERS, ORDERS, RESPONDENTS, THROUGH, answers, survey
from tests.data.building.imported import imported

MANAGER = {f"c{number}": "E1" if number < 5 else "E2" for number in range(1, 9)}
ITEMS = ("q1", "q2", "q3", "nps", "all", "why")
WAVES = ("S24", "S25", "N24")
PEOPLE = RESPONDENTS * 4
"""North 24 answers of c1 to c3; everybody else 36: these two are the blocks of the waves."""
NORTH = np.array([one in ("c1", "c2", "c3") for one in PEOPLE])


def wave_answers(survey_id: str, people, seed: int) -> list[dict]:
    drawn = np.random.default_rng(seed).integers(1, 6, (len(people), len(ITEMS)))
    rows = answers(survey_id, people, items=ITEMS, score=lambda number, item: int(drawn[number, ITEMS.index(item)]))
    for row in rows:
        if row["item_id"] == "why":
            row |= {"score": None, "answer_text": f"I am {row['customer_id']}"}
        row["weight"] = 2.0 if int(row["response_id"][-3:]) % 2 else 1.0
    return rows


def shuffled(seed: int) -> list[str]:
    """The same people of each block gave the same answers: who of them gave which is another matter."""
    people, random = np.array(PEOPLE), np.random.default_rng(seed)
    for block in (NORTH, ~NORTH):
        people[block] = random.permutation(people[block])
    return people.tolist()


def of_manager(rows: list[dict], manager: str) -> list[dict]:
    return [row for row in rows if MANAGER[row["customer_id"]] == manager]


def home_with(folder: Path, anonymous: list[dict], named: list[dict]) -> Home:
    home = Home(folder)
    kinds = {"nps": "nps", "all": "overall", "why": "text"}
    items = [
        {"survey_id": wave, "item_id": item, "text": f"Text {item}", "item_type": kinds.get(item, "satisfaction")}
        for wave in WAVES
        for item in ITEMS
    ]
    surveys = [survey("S24"), survey("S25", to="2024-11-30"), survey("N24", anonymous=False, to="2024-11-30")]
    invites = [
        {"invite_id": f"{wave}{number}", "survey_id": wave, "customer_id": one}
        for wave in WAVES
        for number, one in enumerate(PEOPLE)
    ]
    customers = [row | {"account_manager_id": MANAGER[row["customer_id"]]} for row in CUSTOMERS]
    tables = {
        "orders": ORDERS, "customers": customers, "employees": [{"employee_id": "E1"}, {"employee_id": "E2"}],
        "surveys": [row | {"series": row["survey_id"][0]} for row in surveys], "survey_items": items,
        "survey_invites": invites, "survey_answers": [*anonymous, *named],
    }  # fmt: skip
    imported(home, tables, data_through=THROUGH)
    build(home, Settings(threads=2))
    return home


NAMED = wave_answers("N24", PEOPLE, 3)
ANONYMOUS = [row for wave, seed in (("S24", 1), ("S25", 2)) for row in wave_answers(wave, PEOPLE, seed)]
OTHERS = [row for wave, seed in (("S24", 1), ("S25", 2)) for row in wave_answers(wave, shuffled(seed), seed)]
OTHERWISE = [row for wave, seed in (("S24", 8), ("S25", 9)) for row in wave_answers(wave, PEOPLE, seed)]
HOMES = {
    "told": (ANONYMOUS, NAMED),
    "other people": (OTHERS, NAMED),
    "others said otherwise": (OTHERWISE, of_manager(NAMED, "E1") + of_manager(wave_answers("N24", PEOPLE, 7), "E2")),
}
"""told: the company. other people: within each block of the anonymous waves others gave the answers. others said
otherwise: all anonymous answers, and E2's customers in the named wave, are different."""
