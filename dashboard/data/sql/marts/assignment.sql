-- purpose: who looks after a customer besides or in place of its manager, from when to when; past ones included
-- grain: one row per customer, employee, role and first day
-- order: customer_id nulls last, employee_id nulls last, valid_from nulls last, role nulls last
-- rule: an employee given as text resolves by employee id, else by unique name, else stays as it is written. Where two
--       rows turn out to be the same one in other words, the one that lasts longer counts; no last day is the longest
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
        a.customer_id,
        coalesce(by_id.employee_id, by_name.employee_id, a.employee_text) as employee_id,
        a.role,
        a.valid_from,
        a.valid_to
    from staged_assignments as a
    left join staged_employees as by_id on by_id.employee_id = a.employee_text
    left join unique_names as by_name on by_name.employee_name = a.employee_text
)
select
    customer_id,
    cast(employee_id as string) as employee_id,
    role,
    valid_from,
    cast(case when count(*) = count(valid_to) then max(valid_to) end as date) as valid_to
from resolved
group by
    customer_id,
    employee_id,
    role,
    valid_from
