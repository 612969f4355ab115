"""How far each question of an anonymous wave may be told (metrics.md, M47b): the rule put to one wave's answers."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dashboard.data.building.survey_sources import Crowd
from dashboard.logic.surveys.suppression import Level, are_safe, depths, levels

LEAST_WEIGHTED = 100
LEADING_PART = 2
"""Questions that one in so many rated decide which cells the wave shows; the others follow as far as they can."""


@dataclass(frozen=True, eq=False)
class Decided:
    """Of one wave.

    items, depth   item_no of its questions, and how far each may be told: sums of weights lie below all levels
    labels         of the values that each level shows
    tells_invites  whether who was invited may be told beside who answered
    """

    items: np.ndarray
    depth: np.ndarray
    levels: tuple[Level, ...]
    labels: Mapping[str, list[str]]
    tells_invites: bool


def decide(crowd: Crowd, cuts: Mapping[str, tuple[tuple[str, ...], np.ndarray]]) -> Decided:
    items, item = np.unique(crowd.item, return_inverse=True)
    member = crowd.member[crowd.asked_of]
    rated = _counts(item[crowd.is_rated], member[crowd.is_rated], (len(items), crowd.count))
    asked = rated if crowd.is_rated.all() else _counts(item, member, rated.shape)
    sets = [np.bincount(crowd.member, minlength=crowd.count)[None]]
    tells_invites = crowd.is_linked and len(crowd.invited) > 0
    if tells_invites:
        asked_for = (crowd.invited, crowd.invited[crowd.is_delivered], crowd.invited[crowd.has_answered])
        counts = [np.bincount(members, minlength=crowd.count)[None] for members in asked_for]
        tells_invites = bool(are_safe(np.concatenate(counts), np.zeros(crowd.count, np.int64)).all())
        sets += counts if tells_invites else []
    depth = np.minimum(depths(rated, ()), depths(asked, ()))
    if (depths(sets[0], ()) < 0).any():
        return Decided(items, np.full(len(items), -1), (), {}, tells_invites=False)
    leads = (depth == 0) & (LEADING_PART * rated.sum(axis=1) >= len(crowd.member))
    unlike = leads & (rated != asked).any(axis=1)
    found = levels(np.concatenate([*sets, asked[leads], rated[unlike]]), {name: cut[1] for name, cut in cuts.items()})
    depth = np.minimum(depths(rated, found), depths(asked, found))
    labels = {level.cut: [cuts[level.cut][0][value] for value in level.shown] for level in found}
    return Decided(items, _with_weights(crowd, item, depth, found), found, labels, tells_invites)


def _counts(row: np.ndarray, member: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """How often each member comes, per row."""
    cell = row * shape[1] + member
    return np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape)


def _with_weights(crowd: Crowd, item: np.ndarray, depth: np.ndarray, found: tuple[Level, ...]) -> np.ndarray:
    """Sums of weights tell apart who has which weight: they are one more cut, after all others. Of the questions that
    had come as far, those deepen by one that keep every weight safe, and have enough ratings."""
    if (crowd.weight < 0).all():
        return depth
    block = found[-1].block if found else np.zeros(crowd.count, np.int64)
    weights, weight = np.unique(crowd.weight, return_inverse=True)
    pairs, pair = np.unique(crowd.member * len(weights) + weight, return_inverse=True)
    shape = (len(depth), len(pairs))
    asked = _counts(item, pair[crowd.asked_of], shape)
    counts = _counts(item[crowd.is_rated], pair[crowd.asked_of[crowd.is_rated]], shape)
    part = block[pairs // len(weights)] * len(weights) + pairs % len(weights)
    is_safe = are_safe(counts, part).all(axis=1) & are_safe(asked, part).all(axis=1)
    return depth + (is_safe & (depth == len(found)) & (counts.sum(axis=1) >= LEAST_WEIGHTED))
