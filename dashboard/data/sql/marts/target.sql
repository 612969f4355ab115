-- purpose: the targets that can be compared with figures: whose, of which metric, in which month
-- grain: one row per scope, metric and month; scope_id is '' for the company, an employee id for an employee
-- order: scope_type nulls last, metric_id nulls last, scope_id nulls last, month_no nulls last
-- rule: an employee given as text resolves by employee id, else by unique name (as customers' managers do). Where two
--       targets turn out to be the same one in other words, the larger counts
with unique_names as (
    select
        employee_name,
        min(employee_id) as employee_id
    from staged_employees
    where employee_name is not null
    group by employee_name
    having count(*) = 1
),
resolved as (
    select
        t.scope_type,
        case
            when t.scope_type = 'company' then ''
            when t.scope_type = 'employee' then coalesce(by_id.employee_id, by_name.employee_id, t.scope_id)
            else t.scope_id
        end as scope_id,
        t.metric_id,
        t.month_no,
        t.target_value
    from staged_targets as t
    left join staged_employees as by_id on by_id.employee_id = t.scope_id
    left join unique_names as by_name on by_name.employee_name = t.scope_id
    where t.scope_type is not null and t.metric_id is not null and (t.scope_type = 'company' or t.scope_id <> '')
)
select
    scope_type,
    cast(scope_id as string) as scope_id,
    metric_id,
    month_no,
    cast(max(target_value) as decimal(18, 4)) as target_value
from resolved
group by
    scope_type,
    scope_id,
    metric_id,
    month_no
