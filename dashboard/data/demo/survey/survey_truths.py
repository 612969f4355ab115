"""The truths about surveys: what was planted, and what each wave holds. Ready for JSON."""

from collections.abc import Sequence
from math import sqrt
from statistics import mean, variance
from typing import Any

import numpy as np

from dashboard.data.demo.catalogue import CITIES, INDUSTRIES
from dashboard.data.demo.roster import KEY
from dashboard.data.demo.sheets import Sheet
from dashboard.data.demo.survey.company_surveys import INVITES, LONG, QUESTIONS, WAVES, WIDE
from dashboard.data.demo.survey.questionnaire import (
    DRIVER,
    IMPROVED,
    ITEMS,
    NEW_MEANS,
    RESCALED,
    REWORDED,
    UNCHANGED,
    WORSE,
)
from dashboard.data.demo.survey.respondents import Market
from dashboard.data.demo.survey.survey_counts import Rule, WaveCount, counted_waves, question_rules, rows, wave_told
from dashboard.data.demo.survey.survey_sheets import Answered
from dashboard.data.demo.survey.waves import BY_AGENCY, CALLS, YEARLY

FALSE_SHARE = 0.05
"""Of the verdicts on questions that did not change (metrics.md, M48)."""
_SURE, _ENOUGH_FOR_DRIVERS = 4.5, 160
"""A difference of so many standard errors is found whatever the correction for many questions."""
_ANSWERS, _CUSTOMERS, _LARGEST = 5, 3, (60, 100)
"""Metrics.md, M47b: a cell is shown only with so many, and no customer with more than this part of them."""


def survey_truths(
    there: Market, waves: Sequence[Answered], sheets: dict[str, tuple[str, Sheet]], layers: Sequence[str | None]
) -> dict[str, Any]:
    """``layers``: of each customer at the last month end before the agency's wave was over."""
    rules = question_rules(sheets[WAVES][1], sheets[QUESTIONS][1])
    counts = counted_waves(rules, sheets[WIDE][1], sheets[LONG][1])
    yearly = [one.wave.survey_id for one in waves if one.wave.kind == YEARLY]
    before, last = yearly[-2:]
    agency = next(one for one in waves if one.wave.kind == BY_AGENCY)
    invited = _invited(sheets[INVITES][1])
    return {
        "waves": {
            one.wave.survey_id: {
                "kind": one.wave.kind,
                "anonymous": one.wave.is_anonymous,
                "field_from": str(one.wave.field_from),
                "field_to": str(one.wave.field_to),
                "population": one.asked.population,
                **invited[one.wave.survey_id],
                **wave_told(one.wave.survey_id, counts[one.wave.survey_id], rules),
            }
            for one in waves
        },
        "last": last,
        "before": before,
        "improved": _change(counts, before, last, IMPROVED, "up"),
        "worse": _change(counts, before, last, WORSE, "down"),
        "unchanged": _change(counts, before, last, UNCHANGED, "no_evidence"),
        "reworded": f"题{REWORDED}",
        "rescaled": f"题{RESCALED}",
        "null_items": [item.item_id for item in ITEMS if item.number not in (*NEW_MEANS, RESCALED)],
        "false_share": FALSE_SHARE,
        "driver": _driver(counts[last], rules, last),
        "bias": _bias(there, next(one for one in waves if one.wave.survey_id == last)),
        "called": [one.wave.survey_id for one in waves if one.wave.kind == CALLS][-1],
        "suppressed": {"survey_id": agency.wave.survey_id, **_cells(there, agency, layers)},
        "weighted": _weighted(counts[agency.wave.survey_id], agency.wave.survey_id, rules),
    }


def _invited(sheet: Sheet) -> dict[str, dict[str, int]]:
    """Invitations that the import takes, and those of them that reached somebody."""
    found: dict[str, dict[str, int]] = {}
    for row in rows(sheet):
        if row["发送时间"] != "待补":
            count = found.setdefault(row["调查编号"], {"invited": 0, "delivered": 0})
            count["invited"] += 1
            count["delivered"] += row["是否送达"] == "是"
    return found


