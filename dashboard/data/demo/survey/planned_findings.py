"""What the demo company found in its surveys and how it was mended; what becomes of it is planted with the answers."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dashboard.data.demo.survey.questionnaire import IMPROVED, RESCALED, UNCHANGED, WORSE
from dashboard.data.demo.survey.waves import YEARLY
from dashboard.logic.surveys.effect_target import Target, item_target, metric_target

QUALITY, LAB_HEAD, SERVICE, SALES = "GH027", "GH018", "GH014", "GH013"
"""Who enters and who mends: head of quality, of the laboratories, of customer service, of the market departments."""
_LABORATORY, _SERVICE_UNIT, _SALES_UNIT = "BM07", "BM06", "BM01"


@dataclass(frozen=True)
class PlannedFinding:
    """Days are days after ``since``; None: did not happen. ``effect``: what the next wave shows ("" = any, or nothing
    yet). ``reply``: in words, empty where nobody replied."""

    title: str
    text: str
    since: date
    source: tuple[str, str, str]
    department: str
    published: int | None = 4
    owner: str = ""
    measure: str = ""
    target: Target | None = None
    assigned: int = 8
    due: int = 40
    effective: int = 60
    replied: int = 35
    reply: str = ""
    effect: str = ""
    evaluated_on: date | None = None

    def day(self, days: int) -> date:
        return self.since + timedelta(days=days)


def planned_findings(surveys: dict[str, Any], end: date) -> tuple[PlannedFinding, ...]:
    """``surveys``: the truths about them; ``end``: the last day of the demo. Nothing is later."""
    waves = surveys["waves"]
    before, last = surveys["before"], surveys["last"]
    then = date.fromisoformat(waves[before]["field_to"]) + timedelta(days=12)
    now = date.fromisoformat(waves[last]["field_to"]) + timedelta(days=3)
    judged_on = date.fromisoformat(waves[last]["field_to"]) + timedelta(days=12)
    return (*_mended(before, then, surveys, judged_on), *_running(last, now, end))


def _mended(wave: str, since: date, surveys: dict[str, Any], judged_on: date) -> tuple[PlannedFinding, ...]:
    """Of the wave before: the fixes that the last wave judges."""
    return (
        PlannedFinding(
            "检测报告未按承诺时间出具",
            "客户普遍反映报告晚于承诺日期，该题得分为检测报告各题最低。",
            since,
            ("survey", wave, f"M{IMPROVED:02d}"),
            _LABORATORY,
            owner=LAB_HEAD,
            measure="样品按承诺日期排程，临期前两日自动提醒，签发环节设代理人。",
            target=item_target(YEARLY, f"M{IMPROVED:02d}"),
            reply="排程与提醒已上线，三个检测室全部执行；签发代理人已任命。",
            effect="effective" if surveys["improved"]["is_sure"] else "",
            evaluated_on=judged_on,
        ),
        PlannedFinding(
            "开票结算偶有差错",
            "客户意见集中在开票信息不准确，希望更快、更准。",
            since,
            ("survey", wave, f"M{WORSE:02d}"),
            _SALES_UNIT,
            owner=SALES,
            measure="更换开票系统，税号由客户档案自动带出。",
            target=item_target(YEARLY, f"M{WORSE:02d}"),
            reply="新开票系统已启用。",
            effect="not_effective" if surveys["worse"]["is_sure"] else "",
            evaluated_on=judged_on,
        ),
        PlannedFinding(
            "投诉答复不够及时",
            "投诉过的客户认为答复慢，多次催问。",
            since,
            ("survey", wave, f"M{UNCHANGED:02d}"),
            _SERVICE_UNIT,
            owner=SERVICE,
            measure="投诉责任到人，每周例会通报未答复投诉。",
            target=item_target(YEARLY, f"M{UNCHANGED:02d}"),
            replied=52,
            reply="例会制度已执行。",
        ),
        PlannedFinding(
            "来电来函回复不够迅速",
            "业务人员外出时来电无人接听。",
            since,
            ("survey", wave, f"M{RESCALED:02d}"),
            _SALES_UNIT,
            owner=SALES,
            measure="设置来电转接与两小时回复规定。",
            target=item_target(YEARLY, f"M{RESCALED:02d}"),
            reply="转接已开通，规定已下发。",
            effect="undecided",
        ),
    )


def _running(wave: str, since: date, end: date) -> tuple[PlannedFinding, ...]:
    """Of the last wave, and one from an audit: on their way."""
    return (
        PlannedFinding(
            "信息系统切换后投诉增多",
            "管理评审：系统切换后每百单投诉数上升。",
            end - timedelta(days=150),
            ("audit", "管理评审", ""),
            _LABORATORY,
            owner=LAB_HEAD,
            measure="系统录入环节增加复核，补做操作培训。",
            target=metric_target("per_100_orders"),
            effective=28,
            replied=30,
            reply="复核与培训已完成。",
        ),
        PlannedFinding(
            "结果异常时未主动沟通",
            "客户在收到报告后才得知结果异常。",
            since,
            ("survey", wave, "M11"),
            _LABORATORY,
            published=2,
            owner="GH021",
            measure="异常结果当日电话告知客户。",
            target=item_target(YEARLY, "M11"),
            assigned=5,
            due=20,
            effective=12,
        ),
        PlannedFinding(
            "平台进度查询不方便",
            "客户希望看到样品的实时进度。",
            since,
            ("survey", wave, "M26"),
            _SERVICE_UNIT,
            published=3,
            owner=SERVICE,
            measure="平台增加样品进度页面。",
            target=item_target(YEARLY, "M26"),
            assigned=8,
            due=70,
            effective=90,
        ),
        PlannedFinding(
            "开票结算得分继续下降",
            "更换系统后差错更多，需重新分析原因。",
            since,
            ("survey", wave, f"M{WORSE:02d}"),
            _SALES_UNIT,
            published=6,
        ),
        PlannedFinding(
            "价格意见待核实", "少数客户认为价格偏高。", since, ("survey", wave, "M17"), _SALES_UNIT, published=None
        ),
    )
