"""How long the conflicts of a large company take: 50,000 cases, 400,000 steps, 600 people. python -m bench.recusal"""

from time import perf_counter

import numpy as np
import pandas as pd

from dashboard.logic.cases.case_frame import CaseSteps
from dashboard.logic.recusal.compliance import case_states
from dashboard.logic.recusal.conflicts import HANDLING, conflicts
from dashboard.logic.recusal.parties import Employees, case_parties

CASES, STEPS, PEOPLE = 50_000, 400_000, 600


def company(seed: int = 6) -> tuple[pd.DataFrame, CaseSteps, Employees, np.ndarray]:
    """Made up; people in a tree of five levels."""
    random = np.random.default_rng(seed)
    people = np.array([f"E{number:04d}" for number in range(PEOPLE)], dtype=object)
    some = lambda share: np.where(random.random(CASES) < share, people[random.integers(0, PEOPLE, CASES)], None)  # noqa: E731
    departments = np.array([f"Department {number}" for number in range(40)], dtype=object)
    case = np.sort(random.integers(0, CASES, STEPS)).astype(np.int32)
    cases = pd.DataFrame(
        {
            "case_id": [f"K{number:06d}" for number in range(CASES)],
            "kind": random.choice(["complaint", "appeal", "objection"], CASES, p=[0.8, 0.1, 0.1]),
            "order_id": [f"o{number}" for number in random.integers(0, 20_000, CASES)],
            "operator_id": some(0.9),
            "approver_id": some(0.9),
            "respondent_id": some(0.7),
            "respondent_department": departments[random.integers(0, 40, CASES)],
            "reopened_from": None,
        }
    )
    events = (*HANDLING, "received", "assigned", "recused", "called_back")
    steps = CaseSteps(
        case_no=case,
        event=random.integers(0, len(events), STEPS).astype(np.int16),
        at=np.datetime64("2024-01-01", "s") + np.arange(STEPS) * np.timedelta64(60, "s"),
        clock=np.arange(STEPS, dtype=np.int64),
        is_time_known=np.ones(STEPS, bool),
        has_reason=np.zeros(STEPS, bool),
        by=random.integers(-1, PEOPLE, STEPS).astype(np.int32),
        events=events,
        people=tuple(people),
    )
    superior = [None, *(f"E{(number - 1) // 4:04d}" for number in range(1, PEOPLE))]
    staff = Employees(tuple(people), superior, departments[np.arange(PEOPLE) % 40].tolist())
    return cases, steps, staff, some(0.95)


def main() -> None:
    cases, steps, staff, owners = company()
    for _ in range(5):
        begin = perf_counter()
        parties = case_parties(cases, steps.people, staff, owners)
        made = perf_counter()
        rows = conflicts(parties, steps)
        found = perf_counter()
        case_states(CASES, steps, rows, np.zeros(len(rows), bool))
        print(
            f"parties {1000 * (made - begin):.0f} ms, conflicts {1000 * (found - made):.0f} ms ({len(rows):,} rows), "
            f"states {1000 * (perf_counter() - found):.0f} ms"
        )


if __name__ == "__main__":
    main()
