"""The page of explanation that lies beside the demo's files."""

from typing import Any

_HEAD = """# 演示公司 · Demo company

一家虚构的检验检测机构的数据，由 `python -m dashboard demo` 生成（种子 {seed}）。所有公司、人员均为虚构。
An invented testing institution, made by `python -m dashboard demo` (seed {seed}). No company or person is real.

| 文件 File | 内容 Content | 编码 Encoding | 行 Rows | 无法导入 Rejected |
|---|---|---|---|---|
{files}

金额单位为元，订单截至 {until}。Amounts in yuan; orders until {until}.
文件里有意留有差错（日期、金额、编号、重复录入），数据页会逐行列出。
Some rows are wrong on purpose (dates, amounts, keys, rows typed twice); the Data page lists each of them.

## 已知事实 Known truths

`truths.json` 为机器可读版本。The same, for programs, is in `truths.json`.
"""

_CONTENT = {
    "customers": "客户 Customers",
    "employees": "员工 Employees",
    "products": "检测项目 Test items",
    "orders": "委托单 Orders",
    "order_lines": "委托单明细 Order lines",
    "targets": "目标 Targets",
    "departments": "部门 Departments",
    "assignments": "客户归属 Account teams",
    "contacts": "联系人 Contacts",
    "calendar_days": "工作日历 Calendar",
    "events": "大事记 Events",
    "service_standards": "服务标准 Service standards",
    "cases": "投诉、申诉与其他反馈 Complaints and feedback",
    "case_events": "投诉办理过程 Steps of complaints",
    "service_tickets": "服务工单 Service tickets",
    "visits": "走访记录 Visits",
    "surveys": "调查期次 Surveys",
    "survey_items": "调查题目 Survey questions",
    "survey_invites": "调查邀请 Survey invitations",
    "survey_answers": "调查答卷 Survey answers",
}


def readme_text(truths: dict[str, Any]) -> str:
    """Markdown in both languages from the same truths that go to ``truths.json``."""
    rows = [
        f"| `{file['name']}` | {_CONTENT[file['table']]} | {file['encoding'] or 'Parquet'} "
        f"| {file['read']:,} | {file['rejected']:,} |"
        for file in truths["files"]
    ]
    made = truths["made_with"]
    text = [_HEAD.format(seed=made["seed"], until=made["until"], files="\n".join(rows))]
    for day, point in truths["standings"].items():
        counts = ", ".join(f"{layer} {count}" for layer, count in point["layers"].items())
        text.append(f"- {day} (curry, 12 个月 months): {counts}; 净营收 net revenue {point['revenue']}")
    one = truths["concentrated_customer"]
    text.append(
        f"- 首位客户 Largest customer: {one['customer_id']} {one['customer_name']}, {one['share']:.1%} ({one['as_of']})"
    )
    text += [
        f"- 升层 Moved up: {rise['customer_id']} {rise['customer_name']}, "
        f"{rise['from_layer']} ({rise['from_date']}) → {rise['to_layer']} ({rise['to_date']})"
        for rise in truths["upgraders"]
    ]
    text += [
        f"- 悄然流失 Left in silence: {loss['customer_id']} {loss['customer_name']}, "
        f"{loss['from_layer']} → {loss['to_layer']}, 末次下单 last order {loss['last_order_on']}"
        for loss in truths["silent_losses"]
    ]
    people = truths["people"]
    team = ", ".join(f"{employee} {role}" for employee, role in people["account_team"]["members"].items())
    text.append(f"- 客户团队 Account team: {people['account_team']['customer_id']}: {team}")
    text.append(
        f"- 联系人 Contacts: {people['contacts']:,}, 已离职 left: {people['contacts_who_left']:,}; "
        f"客户归属 assignments: {people['assignments']:,}, 有效 in force: {people['assignments_of_today']:,}"
    )
    return "\n".join([*text, *_service_lines(truths["service"]), *_survey_lines(truths["surveys"])]) + "\n"


def _service_lines(service: dict[str, Any]) -> list[str]:
    """What is planted in complaints, tickets and promises."""
    complaints, shift = service["kinds"]["complaint"], service["complaint_shift"]
    late, promises = service["late_department"], service["promises"]
    window = f"{service['window']['from']} … {service['window']['through']}"
    lines = [
        f"- 投诉 Complaints ({window}): 受理 received {complaints['received']}, "
        f"按期办结 closed in time {_part(complaints['closed_in_time'])}, "
        f"满意 satisfied {_part(complaints['satisfied'])}",
        f"- 投诉率上升 Complaints rise from {shift['month']} "
        f"(首个信号 first signal: {shift['first_signal'] or '数据太少 too few data'})",
        f"- 办结最慢的部门 Late department: {late['department']}, {_part(late['closed_in_time'])}",
        f"- 承诺 Promises: 按首次承诺 by the first {promises['on_time_by_first']:,}, "
        f"按最后承诺 by the last {promises['on_time_by_last']:,}, of {promises['lines_due']:,}",
        f"- 应回避未回避 Handled by somebody with a conflict: {', '.join(service['conflicted_cases'])}",
    ]
    return lines + [
        f"- 沉默的受害者 Silent sufferer: {one['customer_id']} {one['customer_name']}, "
        f"净营收 net revenue {one['revenue']}, 超时工单 bad tickets {one['bad_tickets']}"
        for one in service["silent_sufferers"]
    ]


def _survey_lines(surveys: dict[str, Any]) -> list[str]:
    """What is planted in the surveys."""
    lines = [
        f"- 调查 Survey {survey} ({one['kind']}): 应答 answered {one['responses']:,} / {one['invited']:,}"
        for survey, one in surveys["waves"].items()
    ]
    between = f"{surveys['before']} → {surveys['last']}"
    for name, words in (
        ("improved", "整改后上升 Up after a fix"),
        ("worse", "整改后反而下降 Down after a fix"),
        ("unchanged", "整改后无变化 No change after a fix"),
    ):
        one = surveys[name]
        means = " → ".join(f"{total / max(n, 1):.2f}" for total, n in zip(one["sum"], one["n"], strict=True))
        lines.append(f"- {words} ({between}): {one['item_id']} {one['text']}, {means}")
    bias, hidden = surveys["bias"], surveys["suppressed"]
    lines += [
        f"- 题目措辞有变 Other words: {surveys['reworded']}; 量表有变 another scale: {surveys['rescaled']}",
        f"- 对总体满意度影响最大 Strongest driver: {surveys['driver']['item_id']}",
        f"- 应答偏差 Who answered: 投诉过的 complained {_part(bias['complained'])}, 大客户 large accounts "
        f"{_part(bias['large'])}, 其他 others {_part(bias['others'])}",
    ]
    cells = [value for value, cell in hidden["region"].items() if cell["is_hidden"]]
    return [*lines, f"- 匿名调查不显示的地区 Regions hidden in {hidden['survey_id']}: {', '.join(cells)}"]


def _part(pair: list[int]) -> str:
    return f"{pair[0]:,} / {pair[1]:,}"
