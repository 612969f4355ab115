"""The movers behind the counts: complete, apart, in order, and the same in pages as in one go."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.logic.layers import decide_layers
from dashboard.logic.value_bases import REVENUE
from dashboard.logic.what_if.movers import after_codes, mover_places
from dashboard.logic.what_if.outcome import what_if
from tests.logic.order_books import simple_facts
from tests.logic.what_if.what_if_cases import Case, cases, proposed, scheme_of


def expected_movers(case: Case, codes: list[int], values: list[int], direction: str) -> list[int]:
    """Those whose code changed, by comparing one by one; highest value after first, then by place."""
    layers_before, layers_after = case.before.layers, case.index().layers
    came = case.before.codes[case.visible].tolist()
    movers = []
    for place, (before, after) in enumerate(zip(came, codes, strict=True)):
        if before < 0 or "Unknown" in (layers_before[before], layers_after[after]):
            continue
        if after < before if direction == "up" else after > before:
            movers.append(place)
    return sorted(movers, key=lambda place: (-values[place], place))


@settings(max_examples=70, deadline=None)
@given(cases(), st.data())
def test_movers_are_those_whose_layer_changed(case, data):
    scheme, buffer_bp = data.draw(proposed(case.base))
    index = case.index()
    outcome = what_if(index, scheme, buffer_bp)
    codes = after_codes(index, outcome).tolist()
    values = case.after_facts.values(case.base)[case.visible].tolist()
    up, down = (mover_places(index, outcome, direction).tolist() for direction in ("up", "down"))
    assert up == expected_movers(case, codes, values, "up")
    assert down == expected_movers(case, codes, values, "down")
    assert (len(up), len(down)) == (outcome.up, outcome.down)
    assert not set(up) & set(down)
    limit, offset = data.draw(st.integers(0, 6)), data.draw(st.integers(0, 8))
    for direction, places in (("up", up), ("down", down)):
        found = mover_places(index, outcome, direction, limit, offset).tolist()
        assert found == places[offset : offset + limit]


def scattered(size: int) -> tuple[Case, np.ndarray]:
    """Everybody between the edges of the cut keeps what they held, so movers lie far apart."""
    values = np.random.default_rng(1).permutation(size) + 1
    facts = simple_facts(values.tolist())
    held = (values % 1000 != 0).astype(np.int8)  # one of a thousand held the first band
    before = decide_layers(facts, scheme_of("rank", [5000]), REVENUE)
    return Case(facts, before, facts, REVENUE, held, np.ones(size, bool)), values


def test_movers_far_apart_are_found_page_by_page():
    case, values = scattered(120_000)
    index = case.index()
    outcome = what_if(index, scheme_of("rank", [5000]), 5000)
    # Below the cut rank of 60,000 lies the buffer down to rank 90,000: values 30,001 to 60,000.
    expected = [value for value in range(60_000, 30_000, -1) if value % 1000 == 0]
    assert values[mover_places(index, outcome, "up")].tolist() == expected
    for offset in (0, 1, 24, 25, 60):
        assert values[mover_places(index, outcome, "up", 25, offset)].tolist() == expected[offset : offset + 25]
    assert (outcome.up, len(expected)) == (30, 30)


def test_equal_values_come_by_place():
    facts = simple_facts([5, 7, 5, 7, 5, 1])
    before = decide_layers(facts, scheme_of("absolute", [9]), REVENUE)
    case = Case(facts, before, facts, REVENUE, np.full(6, -1, np.int8), np.ones(6, bool))
    index = case.index()
    outcome = what_if(index, scheme_of("absolute", [5]))
    assert mover_places(index, outcome, "up").tolist() == [1, 3, 0, 2, 4]
    assert mover_places(index, outcome, "up", 2, 2).tolist() == [0, 2]
    assert mover_places(index, outcome, "down").tolist() == []
