"""Which waves there are and when, from the plan: the same pattern of a year, as many as fit into the history."""

from dataclasses import dataclass, replace

import numpy as np

from dashboard.data.demo.plan import DemoPlan
from dashboard.data.demo.survey.questionnaire import (
    AGENCY,
    CALLED,
    GENERAL,
    ITEMS,
    NEW_MEANS,
    NEW_WORDING,
    OPINION,
    RESCALED,
    REWORDED,
    WISHES,
    Item,
)

YEARLY, CALLS, BY_AGENCY = "年度关系调查", "交易回访", "第三方调查"
_MOST_YEARS, _MOST_QUARTERS = 4, 8
_LAST_YEARLY, _LAST_CALLS, _OF_AGENCY = 2, 4, 3
"""Month, counted back from the end of the history (1 = the last month)."""


@dataclass(frozen=True, eq=False)
class WavePlan:
    """``kind`` is the series as well. ``month``: index of the month in which it ends; ``place``: 0 = first of its kind.
    ``is_wide``: the old form, a line per response; ``is_last`` of its kind."""

    survey_id: str
    title: str
    kind: str
    month: int
    place: int
    field_from: np.datetime64
    field_to: np.datetime64
    items: tuple[Item, ...]
    is_last: bool
    mode: str = "电话"
    sample: str = "随机"

    @property
    def is_wide(self) -> bool:
        return self.kind == YEARLY and not self.is_last

    @property
    def is_anonymous(self) -> bool:
        return self.kind == BY_AGENCY


def planned_waves(plan: DemoPlan) -> tuple[WavePlan, ...]:
    """By their last day: the yearly ones (two to four), calls of each quarter, the agency's."""
    waves = [*_yearly(plan), *_calls(plan), _agency(plan)]
    return tuple(sorted(waves, key=lambda wave: (wave.field_to, wave.survey_id)))


def _yearly(plan: DemoPlan) -> list[WavePlan]:
    count = min(_MOST_YEARS, (plan.months - 6) // 12 + 1)
    waves = []
    for place in range(count):
        month = plan.months - _LAST_YEARLY - 12 * (count - 1 - place)
        first = (plan.first_month + month).astype("datetime64[D]")
        year, is_last = str(first)[:4], place == count - 1
        waves.append(
            WavePlan(
                f"GX{year}",
                f"{year}年度客户满意度调查",
                YEARLY,
                month,
                place,
                first + 7,
                first + 25,
                (*_last_items(), *GENERAL, OPINION, *WISHES) if is_last else (*ITEMS, *GENERAL),
                is_last,
                mode="电话" if place < count - 2 else "网上",
            )
        )
    return waves


def _last_items() -> tuple[Item, ...]:
    """As they are asked in the last wave: one in other words, one on another scale, some with another result."""
    changed = []
    for item in ITEMS:
        if item.number in NEW_MEANS:
            item = replace(item, mean=NEW_MEANS[item.number])
        if item.number == REWORDED:
            item = replace(item, text=NEW_WORDING)
        if item.number == RESCALED:
            # in no dimension: what is expected there was asked from 1 to 5
            item = replace(item, scale=(1, 7), mean=item.mean * 1.5 - 0.5, dimension="")
        changed.append(item)
    return tuple(changed)


def _calls(plan: DemoPlan) -> list[WavePlan]:
    count = min(_MOST_QUARTERS, (plan.months - _LAST_CALLS - 2) // 3)
    waves = []
    for place in range(count):
        month = plan.months - _LAST_CALLS - 3 * (count - 1 - place)
        name = str(plan.first_month + month)
        waves.append(
            WavePlan(
                f"HF{name.replace('-', '')}",
                f"交易回访（截至{name[:4]}年{int(name[5:])}月的一季）",
                CALLS,
                month,
                place,
                (plan.first_month + month - 2).astype("datetime64[D]"),
                plan.month_end(month),
                CALLED,
                place == count - 1,
            )
        )
    return waves


def _agency(plan: DemoPlan) -> WavePlan:
    month = plan.months - _OF_AGENCY
    first = (plan.first_month + month).astype("datetime64[D]")
    title = f"{str(first)[:4]}年中小客户第三方满意度调查（匿名）"
    return WavePlan(
        f"DSF{str(first)[:4]}", title, BY_AGENCY, month, 0, first + 4, first + 24, AGENCY, True, "网上", "便利"
    )
