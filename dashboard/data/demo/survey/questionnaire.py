"""What the demo's customers are asked: eight services, 27 items, and what stands beside them; plain tables, invented.

Means are those of the score before it is rounded and cut to the scale. What changed between the last wave and the one
before it is written here and nowhere else.
"""

from dataclasses import dataclass

SATISFACTION, OVERALL, NPS, CES, PROBLEM, TOLD, TEXT, EXPECTATION, IMPORTANCE = (
    "满意度",
    "总体满意度",
    "推荐意愿",
    "费力度",
    "是否遇到问题",
    "是否反映",
    "文字",
    "期望",
    "重要性",
)
DIMENSIONS = ("可靠性", "响应性", "保证性", "移情性", "有形性")
_RELIABLE, _QUICK, _SURE, _CARING, _SEEN = DIMENSIONS


@dataclass(frozen=True)
class Item:
    """``number``: 题1 has 1; ``canonical``: the same in all waves. ``mean``: before rounding; ``unknown``: share of
    "does not know"; ``scale``: (lowest, highest)."""

    number: int
    canonical: str
    service: str
    dimension: str
    text: str
    item_type: str
    mean: float = 0.0
    unknown: float = 0.03
    scale: tuple[int, int] = (1, 5)
    weight: str = ""

    @property
    def item_id(self) -> str:
        return f"题{self.number}"


_SERVICES: dict[str, tuple[tuple[str, str, float, float], ...]] = {
    "委托受理": (
        (_QUICK, "委托手续简便", 4.0, 0.02),
        (_SURE, "受理人员解答清楚", 4.2, 0.02),
        (_QUICK, "合同评审及时", 3.9, 0.06),
        (_SEEN, "受理场所环境整洁、标识清楚", 4.1, 0.12),
    ),
    "采样取样": (
        (_RELIABLE, "采样人员按约定时间到达", 3.9, 0.18),
        (_SURE, "采样操作规范", 4.2, 0.2),
        (_RELIABLE, "样品保管与流转有据可查", 4.0, 0.22),
    ),
    "检测质量": (
        (_RELIABLE, "检测数据准确可靠", 4.1, 0.04),
        (_SURE, "检测方法选择恰当", 4.1, 0.08),
        (_SEEN, "检测设备先进", 4.2, 0.1),
        (_QUICK, "结果异常时主动沟通", 3.7, 0.09),
    ),
    "检测报告": (
        (_RELIABLE, "报告按承诺时间出具", 3.5, 0.02),
        (_SURE, "报告内容清晰易懂", 4.1, 0.02),
        (_QUICK, "报告更改方便快捷", 3.8, 0.15),
        (_SEEN, "电子报告获取便利", 4.0, 0.05),
    ),
    "收费结算": (
        (_SURE, "收费标准公开透明", 3.9, 0.03),
        (_CARING, "价格合理", 3.5, 0.03),
        (_RELIABLE, "开票结算及时准确", 4.1, 0.06),
    ),
    "业务人员": (
        (_CARING, "主动了解客户需求", 3.8, 0.03),
        (_QUICK, "来电来函回复迅速", 3.9, 0.02),
        (_SURE, "提供专业的技术建议", 3.9, 0.05),
        (_CARING, "服务态度热情周到", 4.3, 0.01),
    ),
    "投诉处理": (
        (_SEEN, "投诉渠道畅通", 3.8, 0.2),
        (_QUICK, "投诉答复及时", 3.4, 0.24),
        (_CARING, "处理结果公正", 3.7, 0.26),
    ),
    "网上平台": (
        (_QUICK, "网上委托与进度查询方便", 3.8, 0.1),
        (_SEEN, "平台运行稳定易用", 3.7, 0.1),
    ),
}
SERVICES = tuple(_SERVICES)

