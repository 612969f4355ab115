"""Charts of cases, promises and the iceberg with figures of every odd size, for the geometry tests."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from dashboard.logic.cases.survival import kaplan_meier
from dashboard.logic.charts.bullets import Bullet, bullet_chart
from dashboard.logic.charts.case_bars import Part, case_bars
from dashboard.logic.charts.case_lines import backlog_chart, survival_chart
from dashboard.logic.charts.case_parts import kinds_chart, parts_chart
from dashboard.logic.charts.cause_bars import cause_bars
from dashboard.logic.charts.chart_words import ChartWords
from dashboard.logic.charts.compliance_bars import compliance_bars
from dashboard.logic.charts.effect_intervals import EffectRow, effect_chart
from dashboard.logic.charts.iceberg import IcebergPicture, iceberg_chart

DAY = 27_000
AGES = ("0-2", "3-5", "6-10", "11-20", "21-30", "> 30")
DAYS = ("overdue", "Mon 07-15", "Tue 07-16", "Wed 07-17", "Thu 07-18", "Fri 07-19", "7 月 22 日")
KINDS = ("Complaints", "Appeals", "Quality objections", "投诉", "质量异议", "Suggestions, praise and inquiries")
CAUSES = ("检测周期超过承诺", "Report was late", "Staff: rude or not there when they were due", "客户自身原因", "x")
GROUPS = ("All who complained", "Recovered", "Not recovered", "Second failure within 180 days", "180 天内未再次失误")

Shape = dict[str, Any]


def _several(make: Callable[[np.random.Generator, int], Shape], shapes: int) -> Callable[[], list[Shape]]:
    return lambda: [make(np.random.default_rng(seed), seed) for seed in range(shapes)]


def _counts(chance: np.random.Generator, size: int) -> list[int]:
    """None, few, many; up to a million."""
    return [int(one) for one in 10 ** chance.uniform(0, 6) * chance.random(size) * (chance.random(size) < 0.8)]


def _iceberg(chance: np.random.Generator, seed: int) -> Shape:
    complained, silent = (0, 0) if seed == 0 else (int(10 ** chance.uniform(0, 5)), 10 ** chance.uniform(0, 6))
    silent *= seed % 7 != 1
    low, high = silent * chance.random(), silent * (1 + chance.choice([0, 0.5, 20]) * chance.random())
    return {"picture": IcebergPicture(complained, silent, low, high)}


def _effect(chance: np.random.Generator, seed: int) -> Shape:
    rows = []
    for name in GROUPS[: seed % 6]:
        share = float(chance.normal(0, 10 ** chance.uniform(-2, 1)))
        half = float(10 ** chance.uniform(-2, 1))
        said = f"{share:+.1%} ({share - half:+.1%} to {share + half:+.1%})"
        if chance.random() < 0.25:
            rows.append(EffectRow(name, "not enough cases yet (7 of 20)"))
        else:
            rows.append(EffectRow(name, said, share, share - half, share + half))
    return {"rows": rows}


def _bars(chance: np.random.Generator, seed: int) -> Shape:
    labels = AGES if seed % 2 else DAYS
    names = ("open", "⚠ overdue", "paused")[: 1 + seed % 3]
    fills = ("plain", "hatched", "grey")
    parts = [Part(name, _counts(chance, len(labels)), fill) for name, fill in zip(names, fills, strict=False)]
    return {"labels": labels, "parts": parts, "chosen": None if seed % 4 else 1}


def _backlog(chance: np.random.Generator, seed: int) -> Shape:
    days = np.datetime64("2023-01-02") + np.arange((1, 2, 30, 400)[seed % 4])
    counts = np.abs(np.cumsum(chance.integers(-3, 4, len(days)))) * int(10 ** chance.uniform(0, 4))
    return {"days": days, "counts": counts}


def _survival(chance: np.random.Generator, seed: int) -> Shape:
    size = int(10 ** chance.uniform(0, 3))
    seconds = (chance.lognormal(chance.uniform(-2, 4), 1, size) * DAY).astype(np.int64)
    survival = kaplan_meier(seconds, chance.random(size) < chance.random())
    limit = (int(10 ** chance.uniform(-1, 2.3) * DAY), "limit 10 working days: 93.4 % closed") if seed % 3 else None
    return {"survival": survival, "limit": limit}


def _causes(chance: np.random.Generator, seed: int) -> Shape:
    size = seed % 12
    counts = np.sort(10 ** chance.uniform(0, 6, size))[::-1]
    shares = counts / counts.sum() if size else counts
    amounts = [f"{int(one):,} · {share:.0%}" for one, share in zip(counts, shares, strict=True)]
    names = [f"{CAUSES[chance.integers(5)]} {place}" for place in range(size)]
    return {"names": names, "amounts": amounts, "shares": shares.tolist(), "cumulative": shares.cumsum().tolist(),
            "chosen": 0 if size and seed % 3 == 0 else None}  # fmt: skip


def _quarters(chance: np.random.Generator, seed: int, narrow: bool) -> tuple[list[str], pd.DataFrame, list[str]]:
    size = min(seed % 13, 6 if narrow else 12)
    table = pd.DataFrame({part: _counts(chance, size) for part in ("violated", "disclosed", "clear")})
    shares = [("", "100 %", "93 % *", "0 %")[chance.integers(4)] for _ in range(size)]
    return [f"{2021 + place // 4}-Q{place % 4 + 1}" for place in range(size)], table, shares


def _parts(chance: np.random.Generator, seed: int) -> Shape:
    counts = _counts(chance, 4) if seed else [0] * 4
    return {"counts": counts, "names": ("in time", "late", "open and past due", "not yet due")}


def _kinds(chance: np.random.Generator, seed: int) -> Shape:
    size = 1 + seed % len(KINDS)
    return {"names": KINDS[:size], "counts": _counts(chance, size)}


def _bullets(chance: np.random.Generator, seed: int) -> Shape:
    rows = []
    for place in range(seed % 9):
        limit = 10 ** chance.uniform(0, 3)
        actual = None if chance.random() < 0.1 else limit * chance.lognormal(0, 1)
        told = "" if actual is None else f"{actual:,.1f} hours · ⚠ over the limit"
        name = f"{CAUSES[chance.integers(5)]} · at the most {place}"
        rows.append(Bullet(str(place), name, actual, limit if seed % 2 else None, limit * 0.7, told))
    return {"bullets": rows}


def _words_of(name: str, dark: bool, narrow: bool) -> dict[str, bool]:
    return {"dark": dark} if name in ("backlog", "survival") else {"dark": dark, "narrow": narrow}


def case_charts(shapes: int) -> dict[str, tuple[Callable[[], list], Callable[..., object]]]:
    """By name: makes the shapes, draws one (shape, words, dark, narrow)."""

    def compliance(seed: int, words: ChartWords, dark: bool, narrow: bool) -> object:
        names, table, shares = _quarters(np.random.default_rng(seed), seed, narrow)
        parts = ("undisclosed conflict", "conflict with an override", "no conflict")
        return compliance_bars(names, table, parts, shares, chosen=0 if names else None, dark=dark, narrow=narrow)

    drawn: dict[str, tuple[Callable[[np.random.Generator, int], Shape], Callable[..., object]]] = {
        "iceberg": (_iceberg, lambda words, **kept: iceberg_chart(words=words, **kept)),
        "effect": (_effect, lambda words, **kept: effect_chart(words=words, **kept)),
        "case_bars": (_bars, lambda words, **kept: case_bars(**kept)),
        "backlog": (_backlog, lambda words, days, **kept: backlog_chart(days, texts=[""] * len(days), name="", **kept)),
        "survival": (
            _survival,
            lambda words, **kept: survival_chart(
                day=DAY, axis="working days since receipt", name="still open", told=lambda *_: "", **kept
            ),
        ),
        "causes": (
            _causes,
            lambda words, **kept: cause_bars(
                nothing="No cases", percent=[f"{tick * 20} %" for tick in range(6)], **kept
            ),
        ),
        "case_parts": (_parts, lambda words, **kept: parts_chart(words=words, **kept)),
        "case_kinds": (_kinds, lambda words, **kept: kinds_chart(words=words, **kept)),
        "bullets": (
            _bullets,
            lambda words, **kept: bullet_chart(
                words=words, heading="Time taken, in hours", regulator="Regulator's limit", company="公司限值", **kept
            ),
        ),
    }

    def drawing(name: str, draw: Callable[..., object]) -> Callable[..., object]:
        return lambda shape, words, dark, narrow: draw(words, **shape, **_words_of(name, dark, narrow))

    found = {name: (_several(make, shapes), drawing(name, draw)) for name, (make, draw) in drawn.items()}
    return {**found, "compliance": (lambda: list(range(shapes)), compliance)}
