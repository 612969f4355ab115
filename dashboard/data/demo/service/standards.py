"""服务标准 of the demo company: what regulators ask, what it asks of itself, what strategic customers were promised."""

from dataclasses import dataclass

from dashboard.data.demo.sheets import Sheet

SAMPLING, REISSUE, REPAIR, INSTALL, ADVICE = "QY", "BG", "WX", "AZ", "ZX"
NAMES = {SAMPLING: "上门取样", REISSUE: "报告补发更正", REPAIR: "设备维修", INSTALL: "仪器安装调试", ADVICE: "技术咨询"}
NATION, COMPANY, TIER = "国家标准", "公司标准", "客户等级"


@dataclass(frozen=True)
class Standard:
    """``limit`` in ``unit``; ``cutoff`` of same-day rules; ``share`` that has to keep it."""

    code: str
    level: str
    tier: str
    rule: str
    limit: str
    unit: str
    cutoff: str = ""
    share: str = ""
    calendar: str = "自然日"


STANDARDS = (
    Standard(SAMPLING, COMPANY, "", "最长时限", "3", "工作日", calendar="工作日"),
    Standard(SAMPLING, COMPANY, "", "预约", "", "", share="0.95"),
    Standard(SAMPLING, TIER, "战略", "最长时限", "1", "工作日", calendar="工作日"),
    Standard(REISSUE, NATION, "", "最长时限", "10", "工作日", calendar="工作日"),
    Standard(REISSUE, COMPANY, "", "最长时限", "3", "工作日", calendar="工作日"),
    Standard(REISSUE, COMPANY, "", "时限内占比", "2", "工作日", share="0.9", calendar="工作日"),
    Standard(REPAIR, NATION, "", "最长时限", "72", "小时"),
    Standard(REPAIR, COMPANY, "", "最长时限", "48", "小时"),
    Standard(REPAIR, COMPANY, "", "平均时长", "30", "小时"),
    Standard(INSTALL, NATION, "", "平均时长", "15", "天"),
    Standard(INSTALL, NATION, "", "最长时限", "20", "天"),
    Standard(INSTALL, COMPANY, "", "最长时限", "10", "天"),
    Standard(ADVICE, COMPANY, "", "当日截止", "", "", cutoff="16:00"),
    Standard(ADVICE, COMPANY, "", "时限内占比", "24", "小时", share="0.95"),
)
_HEADER = (
    "服务代码", "服务项目", "标准级别", "适用等级", "规则类型", "限值", "限值单位", "截止时刻", "目标比例", "日历",
    "生效日期",
)  # fmt: skip


def standard_sheet(since: str) -> Sheet:
    """``since``: the day from which all of them hold. One row names no service."""
    records = [
        [
            one.code,
            NAMES[one.code],
            one.level,
            one.tier,
            one.rule,
            one.limit,
            one.unit,
            one.cutoff,
            one.share,
            one.calendar,
            since,
        ]
        for one in STANDARDS
    ]
    return Sheet(_HEADER, [*records, ["", "现场审核（拟订）", COMPANY, *[""] * 7, since]])
