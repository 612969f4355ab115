"""The files of surveys as clerks and an agency keep them, slips included."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.data.demo.roster import Roster
from dashboard.data.demo.sheets import Sheet
from dashboard.data.demo.survey.answering import EMPTY, NOT_ASKED, UNKNOWN
from dashboard.data.demo.survey.questionnaire import TEXT, Item
from dashboard.data.demo.survey.respondents import Asked
from dashboard.data.demo.survey.waves import CALLS, YEARLY, WavePlan

MISTYPED = "45"
"""Two answers in one cell of the first wide wave: a number outside of the scale, told and in no mean."""
_WAVE_HEADER = (
    "调查编号", "调查系列", "调查名称", "调查类型", "开始日期", "结束日期", "总体数", "抽样方法", "调查方式",
    "调查机构", "最低分", "最高分", "不清楚代码", "未作答代码", "是否匿名",
)  # fmt: skip
_ITEM_HEADER = (
    "调查编号", "题号", "统一题号", "服务项目", "题目", "题目类型", "权重", "维度", "最低分", "最高分", "不清楚代码",
    "未作答代码",
)  # fmt: skip
_INVITE_HEADER = ("邀请编号", "调查编号", "客户编号", "联系人编号", "发送时间", "是否送达", "样本分层")
_LONG_HEADER = (
    "答卷编号", "调查编号", "题号", "客户编号", "联系人编号", "作答时间", "得分", "不清楚", "意见", "权重",
)  # fmt: skip
_WHO = ("答卷编号", "调查编号", "客户编号", "联系人编号", "作答时间")
_OWN_CODES = {(0, 10): ("11", "12"), (1, 7): ("8", "0")}
"""Scales on which the codes of the wave are scores: what means "does not know" there, and what "left out"."""


@dataclass(frozen=True, eq=False)
class Answered:
    """One wave with its answers. ``invited``: row of ``asked`` of each response; ``scores``: see answering.py;
    ``texts``: an opinion or "" per response; ``weights``: texts, none where the wave has no weights."""

    wave: WavePlan
    asked: Asked
    invited: np.ndarray
    at: np.ndarray
    scores: np.ndarray
    texts: list[str]
    weights: list[str]

    def response_id(self, place: int) -> str:
        return f"{self.wave.survey_id}-{place + 1:04d}"


def wave_sheet(waves: Sequence[Answered]) -> Sheet:
    """调查期次表, and one that was never given a number."""
    records = [
        [
            one.wave.survey_id,
            one.wave.kind,
            one.wave.title,
            one.wave.kind,
            str(one.wave.field_from),
            str(one.wave.field_to),
            str(one.asked.population),
            one.wave.sample,
            one.wave.mode,
            "" if not one.wave.is_anonymous else "明鉴市场调查有限公司",
            "1",
            "5",
            "6",
            "0",
            "是" if one.wave.is_anonymous else "否",
        ]
        for one in waves
    ]
    return Sheet(_WAVE_HEADER, [*records, ["", *records[-1][1:2], "专题调查（编号待定）", *records[-1][3:]]])


def question_sheet(waves: Sequence[Answered]) -> Sheet:
    """调查题目, and one without a number."""
    records = [
        [
            one.wave.survey_id,
            item.item_id,
            item.canonical,
            item.service,
            item.text,
            item.item_type,
            item.weight,
            item.dimension,
            *_own_scale(item),
        ]
        for one in waves
        for item in one.wave.items
    ]
    return Sheet(_ITEM_HEADER, [*records, [records[0][0], "", "", "", "备用题", "满意度", "", "", "", "", "", ""]])


def _own_scale(item: Item) -> tuple[str, str, str, str]:
    if item.item_type == TEXT or item.scale == (1, 5):
        return "", "", "", ""
    return str(item.scale[0]), str(item.scale[1]), *_OWN_CODES.get(item.scale, ("", ""))


def invite_sheet(roster: Roster, waves: Sequence[Answered], layer_names: Sequence[str]) -> Sheet:
    """调查邀请, and one whose time nobody wrote down properly. ``layer_names``: of each customer."""
    records = []
    for one in waves:
        for place, row in enumerate(one.asked.customer.tolist()):
            records.append(
                [
                    f"YQ{one.wave.survey_id}-{place + 1:05d}",
                    one.wave.survey_id,
                    roster.customer_id[row],
                    one.asked.contact[place],
                    _moment(one.asked.at[place]),
                    "是" if one.asked.is_delivered[place] else "否",
                    layer_names[row] if one.wave.kind == YEARLY else "",
                ]
            )
    return Sheet(_INVITE_HEADER, [*records, [f"YQ{'9' * 9}", *records[0][1:4], "待补", "是", ""]])


def wide_sheet(roster: Roster, waves: Sequence[Answered]) -> Sheet:
    """调查答卷, a line per response and a column per question; one line stayed empty."""
    items = [item.item_id for item in waves[0].wave.items]
    records = []
    for one in waves:
        for place in range(len(one.invited)):
            cells = [_cell(item, score) for item, score in zip(one.wave.items, one.scores[place].tolist(), strict=True)]
            records.append([*_who(roster, one, place), *cells])
    records[0][len(_WHO)] = MISTYPED
    return Sheet((*_WHO, *items), [*records, [f"{records[-1][0]}空", *records[-1][1 : len(_WHO)], *[""] * len(items)]])


def answers_in(sheet: Sheet) -> int:
    """Records that an import of the wide form reads: each answer, and each line without any."""
    return sum(max(sum(cell != "" for cell in record[len(_WHO) :]), 1) for record in sheet.records)


def _cell(item: Item, score: int) -> str:
    unknown, left_out = _OWN_CODES.get(item.scale, ("6", "0"))
    return {UNKNOWN: unknown, EMPTY: left_out, NOT_ASKED: ""}.get(score, str(score))


def long_sheet(roster: Roster, waves: Sequence[Answered]) -> Sheet:
    """调查答卷明细, a line per answer; one score in words."""
    records = []
    for one in waves:
        has_codes = one.wave.kind == CALLS
        for place in range(len(one.invited)):
            response, survey, customer, contact, at = _who(roster, one, place)
            weight = one.weights[place] if one.weights else ""
            for item, score in zip(one.wave.items, one.scores[place].tolist(), strict=True):
                text = one.texts[place] if item.item_type == TEXT else ""
                if score in (EMPTY, NOT_ASKED) and not text:
                    continue
                is_unknown = score == UNKNOWN and not has_codes
                given = "" if text or is_unknown else _cell(item, score)
                records.append(
                    [
                        response,
                        survey,
                        item.item_id,
                        customer,
                        contact,
                        at,
                        given,
                        "是" if is_unknown else "",
                        text,
                        weight,
                    ]
                )
    first = list(records[0])
    return Sheet(_LONG_HEADER, [*records, [f"{first[0]}补", *first[1:6], "四分", "", "", ""]])


def _who(roster: Roster, one: Answered, place: int) -> list[str]:
    invited = int(one.invited[place])
    customer = roster.customer_id[int(one.asked.customer[invited])]
    return [
        one.response_id(place),
        one.wave.survey_id,
        customer,
        one.asked.contact[invited],
        _moment(one.at[place]),
    ]


def _moment(at: np.datetime64) -> str:
    return str(at.astype("datetime64[m]")).replace("T", " ")
