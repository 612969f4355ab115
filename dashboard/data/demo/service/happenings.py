"""大事记: what happened around the company, one of it on the day of the planted shift."""

from dashboard.data.demo.plan import DemoPlan
from dashboard.data.demo.service.months import SHIFT_MONTHS
from dashboard.data.demo.sheets import Sheet

SHIFT_TITLE = "实验室信息管理系统（LIMS）切换上线"


def happening_rows(plan: DemoPlan) -> list[list[str]]:
    """(number, day, title, kind, scope) in the order of the days."""
    shift = plan.months - SHIFT_MONTHS
    planned = [
        (2, 15, "检测收费标准调整", "价格调整", "全公司"),
        (7, 20, "台风影响华东物流三天", "其他", "华东"),
        (max(shift - 13, 9), 8, "食品检测室搬迁", "其他", "食品检测室"),
        (max(shift - 6, 11), 12, "新版标准宣贯活动", "活动", "建筑材料"),
        (shift, 1, SHIFT_TITLE, "系统切换", "全公司"),
        (plan.months - 3, 10, "电子电器检测室新设备启用", "系统", "电子电器检测室"),
        (plan.months - 1, 5, "年末加急高峰保障", "活动", "全公司"),
    ]
    planned.sort()
    return [
        [f"DS{number + 1:03d}", f"{plan.first_month + month}-{day:02d}", title, kind, scope]
        for number, (month, day, title, kind, scope) in enumerate(planned)
    ]


def happening_sheet(plan: DemoPlan) -> Sheet:
    """大事记, and one event that has no day yet."""
    rows = happening_rows(plan)
    return Sheet(
        ("事件编号", "事件日期", "事件标题", "事件类型", "影响范围"),
        [*rows, [f"DS{len(rows) + 1:03d}", "待定", "新实验楼落成", "其他", "全公司"]],
    )
