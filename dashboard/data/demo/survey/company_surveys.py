"""Everything about the demo company's surveys, drawn once from the plan; the files that it is written to."""

from collections.abc import Sequence

import numpy as np

from dashboard.data.demo.plan import DemoPlan
from dashboard.data.demo.roster import KEY, TIERS, Roster
from dashboard.data.demo.sheets import Sheet
from dashboard.data.demo.survey.answering import People, score_matrix
from dashboard.data.demo.survey.questionnaire import OVERALL, TEXT
from dashboard.data.demo.survey.respondents import HOME_REGION, Asked, Market, ask
from dashboard.data.demo.survey.survey_sheets import (
    Answered,
    invite_sheet,
    long_sheet,
    question_sheet,
    wave_sheet,
    wide_sheet,
)
from dashboard.data.demo.survey.waves import CALLS, WavePlan, planned_waves

WAVES, QUESTIONS, INVITES, WIDE, LONG = (
    "调查期次表.csv",
    "调查题目.csv",
    "调查邀请.csv",
    "调查答卷.csv",
    "调查答卷明细.csv",
)
_MOOD_STREAM, _FIRST_STREAM = 100, 101
_OPINIONS = (
    "报告周期比以前短了，希望保持。",
    "检测数据可信，愿意长期合作。",
    "业务人员响应快，沟通顺畅。",
    "希望网上平台能看到样品的实时进度。",
    "采样预约可以再灵活一些。",
)
_COMPLAINTS = (
    "开票系统更换后多次开错税号，影响我们付款。",
    "投诉后一直没有人给明确答复。",
    "价格偏高，建议对长期客户优惠。",
)


def draw_surveys(plan: DemoPlan, there: Market) -> list[Answered]:
    """All waves in the order of their last day. Streams of its own: everything else stays as it was without them."""
    mood = plan.stream(_MOOD_STREAM).normal(size=there.roster.size) - 0.7 * (there.roster.tier <= KEY)
    return [
        _answered(plan.stream(_FIRST_STREAM + place), there, wave, mood)
        for place, wave in enumerate(planned_waves(plan))
    ]


def _answered(random: np.random.Generator, there: Market, wave: WavePlan, mood: np.ndarray) -> Answered:
    asked = ask(random, there, wave)
    invited: np.ndarray = np.repeat(np.arange(asked.customer.size), asked.answers)
    at = _moments(random, wave, asked, invited)
    order = np.argsort(at, kind="stable")
    invited, at = invited[order], at[order]
    customer = asked.customer[invited]
    complained = there.has_complained(customer, wave.field_from)
    own = 0.8 * mood[customer] + 0.6 * random.normal(size=customer.size) - 0.4 * complained
    scores = score_matrix(random, wave, People(own, complained))
    texts = _opinions(random, wave, scores)
    weights = _weights(there, wave, customer) if wave.is_anonymous else []
    return Answered(wave, asked, invited, at, scores, texts, weights)


def _moments(random: np.random.Generator, wave: WavePlan, asked: Asked, invited: np.ndarray) -> np.ndarray:
    """Who is called answers at once; others on a day of the weeks in the field."""
    if wave.kind == CALLS:
        return asked.at[invited] + random.integers(1, 9, invited.size)
    days = random.integers(0, (wave.field_to - wave.field_from).astype(int), invited.size) * 24 * 60
    return asked.at[invited] + days + random.integers(0, 8 * 60, invited.size)


def _opinions(random: np.random.Generator, wave: WavePlan, scores: np.ndarray) -> list[str]:
    """Three of ten say something; who is not content, what is wrong."""
    if not any(item.item_type == TEXT for item in wave.items):
        return [""] * len(scores)
    place = next(number for number, item in enumerate(wave.items) if item.item_type == OVERALL)
    chosen = random.random(len(scores)) < 0.3
    pick = random.integers(0, 1000, len(scores)).tolist()
    return [
        "" if not says else (_COMPLAINTS if score <= 3 else _OPINIONS)[number % (3 if score <= 3 else 5)]
        for says, number, score in zip(chosen.tolist(), pick, scores[:, place].tolist(), strict=True)
    ]


def _weights(there: Market, wave: WavePlan, customer: np.ndarray) -> list[str]:
    """The agency makes up for customers far away, who are too few among the answers: share of those who could have been
    asked by share of the answers."""
    asked_for = there.may_be_asked_by_agency(wave)
    is_far, answered_far = (there.region[rows] != HOME_REGION for rows in (asked_for, customer))
    found = {
        flag: (is_far == flag).mean() / (answered_far == flag).mean()
        for flag in (False, True)
        if (answered_far == flag).any()
    }
    return [f"{found[flag]:.4f}" for flag in answered_far.tolist()]


def survey_sheets(roster: Roster, waves: Sequence[Answered]) -> dict[str, tuple[str, Sheet]]:
    """Encoding and content by file name."""
    tiers = [TIERS[tier] for tier in roster.tier.tolist()]
    return {
        WAVES: ("gb18030", wave_sheet(waves)),
        QUESTIONS: ("gb18030", question_sheet(waves)),
        INVITES: ("gb18030", invite_sheet(roster, waves, tiers)),
        WIDE: ("gb18030", wide_sheet(roster, [one for one in waves if one.wave.is_wide])),
        LONG: ("gb18030", long_sheet(roster, [one for one in waves if not one.wave.is_wide])),
    }
