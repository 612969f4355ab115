"""Companies to try a proposal on, and the rule written out customer by customer, with ranks and no cut edges."""

from dataclasses import dataclass, replace

import numpy as np
from hypothesis import strategies as st

from dashboard.logic.facts import PeriodFacts
from dashboard.logic.labels import Labels
from dashboard.logic.layers import Layering, decide_layers
from dashboard.logic.periods import MonthSpan
from dashboard.logic.schemes import Band, Scheme
from dashboard.logic.value_bases import VALUE_BASES, ValueBase
from dashboard.logic.what_if.index import WhatIfIndex, what_if_index
from tests.logic.order_books import books, facts_of, months

B = Labels("b", "b")


def scheme_of(mode: str, limits: list[int], base: str = "revenue") -> Scheme:
    last = None if mode == "absolute" else 10_000
    bands = tuple(Band(f"B{place}", limit, B) for place, limit in enumerate([*limits, last]))
    return Scheme("own", mode, bands, B, base if mode == "absolute" else None)


@dataclass(frozen=True, eq=False)
class Case:
    """Company facts before and after, the layers by the rule in force, the layers held, and who is visible."""

    before_facts: PeriodFacts
    before: Layering
    after_facts: PeriodFacts
    base: ValueBase
    held: np.ndarray
    visible: np.ndarray

    def index(self, *, is_held_known: bool = True) -> WhatIfIndex:
        """As the Reader makes it: what is the same before and after is one object."""
        is_same = self.after_facts is self.before_facts
        after = self.before
        if not is_same or self.base != self.before.base:
            after = decide_layers(self.after_facts, _unlocked(self.before.scheme), self.base)
        rows = self.visible
        facts = facts_of_some(self.before_facts, rows)
        layering = layering_of_some(self.before, rows)
        return what_if_index(
            before_facts=facts,
            before=layering,
            after_facts=facts if is_same else facts_of_some(self.after_facts, rows),
            after=layering if after is self.before else layering_of_some(after, rows),
            held=self.held[rows] if is_held_known else None,
            ranked=after.ranked,
        )


def _unlocked(scheme: Scheme) -> Scheme:
    """Any cuts on the same bands."""
    if scheme.mode != "absolute":
        return scheme
    return scheme_of("rank", [0] * (len(scheme.bands) - 1))


def facts_of_some(facts: PeriodFacts, rows: np.ndarray) -> PeriodFacts:
    arrays = {name: array for name, array in vars(facts).items() if isinstance(array, np.ndarray)}
    return replace(facts, **{name: array[rows] for name, array in arrays.items()})


def layering_of_some(layering: Layering, rows: np.ndarray) -> Layering:
    return replace(layering, codes=layering.codes[rows], values=layering.values[rows])


def buffered_codes(facts: PeriodFacts, scheme: Scheme, base: ValueBase, buffer_bp: int, held: np.ndarray) -> list[int]:
    """Everybody's code in the words of M5b."""
    plain = decide_layers(facts, scheme, base)
    active = [int(value) for value, is_in in zip(plain.values, plain.is_active, strict=True) if is_in]
    codes = []
    for code, value, was in zip(plain.codes.tolist(), plain.values.tolist(), held.tolist(), strict=True):
        if not 0 <= code < plain.bands:
            codes.append(code)
            continue
        rank = 1 + sum(other > value for other in active)
        codes.append(sum(not _is_above(line, cut, rank, was, active, plain.bands, buffer_bp)
                         for line, cut in enumerate(plain.cuts)))  # fmt: skip
    return codes


def _is_above(line: int, cut: int | None, rank: int, was: int, active: list[int], bands: int, buffer_bp: int) -> bool:
    if cut is None:
        return False
    cut_rank = sum(value >= cut for value in active)
    width = 0 if buffer_bp == 0 or cut_rank == 0 else max(1, -(-cut_rank * buffer_bp // 10_000))
    if rank <= cut_rank - width:
        return True
    if rank > cut_rank + width:
        return False
    return was <= line if 0 <= was < bands else rank <= cut_rank


BANDS = 4


@st.composite
def schemes(draw, base: str = "revenue"):
    mode = draw(st.sampled_from(["rank", "share", "absolute"]))
    if mode == "absolute":
        amounts = st.one_of(st.integers(1, 30), st.integers(1, 10**8), st.just(10**18))
        limits = sorted(draw(st.sets(amounts, min_size=BANDS - 1, max_size=BANDS - 1)), reverse=True)
    else:
        limits = sorted(draw(st.lists(st.integers(0, 10_000), min_size=BANDS - 1, max_size=BANDS - 1)))
    return scheme_of(mode, limits, base)


@st.composite
def cases(draw):
    book = draw(books)
    last = draw(months)
    spans = [MonthSpan(last - draw(st.integers(0, 40)), last) for _ in range(2)]
    in_force = draw(schemes())
    bases = st.sampled_from(list(VALUE_BASES.values()))
    base_before = in_force.base() if in_force.mode == "absolute" else draw(bases)
    before_facts, after_facts = (facts_of(book, span) for span in spans)
    flags = st.lists(st.booleans(), min_size=len(book), max_size=len(book))
    held = draw(st.lists(st.integers(-1, BANDS + 4), min_size=len(book), max_size=len(book)))
    return Case(
        before_facts=before_facts,
        before=decide_layers(before_facts, in_force, base_before),
        after_facts=after_facts,
        base=draw(bases),
        held=np.array(held, dtype=np.int8),
        visible=np.array(draw(st.one_of(st.just([True] * len(book)), flags)), dtype=bool),
    )


@st.composite
def proposed(draw, base: ValueBase):
    return draw(schemes(base.name)), draw(st.sampled_from([0, 1, 500, 1000, 5000]))
