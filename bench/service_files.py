"""Complaints, their steps and tickets of a large company: every row follows from its number, made by DuckDB."""

from dataclasses import dataclass
from pathlib import Path

from bench.generated import generated_files
from bench.typical import CUSTOMERS, LINES, LINES_PER_ORDER, typical_files

CASES, STEPS_OF_CASE, TICKETS = 50_000, 8, 1_000_000
DEPARTMENTS, PEOPLE = 12, 100

_DEPARTMENTS = """
    select 'D' || lpad(cast(i as varchar), 2, '0') as department_id, '部门' || i as name
    from range($departments) as r(i)
"""
_EMPLOYEES = """
    select 'E' || lpad(cast(i as varchar), 2, '0') as employee_id, '员工' || i as name,
        '部门' || i % $departments as department, case when i >= $departments then 'E' || lpad(cast(i % $departments as
        varchar), 2, '0') end as manager_id
    from range($people) as r(i)
"""
# Every eighth comes late, and every twentieth got another promise then.
_ORDERS = """
    with numbered as (
        select i, date '2023-01-01' + cast(i * 104729 % 1095 as integer) as order_date, i % 8 = 5 as is_late
        from range($orders) as r(i)
    )
    select
        'O' || lpad(cast(i as varchar), 7, '0') as order_id,
        'C' || lpad(cast(least(cast(floor(power((i * 7919 % 100003) / 100003.0, 2.2) * $customers) as bigint),
            $customers - 1) as varchar), 5, '0') as customer_id,
        order_date,
        order_date + 10 as first_promised_date,
        order_date + case when i % 20 = 5 then 15 else 10 end as promised_date,
        order_date + cast(case when is_late then 14 else 4 + i % 7 end as integer) as completed_date,
        'E' || lpad(cast(i % $people as varchar), 2, '0') as operator_id,
        'E' || lpad(cast(i % $departments as varchar), 2, '0') as approver_id
    from numbered
"""
# In the order of receipt over three years, eight to five on every day; most are due ten days later.
_CASES = """
    with numbered as (
        select i, timestamp '2023-01-01 08:00' + to_minutes(cast(i * 1094.0 / $cases as bigint) * 1440 + i * 7919 % 540)
            as received_at
        from range($cases) as r(i)
    )
    select
        'K' || lpad(cast(i as varchar), 6, '0') as case_id,
        ['投诉', '投诉', '投诉', '投诉', '投诉', '投诉', '申诉', '质量异议', '建议', '咨询'][1 + i % 10] as kind,
        'C' || lpad(cast(i * 104729 % $customers as varchar), 5, '0') as customer_id,
        'O' || lpad(cast(i * 15485863 % $orders as varchar), 7, '0') as order_id,
        'P' || cast(i * 31 % 40 as varchar) as product_id,
        strftime(received_at, '%Y-%m-%d %H:%M') as received_at,
        strftime(received_at + interval 10 day, '%Y-%m-%d %H:%M') as due_at,
        '部门' || i % $departments as respondent_department,
        'E' || lpad(cast(i * 7 % $people as varchar), 2, '0') as respondent_id,
        'E' || lpad(cast(i * 13 % $people as varchar), 2, '0') as first_receiver_id,
        ['检验结果', '服务态度', '业务人员操作有误'][1 + i % 3] as cause_l1,
        ['数据偏差', '判定有误', '报告超期', '报告差错', '回复不及时'][1 + i % 5] as cause_l2,
        ['成立', '部分成立', '不成立', ''][1 + i % 4] as justified,
        ['很满意', '满意', '基本满意', '不满意', '未联系上'][1 + i * 3 % 5] as callback_result,
        ['采纳', '解释', '部分采纳'][1 + i % 3] as outcome,
        case when i % 6 = 0 then cast(i % 900 as varchar) else '' end as compensation
    from numbered
"""
# One case in twelve waits for the customer, one in fifty was reopened, one in seventy is still open.
_STEPS = """
    select
        'K' || lpad(cast(i as varchar), 6, '0') as case_id,
        s + 1 as seq,
        case
            when i % 12 = 3 and s = 3 then '暂停'
            when i % 12 = 3 and s = 4 then '恢复'
            when i % 50 = 7 and s = 7 then '重开'
            when i % 70 = 9 and s = 6 then '达成一致'
            else ['受理', '告知受理', '分派', '初评', '原因分析', '答复', '结案', '回访'][1 + s]
        end as event,
        strftime(
            timestamp '2023-01-01 08:00'
            + to_minutes(cast(i * 1094.0 / $cases as bigint) * 1440 + i * 7919 % 540 + s * (300 + i * 37 % 2600)),
            '%Y-%m-%d %H:%M'
        ) as at,
        'E' || lpad(cast((i * 13 + s * 17) % $people as varchar), 2, '0') as by,
        case when i % 12 = 3 and s = 3 then '等客户补样' else '' end as reason
    from range($cases) as r(i), range($steps) as t(s)
    order by i, s
"""
_TICKETS = """
    with numbered as (
        select i, timestamp '2023-01-01' + to_minutes(cast(i * 1094.0 / $tickets as bigint) * 1440 + i * 7919 % 1440)
            as reported_at
        from range($tickets) as r(i)
    )
    select
        'T' || lpad(cast(i as varchar), 7, '0') as ticket_id,
        'C' || lpad(cast(i * 104729 % $customers as varchar), 5, '0') as customer_id,
        ['WX', 'AZ', 'ZX', 'QY'][1 + i % 4] as service_code,
        strftime(reported_at, '%Y-%m-%d %H:%M') as reported_at,
        case when i % 90 > 0 then strftime(reported_at + to_minutes(30 + i * 7907 % 9000), '%Y-%m-%d %H:%M') else '' end
            as finished_at,
        '部门' || i % $departments as department,
        'E' || lpad(cast(i * 11 % $people as varchar), 2, '0') as employee_id,
        case when i % 40 = 0 then '是' else '否' end as is_repeat
    from numbered
"""
_STANDARDS = """
    from (values
        ('WX', '公司标准', 'duration_max', '48', '小时'), ('WX', '国家标准', 'duration_max', '72', '小时'),
        ('WX', '公司标准', 'duration_mean', '30', '小时'), ('AZ', '国家标准', 'duration_mean', '15', '天'),
        ('AZ', '国家标准', 'duration_max', '20', '天'), ('ZX', '公司标准', 'duration_max', '24', '小时'),
        ('QY', '公司标准', 'duration_max', '3', '工作日')
    ) as r(service_code, level, rule_type, limit_value, limit_unit)
"""
_TABLES = {
    "departments": _DEPARTMENTS,
    "employees": _EMPLOYEES,
    "orders": _ORDERS,
    "cases": _CASES,
    "case_events": _STEPS,
    "service_standards": _STANDARDS,
    "service_tickets": _TICKETS,
}


@dataclass(frozen=True)
class ServiceSize:
    cases: int = CASES
    tickets: int = TICKETS


def service_files(folder: Path, size: ServiceSize) -> list[Path]:
    """The customers and order lines of a typical company, its orders with what was promised, and its service, unless
    they are there already. Named after their tables."""
    files = [file for file in typical_files(folder) if file.name != "orders.csv"]
    place = folder / f"service-{size.cases}-{size.tickets}"
    numbers = {
        "$cases": size.cases,
        "$tickets": size.tickets,
        "$steps": STEPS_OF_CASE,
        "$customers": CUSTOMERS,
        "$orders": LINES // LINES_PER_ORDER,
        "$departments": DEPARTMENTS,
        "$people": PEOPLE,
    }
    return [*files, *generated_files(place, _TABLES, numbers)]
