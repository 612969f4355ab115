"""The demo's monthly targets, as an office plans them: last year's months and some percent on top.

Nothing is drawn here: targets follow from the trade, so that the other files stay as they are.
"""

import numpy as np

from dashboard.data.demo.plan import DemoPlan
from dashboard.data.demo.sheets import Sheet
from dashboard.data.demo.staff import Staff
from dashboard.data.demo.trade import ORDERED_STATUSES, Trade

COMPANY_PERCENT, MANAGER_PERCENT = 106, 108
"""Of last year's revenue; managers are asked for somewhat more, as the company counts on one or two who miss it."""
STEP = 1_000
"""Yuan that targets are rounded up to."""
REVENUE = "净营收"


def target_sheet(plan: DemoPlan, staff: Staff, trade: Trade) -> Sheet:
    """目标表: net revenue of the company and of each account manager, from the second year of the history to December
    of its last, and one for a month that nobody has decided yet.

    The company is asked for the same month of last year, each manager for a share of it: the part of last calendar year
    that was theirs.
    """
    revenue = _revenue(plan, staff, trade)
    start = int(plan.first_month.astype(int))  # months since January 1970
    december = plan.months - 1 + (-start - plan.months) % 12
    records: list[list[str]] = []
    for index in range(12, december + 1):
        month, january = str(plan.first_month + index), index - (start + index) % 12
        same_month = int(revenue[:, index - 12].sum())
        year = revenue[:, max(january - 12, 0) : january].sum(axis=1)
        records.append(["公司", "", REVENUE, month, _target(same_month, COMPANY_PERCENT)])
        records += [
            [
                "员工",
                employee.employee_id,
                REVENUE,
                month,
                _target(same_month * int(year[row]) // max(int(year.sum()), 1), MANAGER_PERCENT),
            ]
            for row, employee in enumerate(staff.employees)
            if employee.role == "客户经理"
        ]
    records.append(["公司", "", REVENUE, "待定", records[0][-1]])
    return Sheet(("目标类型", "目标对象", "指标", "月份", "目标值"), records)


def _revenue(plan: DemoPlan, staff: Staff, trade: Trade) -> np.ndarray:
    """Fen of ordered orders by employee and month; the last two rows are those who left and nobody's customers."""
    is_ordered = trade.status < ORDERED_STATUSES
    found = np.zeros((len(staff.employees) + 2, plan.months), np.int64)
    np.add.at(found, (staff.manager[trade.customer][is_ordered], trade.month[is_ordered]), trade.order_net[is_ordered])
    return found


def _target(fen: int, percent: int) -> str:
    steps = max(-(-fen * percent // (100 * 100 * STEP)), 1)
    return f"{steps * STEP}.00"