def _change(counts: dict[str, WaveCount], before: str, last: str, number: int, verdict: str) -> dict[str, Any]:
    """``is_sure``: any fair test finds the planted change (or finds none where none was planted)."""
    item = f"题{number}"
    now, then = (counts[survey].items[item].scores for survey in (last, before))
    error = sqrt(variance(now) / len(now) + variance(then) / len(then)) if min(len(now), len(then)) > 1 else 0
    steps = (mean(now) - mean(then)) / error if error else 0.0
    is_sure = steps >= _SURE if verdict == "up" else steps <= -_SURE if verdict == "down" else abs(steps) < 1
    return {
        "item_id": item,
        "text": ITEMS[number - 1].text,
        "n": [len(then), len(now)],
        "sum": [sum(then), sum(now)],
        "verdict": verdict,
        "is_sure": bool(is_sure),
    }


def _driver(wave: WaveCount, rules: dict[tuple[str, str], Rule], survey: str) -> dict[str, Any]:
    """The item that overall satisfaction follows most, beside the next one: correlation of those who rated both."""
    overall = next(item for item in wave.items if rules[survey, item].item_type == "总体满意度")
    found = []
    for item in ITEMS:
        pairs = [
            (rated[item.item_id], rated[overall])
            for rated in wave.rated.values()
            if {item.item_id, overall} <= {*rated}
        ]
        columns = np.array(pairs, float).T
        is_flat = len(pairs) < 2 or not columns.std(axis=1).all()
        found.append((0.0 if is_flat else float(np.corrcoef(columns)[0, 1]), item.item_id))
    (first, item_id), (second, _) = sorted(found, reverse=True)[:2]
    is_sure = item_id == f"题{DRIVER}" and first > second + 0.1 and len(wave.rated) >= _ENOUGH_FOR_DRIVERS
    return {
        "item_id": f"题{DRIVER}",
        "correlation": round(first, 4),
        "second": round(second, 4),
        "is_sure": is_sure,
    }


def _bias(there: Market, last: Answered) -> dict[str, Any]:
    """[answered, invited] of who complained in the year before, of strategic and key accounts, and of the others."""
    asked = last.asked
    complained = there.has_complained(asked.customer, last.wave.field_from)
    large = there.roster.tier[asked.customer] <= KEY
    groups = {"complained": complained, "large": large, "others": ~complained & ~large, "all": np.ones_like(large)}
    return {name: [int((asked.answers[group] > 0).sum()), int(group.sum())] for name, group in groups.items()}


def _cells(there: Market, agency: Answered, layers: Sequence[str | None]) -> dict[str, Any]:
    """Of each cut: which cells the rule hides by itself, with [answers, customers, answers of the largest]. Further
    ones are hidden so that nobody finds them by taking away."""
    customer = agency.asked.customer[agency.invited].tolist()
    labels = {
        "region": [CITIES[there.roster.city[row]].region for row in customer],
        "industry": [INDUSTRIES[there.roster.industry[row]].name for row in customer],
        "layer": [layers[row] or "" for row in customer],
    }
    found: dict[str, Any] = {}
    for cut, values in labels.items():
        held: dict[str, dict[int, int]] = {}
        for row, value in zip(customer, values, strict=True):
            of_value = held.setdefault(value, {})
            of_value[row] = of_value.get(row, 0) + 1
        found[cut] = {
            value: {
                "counts": [sum(part.values()), len(part), max(part.values())],
                "is_hidden": _is_hidden(list(part.values())),
            }
            for value, part in sorted(held.items())
        }
    return found


def _is_hidden(answers: list[int]) -> bool:
    part, whole = _LARGEST
    total = sum(answers)
    return total < _ANSWERS or len(answers) < _CUSTOMERS or max(answers) * whole > total * part


def _weighted(wave: WaveCount, survey: str, rules: dict[tuple[str, str], Rule]) -> dict[str, Any]:
    """Sums of the survey's own weights over promoters, detractors and all who rated."""
    (nps,) = (item for item in wave.items if rules[survey, item].item_type == "推荐意愿")
    rated = [(one[nps], wave.weight[response]) for response, one in wave.rated.items() if nps in one]
    sums = {
        "promoters": sum(weight for score, weight in rated if score >= 9),
        "detractors": sum(weight for score, weight in rated if score <= 6),
        "all": sum(weight for _, weight in rated),
    }
    return {"survey_id": survey, "item_id": nps, **{name: round(total, 4) for name, total in sums.items()}}
