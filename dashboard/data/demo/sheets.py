"""The text of the demo's CSV files: what a clerk would see, slips included."""

from dataclasses import dataclass

import numpy as np

from dashboard.data.demo.catalogue import CITIES, GOVERNMENT, INDUSTRIES, ITEMS, LINES
from dashboard.data.demo.gaps import file_codes, file_confirmations
from dashboard.data.demo.plan import DemoPlan
from dashboard.data.demo.roster import TIERS, Roster
from dashboard.data.demo.service.promises import Promises
from dashboard.data.demo.slips import Slips
from dashboard.data.demo.staff import Staff
from dashboard.data.demo.trade import STATUSES, Trade

OLD_SYSTEM_MONTHS = 6
"""The first months come from an older system that wrote dates as 2022/1/5 and amounts without marks."""
TAX_PERCENT = 6
WRONG_DATES = ("2024-02-30", "2023-13-05", "待补", "2025-6-31")
UNREADABLE_AMOUNTS = ("待结算", "见合同", "#REF!")

_CUSTOMER_HEADER = (
    "客户编号", "客户名称", "客户类型", "行业", "地区", "省份", "城市", "企业规模", "客户等级", "客户经理",
    "所属部门", "建档日期", "统一社会信用代码", "资料更新日期", "备注",
)  # fmt: skip
_ORDER_HEADER = (
    "委托单号", "客户编号", "委托日期", "任务来源", "业务线", "是否加急", "承诺日期", "报告签发日期", "不含税金额",
    "税额", "含税金额", "状态", "首次承诺日期", "检验员", "签发人",
)  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """One file's table as text; records may hold an edit of a slip."""

    header: tuple[str, ...]
    records: list[list[str]]


def customer_sheet(roster: Roster, staff: Staff, slips: Slips, last_day: np.datetime64) -> Sheet:
    """客户表. One row per listed customer, rows typed twice, and one that never got a number."""
    size = np.array(["微型", "小型", "中型", "大型"])[np.searchsorted([8e3, 1e5, 8e5], roster.value, side="right")]
    days = np.where(np.isnat(roster.contact_on), "", np.datetime_as_string(roster.contact_on)).tolist()
    codes, confirmed = file_codes(roster.size), file_confirmations(roster.size, last_day)
    records: list[list[str]] = []
    for row in range(roster.size):
        place, manager = CITIES[roster.city[row]], int(staff.manager[row])
        records.append(
            [
                roster.customer_id[row],
                roster.name[row],
                "行政机关" if roster.industry[row] == GOVERNMENT else "企业",
                INDUSTRIES[roster.industry[row]].name,
                place.region,
                place.province,
                place.name,
                str(size[row]),
                TIERS[roster.tier[row]],
                staff.manager_name(manager),
                staff.department(manager),
                days[row],
                codes[row],
                confirmed[row],
                "",
            ]
        )
    date, remark = _CUSTOMER_HEADER.index("建档日期"), _CUSTOMER_HEADER.index("备注")
    for number, row in enumerate(slips.customer_bad_date.tolist()):
        records[row][date] = WRONG_DATES[number % len(WRONG_DATES)]
    again = [list(records[row]) for row in slips.customer_repeated.tolist()]
    for row in slips.customer_contradicted.tolist():
        again.append([*records[row][:remark], "重复建档，待合并"])
    nameless = ["", "（新客户，编号待分配）", "企业", *records[0][3:7], "小型", "潜在", "", "", days[-1], "", "", ""]
    unlisted = set(slips.customer_unlisted.tolist())
    kept = [record for row, record in enumerate(records) if row not in unlisted]
    return Sheet(_CUSTOMER_HEADER, [*kept, *again, nameless])


def order_sheet(plan: DemoPlan, roster: Roster, staff: Staff, trade: Trade, slips: Slips, promises: Promises) -> Sheet:
    """委托单. One row per order in the order of the numbers; an order typed twice stands twice."""
    old = trade.month < OLD_SYSTEM_MONTHS
    net = header_net(trade, slips)
    tax = (net * TAX_PERCENT + np.where(net < 0, -50, 50)) // 100
    number = [one.employee_id for one in staff.employees]
    columns = [
        order_ids(plan, trade),
        [roster.customer_id[row] for row in trade.customer.tolist()],
        _dates(trade.day, old),
        np.where(roster.industry[trade.customer] == GOVERNMENT, "指令性监督检验", "市场委托").tolist(),
        [LINES[line] for line in trade.line_of_business.tolist()],
        np.where(trade.is_rush, "是", "否").tolist(),
        _known_dates(promises.last, old),
        _known_dates(promises.issued, old),
        _amounts(net, old),
        _amounts(tax, old),
        _amounts(net + tax, old),
        [STATUSES[status] for status in trade.status.tolist()],
        _known_dates(promises.first, old),
        [number[place] for place in promises.tester.tolist()],
        [number[place] for place in promises.signer.tolist()],
    ]
    records = [list(record) for record in zip(*columns, strict=True)]
    _spoil_orders(records, slips)
    return Sheet(_ORDER_HEADER, _with_second_copies(records, slips))


