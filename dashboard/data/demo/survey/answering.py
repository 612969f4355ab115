"""What is answered: scores that hang together as those of people do, with what is planted and nothing else.

How content people are on the whole, and each item by itself, is centred among those who answer: what the plan does not
change stays as it was, up to rounding, so that only planted changes are there to be found.
"""

from dataclasses import dataclass

import numpy as np

from dashboard.data.demo.survey.questionnaire import (
    CES,
    NPS,
    OVERALL,
    OVERALL_FROM,
    PROBLEM,
    RESCALED,
    SATISFACTION,
    TEXT,
    TOLD,
    Item,
)
from dashboard.data.demo.survey.waves import CALLS, WavePlan

UNKNOWN, EMPTY, NOT_ASKED = -2, -1, -3
"""In the place of a score: does not know; left out; had no reason to be asked."""
_GENERAL, _OWN, _EMPTY_SHARE = 0.5, 0.75, 0.012
_OVERALL_MEAN = 4.0
CALLED_SCORES = {5: 201, 4: 14, 3: 4, 2: 1, 1: 1}
"""Of 221 who were called: 215 content (metrics.md, T14)."""


@dataclass(frozen=True, eq=False)
class People:
    """Who answers, one entry per response. ``mood``: how content they are on the whole; ``complained``: flags."""

    mood: np.ndarray
    complained: np.ndarray

    @property
    def size(self) -> int:
        return self.mood.size


def score_matrix(random: np.random.Generator, wave: WavePlan, people: People) -> np.ndarray:
    """Responses x questions of the wave; whole numbers, or one of the three codes above."""
    mood = _centred(people.mood)
    away = {item.number: _GENERAL * mood + _OWN * _centred(random.normal(size=people.size)) for item in wave.items}
    overall = _overall(random, wave, mood, away)
    columns = []
    for item in wave.items:
        if item.item_type in (PROBLEM, TOLD):
            columns.append(_yes_or_no(random, item, people, columns))
            continue
        latent = _latent(random, item, away[item.number], overall)
        scores = np.clip(np.round(latent), *item.scale).astype(int)
        if wave.kind == CALLS and item.item_type == OVERALL:
            scores = _called_scores(random, wave, people.size)
        chance = random.random(people.size)
        left_out = 0 if item.item_type == OVERALL else _EMPTY_SHARE
        scores[chance < item.unknown + left_out] = EMPTY
        scores[chance < item.unknown] = UNKNOWN
        columns.append(np.full(people.size, NOT_ASKED) if item.item_type == TEXT else scores)
    return np.stack(columns, axis=1)


def _centred(values: np.ndarray) -> np.ndarray:
    return values - values.mean() if values.size else values


def _overall(random: np.random.Generator, wave: WavePlan, mood: np.ndarray, away: dict[int, np.ndarray]) -> np.ndarray:
    """Distance from the usual overall score, before rounding."""
    own = _centred(random.normal(size=mood.size))
    if wave.kind == CALLS or not all(number in away for number in OVERALL_FROM):
        return 0.6 * mood + 0.4 * own
    return sum((weight * away[number] for number, weight in OVERALL_FROM.items()), 0.35 * own)


def _latent(random: np.random.Generator, item: Item, away: np.ndarray, overall: np.ndarray) -> np.ndarray:
    own = _centred(random.normal(size=away.size))
    if item.item_type == OVERALL:
        return (item.mean or _OVERALL_MEAN) + overall
    if item.item_type == NPS:
        return 8.2 + 1.5 * overall + 0.9 * own
    if item.item_type == CES:
        return 5.2 + 0.8 * overall + 0.8 * own
    if item.item_type == SATISFACTION:
        return item.mean + away * (1.5 if item.number == RESCALED and item.scale == (1, 7) else 1.0)
    return item.mean + 0.5 * own


def _yes_or_no(random: np.random.Generator, item: Item, people: People, before: list[np.ndarray]) -> np.ndarray:
    """1 yes, 2 no. Only who had a problem is asked whether they said so."""
    chance = random.random(people.size)
    if item.item_type == PROBLEM:
        return np.where(chance < np.where(people.complained, 0.95, 0.2), 1, 2)
    said = np.where(chance < np.where(people.complained, 0.96, 0.3), 1, 2)
    return np.where(before[-1] == 1, said, NOT_ASKED)


def _called_scores(random: np.random.Generator, wave: WavePlan, size: int) -> np.ndarray:
    """In the last quarter exactly the shares of the published example, before it about these."""
    scores, weights = list(CALLED_SCORES), np.array(list(CALLED_SCORES.values()))
    if not wave.is_last:
        return random.choice(scores, size, p=weights / weights.sum())
    counts = np.floor(weights * size / weights.sum() + 1e-9).astype(int)
    counts[0] += size - counts.sum()
    return random.permutation(np.repeat(scores, counts))
