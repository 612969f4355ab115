"""The revenue bridge: T5 for any customers, and each status by name."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dashboard.logic.bridge import BRIDGE_PARTS, bridge_codes, revenue_bridge
from dashboard.logic.migration import MOVEMENTS

AMOUNTS = st.integers(-(10**15), 10**15)
PEOPLE = st.lists(st.tuples(st.integers(-1, len(MOVEMENTS) - 1), AMOUNTS, AMOUNTS), max_size=30)


def _arrays(people: list[tuple[int, int, int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    table = np.array(people, dtype=np.int64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2]


def test_each_change_goes_to_the_part_of_its_status() -> None:
    named = {"new": (0, 70), "won_back": (0, 20), "stopped": (50, -5), "stayed": (100, 130), "moved_down": (90, 60)}
    movements = np.array([MOVEMENTS.index(name) for name in named] + [-1])
    before = np.array([b for b, _ in named.values()] + [0])
    after = np.array([a for _, a in named.values()] + [-7])  # a return of somebody who is active at neither date
    bridge = revenue_bridge(bridge_codes(movements, after - before), before, after)
    assert bridge.parts == {"new": 70, "won_back": 20, "expansion": 30, "contraction": -37, "stopped": -55}
    assert (bridge.before, bridge.after) == (240, 268)


@given(PEOPLE, st.data())
def test_t5_parts_add_up_to_the_difference_for_any_filter(
    people: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    movements, before, after = _arrays(people)
    shown = np.array(data.draw(st.lists(st.booleans(), min_size=len(people), max_size=len(people))), dtype=bool)
    codes = bridge_codes(movements, after - before)
    bridge = revenue_bridge(codes[shown], before[shown], after[shown])
    assert sum(bridge.parts.values()) == bridge.after - bridge.before
    assert bridge.after == sum(after[shown].tolist())


@given(PEOPLE)
def test_t5_swapping_the_periods_flips_the_signs_and_keeps_the_names(people: list[tuple[int, int, int]]) -> None:
    movements, before, after = _arrays(people)
    codes = bridge_codes(movements, after - before)
    there, back = revenue_bridge(codes, before, after), revenue_bridge(codes, after, before)
    assert tuple(there.parts) == tuple(back.parts) == BRIDGE_PARTS
    assert back.parts == {part: -amount for part, amount in there.parts.items()}


def test_nobody_changes_nothing() -> None:
    none = np.zeros(0, dtype=np.int64)
    assert revenue_bridge(bridge_codes(none, none), none, none).parts == dict.fromkeys(BRIDGE_PARTS, 0)
