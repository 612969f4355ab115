"""Slider moves of single visitors, page by page in turn, so that all of them meet the same neighbours."""

import asyncio
import random
import statistics
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from bench.rows import spread
from bench.servers import Server
from bench.websocket import ScriptRun, Session

LOWER, HIGHER = 9, 15
"""A move goes at most so many options away from where the slider stood first: no boundary meets its neighbour."""


@dataclass
class Visited:
    """One page on one server, and what it cost. ``slider``: its key; ``None`` = the page is only run again."""

    name: str
    server: Server
    page: str = ""
    slider: str | None = ""
    first: ScriptRun | None = None
    thinking: list[ScriptRun] = field(default_factory=list)
    burst: list[ScriptRun] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """ms: median with think time; burst_ms: each move sent as soon as the last was answered; bytes: the most."""
        assert self.first is not None
        burst = [1000 * run.seconds for run in self.burst]
        return {
            **spread("ms", [1000 * run.seconds for run in self.thinking]),
            **({"burst_ms": round(statistics.median(burst), 1)} if burst else {}),
            "bytes": max(run.bytes for run in (*self.thinking, *self.burst)),
            "first_visit_ms": round(1000 * self.first.seconds),
            "first_bytes": self.first.bytes,
            "resident_mb": round(self.server.resident_mb()),
        }


def move_in_turn(pages: Sequence[Visited], moves: int, think: float, burst: int = 0) -> None:
    """Open each page, then move each page's slider in turn; after that ``burst`` moves without a pause on each.

    The first move of each is not counted. Raises RuntimeError for a page that shows an error, or draws no chart in a
    move where it drew one before.
    """
    asyncio.run(_move_in_turn(pages, moves, think, burst))


async def _move_in_turn(pages: Sequence[Visited], moves: int, think: float, burst: int) -> None:
    async with AsyncExitStack() as stack:
        sessions = [await stack.enter_async_context(Session(page.server.port, page.page)) for page in pages]
        hands = []
        for page, session in zip(pages, sessions, strict=True):
            page.first = _sound(page, await session.visit())
            hands.append(Hand(session, page.slider))
            await hands[-1].move()
        for _ in range(moves):
            for page, hand in zip(pages, hands, strict=True):
                await asyncio.sleep(think)
                page.thinking.append(_sound(page, await hand.move()))
        for page, hand in zip(pages, hands, strict=True):
            page.burst += [_sound(page, await hand.move()) for _ in range(burst)]


class Hand:
    """Moves one slider of one session to and fro: to each option nearby before it comes to one again, so that an answer
    that was kept helps nobody. The same order in every run."""

    def __init__(self, session: Session, key: str | None, seed: int = 1) -> None:
        self.session, self.key = session, key
        self.chance = random.Random(seed)
        self.start = self.place = 0 if key is None else session.slider(key).place
        self.ahead: list[int] = []

    async def move(self) -> ScriptRun:
        if self.key is None:
            return await self.session.visit()
        slider = self.session.slider(self.key)
        if not self.ahead:
            near = range(max(self.start - LOWER, 0), min(self.start + HIGHER + 1, len(slider.options)))
            self.ahead = [place for place in near if place != self.place]
            self.chance.shuffle(self.ahead)
        self.place = self.ahead.pop()
        return await self.session.move(slider, slider.options[self.place])


def _sound(page: Visited, run: ScriptRun) -> ScriptRun:
    if run.errors:
        raise RuntimeError(f"{page.name}: {run.errors[0]}")
    if page.first and page.first.charts and not run.charts:
        raise RuntimeError(f"{page.name}: a move brought no picture")
    return run
