"""What the demo refuses before it writes anything."""

import numpy as np
import pytest

from dashboard.data.demo.files import write_files
from dashboard.data.demo.plan import DemoPlan
from dashboard.logic.problems import Problem


@pytest.mark.parametrize(
    ("wrong", "names"),
    [
        ({"customers": 99}, ("--customers", "100", "99")),
        ({"customers": 200_001}, ("--customers", "200000")),
        ({"months": 23}, ("--months", "24", "23")),
        ({"seed": -1}, ("--seed", "-1")),
        ({"until": "2025-13"}, ("--until", "2025-13")),
        ({"until": "2025"}, ("--until", "2025-12")),
    ],
)
def test_impossible_wishes_are_refused_with_the_limit(wrong, names):
    with pytest.raises(Problem) as refused:
        DemoPlan(**wrong)
    assert all(name in str(refused.value) for name in names)


def test_the_turn_lies_twelve_months_before_the_end():
    plan = DemoPlan(months=48, until="2025-12")
    assert plan.first_month == np.datetime64("2022-01")
    assert str(plan.last_day) == "2025-12-31"
    assert str(plan.month_end(plan.before_index)) == "2024-12-31"
    assert str(DemoPlan(until="2024-02").last_day) == "2024-02-29"


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "invoice.csv").write_text("mine")
    with pytest.raises(Problem, match="holds other files"):
        write_files(tmp_path, DemoPlan(customers=100, months=24))
    assert [path.name for path in tmp_path.iterdir()] == ["invoice.csv"]