def employee_sheet(staff: Staff) -> Sheet:
    """员工表: superiors by number among the account managers, else by name; one trainee who has no number yet."""
    records = []
    for one in staff.employees:
        above = None if one.superior is None else staff.employees[one.superior]
        superior = "" if above is None else above.employee_id if one.role == "客户经理" else above.name
        records.append([one.employee_id, one.name, one.department, one.role, superior, one.joined_on])
    trainee = ["", "实习生", "客户服务部", "客服", "", ""]
    return Sheet(("工号", "姓名", "部门", "岗位", "上级", "入职日期"), [*records, trainee])


def item_sheet() -> Sheet:
    """检测项目表, with one cost that is still being negotiated."""
    records = [[item.item_id, item.name, item.line, "样", f"{item.price * item.cost_share:.2f}"] for item in ITEMS]
    records[-1][-1] = "面议"
    return Sheet(("检测项目编号", "项目名称", "检测领域", "单位", "标准成本"), records)


def order_ids(plan: DemoPlan, trade: Trade) -> list[str]:
    """WT + month + number within the month."""
    month, first = np.unique(trade.month, return_index=True)
    start = np.zeros(plan.months, dtype=np.int64)
    start[month] = first
    within = np.arange(trade.orders) - start[trade.month] + 1
    label = [str(plan.first_month + index).replace("-", "") for index in range(plan.months)]
    return [
        f"WT{label[index]}{number:05d}" for index, number in zip(trade.month.tolist(), within.tolist(), strict=True)
    ]


def header_net(trade: Trade, slips: Slips) -> np.ndarray:
    """Net amount as the order's header states it, in fen; a few headers are off by whole yuan."""
    net = trade.order_net
    net[slips.order_header_off] += 5000
    return net


def _spoil_orders(records: list[list[str]], slips: Slips) -> None:
    for number, row in enumerate(slips.order_bad_date.tolist()):
        records[row][2] = WRONG_DATES[number % len(WRONG_DATES)]
    for number, row in enumerate(slips.order_bad_amount.tolist()):
        records[row][8] = UNREADABLE_AMOUNTS[number % len(UNREADABLE_AMOUNTS)]
    for row in slips.order_no_customer.tolist():
        records[row][1] = ""
    for row in slips.order_far_future.tolist():
        records[row][2] = "2109-09-01"


def _with_second_copies(records: list[list[str]], slips: Slips) -> list[list[str]]:
    """The second copy follows some rows later, as when a page was typed twice."""
    copies = {row: list(records[row]) for row in slips.order_repeated.tolist()}
    for row in slips.order_contradicted.tolist():
        copies[row] = [*records[row][:8], "88.00", "5.28", "93.28", *records[row][11:]]
    result: list[list[str]] = []
    for row, record in enumerate(records):
        result.append(record)
        if row in copies:
            result.append(copies[row])
    return result


def _dates(days: np.ndarray, old: np.ndarray) -> list[str]:
    texts = np.datetime_as_string(days.astype("datetime64[D]")).tolist()
    return [
        f"{text[:4]}/{int(text[5:7])}/{int(text[8:])}" if is_old and text != "NaT" else text
        for text, is_old in zip(texts, old.tolist(), strict=True)
    ]


def _known_dates(days: np.ndarray, old: np.ndarray) -> list[str]:
    return np.where(np.isnat(days), "", _dates(days, old)).tolist()


def _amounts(fen: np.ndarray, old: np.ndarray) -> list[str]:
    """12,345.60 in the new system, 12345.60 in the old one; exact, from integers."""
    return [
        f"{'-' if value < 0 else ''}{abs(value) // 100:{'' if is_old else ','}}.{abs(value) % 100:02d}"
        for value, is_old in zip(fen.tolist(), old.tolist(), strict=True)
    ]
