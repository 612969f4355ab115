-- purpose: the departments, each with the one above it
-- grain: one row per department
-- order: department_id nulls last
-- rule: the department above, given as text, resolves by department id, else by unique name, else stays as it is written
with unique_names as (
    select
        department_name,
        min(department_id) as department_id
    from staged_departments
    where department_name is not null
    group by department_name
    having count(*) = 1
)
select
    d.department_id,
    cast(coalesce(d.department_name, d.department_id) as string) as department_name,
    cast(coalesce(by_id.department_id, by_name.department_id, d.parent_text) as string) as parent_id,
    d.kind
from staged_departments as d
left join staged_departments as by_id on by_id.department_id = d.parent_text
left join unique_names as by_name on by_name.department_name = d.parent_text
