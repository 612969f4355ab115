"""Companies and rules for the what-if tests: ties, returns, unknown costs, customers without orders or manager."""

import random
from datetime import date, timedelta

from hypothesis import strategies as st

from dashboard.logic.labels import Labels
from dashboard.logic.periods import Period
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED, Band, Scheme
from dashboard.logic.what_if.proposal import Proposal
from tests.data.hand_made_build import Customer, Order

MANAGERS = ("m1", "m2", "m3")


def random_company(seed: int, size: int = 45) -> tuple[list[Customer], list[Order]]:
    """Three years of orders from 2021 on; about a third of the amounts come more than once."""
    chance = random.Random(seed)
    customers = [
        Customer(
            f"C{place:03}",
            manager=chance.choice((*MANAGERS, None)),
            region=chance.choice(("East", "West", None)),
            name=f"Name {place}" if place % 3 else None,
            is_on_file=chance.random() < 0.8,
        )
        for place in range(size)
    ]
    orders = []
    for _ in range(size * 4):
        amount = chance.choice((100, 250, chance.randint(-900, 9000)))
        cost = chance.choice((None, "12.34", f"{amount / 2:.2f}"))
        day = date(2021, 1, 1) + timedelta(chance.randint(0, 1094))
        orders.append(Order(f"C{chance.randrange(size - 5):03}", day, f"{amount}.05", cost))
    return customers, [*orders, Order("C000", date(2023, 12, 31), "1.00")]


HALVES = Scheme(
    "halves",
    "share",
    (Band("First", 5000, Labels("a", "b")), Band("Second", 10_000, Labels("c", "d"))),
    Labels("Halves", "对半"),
)
SCHEMES = {**SHIPPED, "halves": HALVES}
PERIODS = ("12", "3", "quarter", "ytd", "24")


@st.composite
def rules(draw: st.DrawFn, as_of: int, *, buffered: bool = True) -> tuple[Question, Proposal]:
    """A question, and something to try on it."""
    scheme = SCHEMES[draw(st.sampled_from(sorted(SCHEMES)))]
    base = scheme.value_base or draw(st.sampled_from(("revenue", "profit", "orders")))
    asked = Question(as_of, Period.parse(draw(st.sampled_from(PERIODS))), scheme=scheme.name, base=base)
    inner = len(scheme.bands) - 1
    mode = draw(st.sampled_from(("rank", "share", "absolute")))
    tried_base = draw(st.sampled_from(("revenue", "profit", "orders")))
    if mode == "absolute":
        most = 12 if tried_base == "orders" else 200_000_000
        limits = sorted(draw(st.sets(st.integers(1, most), min_size=inner, max_size=inner)), reverse=True)
    else:
        limits = sorted(draw(st.lists(st.integers(0, 10_000), min_size=inner, max_size=inner)))
    return asked, Proposal(
        mode,
        tuple(limits),
        tried_base,
        Period.parse(draw(st.sampled_from(PERIODS))),
        draw(st.sampled_from((0, 0, 1000, 4000))) if buffered else 0,
        draw(st.sampled_from((3, 6, 12))),
    )