ITEMS = tuple(
    Item(number + 1, f"M{number + 1:02d}", service, dimension, text, SATISFACTION, mean, unknown, (1, 5), weight)
    for number, (service, (dimension, text, mean, unknown), weight) in enumerate(
        (service, entry, "5" if service in ("检测质量", "检测报告") else "3")
        for service, entries in _SERVICES.items()
        for entry in entries
    )
)
GENERAL = (
    Item(28, "ZT", "", "", "总体而言，您对我们的服务是否满意？", OVERALL),
    Item(29, "TJ", "", "", "您有多大可能向同行推荐我们？（0 至 10 分）", NPS, scale=(0, 10), unknown=0.02),
    Item(30, "FL", "", "", "与我们办理业务很省力。（1 非常不同意，7 非常同意）", CES, scale=(1, 7), unknown=0.02),
    Item(31, "WT", "", "", "过去一年是否遇到过问题？（1 是，2 否）", PROBLEM, scale=(0, 2), unknown=0),
    Item(32, "FY", "", "", "遇到的问题是否向我们反映过？（1 是，2 否）", TOLD, scale=(0, 2), unknown=0),
)
OPINION = Item(33, "YJ", "", "", "您的意见和建议", TEXT)
_ASKED_ABOUT = {
    _RELIABLE: ("说到做到、结果可靠", 4.8),
    _QUICK: ("响应迅速、乐于帮助", 4.6),
    _SURE: ("人员专业、让人放心", 4.5),
    _CARING: ("设身处地、关心客户", 4.3),
    _SEEN: ("场所、设备与平台", 4.1),
}
_EXPECTED = tuple(
    Item(34 + place, f"Q{place + 1}", "", dimension, f"一家优秀的检测机构应当做到：{about}", EXPECTATION, mean, 0.02)
    for place, (dimension, (about, mean)) in enumerate(_ASKED_ABOUT.items())
)
_WEIGHED = tuple(
    Item(39 + place, item.canonical, "", "", f"这一点对您有多重要：{item.text}", IMPORTANCE, mean, 0.02)
    for place, (item, mean) in enumerate(
        (ITEMS[number - 1], mean) for number, mean in ((2, 4.2), (8, 4.7), (12, 4.6), (22, 4.3), (26, 4.0))
    )
)
WISHES = (*_EXPECTED, *_WEIGHED)
"""Asked in the last yearly wave only: what is expected in each dimension, how much five of the items matter."""

IMPROVED, WORSE, UNCHANGED = 12, 18, 24
"""Numbers of the items that somebody worked on between the last two waves: it helped; it harmed; nothing came of it."""
NEW_MEANS = {IMPROVED: 4.4, WORSE: 3.3}
REWORDED, RESCALED, DRIVER = 9, 20, 8
NEW_WORDING = "检测方法和标准的选择恰当，并事先说明"
OVERALL_FROM = {DRIVER: 0.52, 11: 0.34, 22: 0.16, 2: 0.1}
"""How far overall satisfaction follows the items, in points for a point; no other item counts for anything. 题11
is rated low: that is where to begin."""

CALLED = (
    Item(1, "HZ", "", "", "您对本次服务是否满意？", OVERALL, unknown=0),
    Item(2, "HB", "检测报告", _RELIABLE, "报告是否按时收到", SATISFACTION, 4.3),
    Item(3, "HT", "业务人员", _CARING, "服务人员态度", SATISFACTION, 4.5),
    Item(4, "HF", "", "", "本次办理很省力。（1 非常不同意，7 非常同意）", CES, scale=(1, 7), unknown=0.02),
    Item(5, "HW", "", "", "本次是否遇到问题？（1 是，2 否）", PROBLEM, scale=(0, 2), unknown=0),
    Item(6, "HY", "", "", "遇到的问题是否反映过？（1 是，2 否）", TOLD, scale=(0, 2), unknown=0),
)
AGENCY = (
    *(
        Item(
            number + 1, f"D{number + 1}", service, "", f"对{service}的满意程度", SATISFACTION, 3.9 - 0.1 * (number % 3)
        )
        for number, service in enumerate(SERVICES)
    ),
    Item(9, "DZ", "", "", "总体满意程度", OVERALL, 3.9),
    Item(10, "DT", "", "", "向同行推荐的可能性（0 至 10 分）", NPS, 8.0, scale=(0, 10), unknown=0.02),
)
