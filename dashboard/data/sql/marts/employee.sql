-- purpose: the company's people, each with whom they report to and their department
-- grain: one row per employee
-- order: employee_id nulls last
-- rule: a superior given as text resolves by employee id, else by unique name (as customers' managers do), a department by
--       department id, else by unique name; what resolves to nothing stays as it is written. The department is an id
--       therefore where the departments are known, while customer.department stays as it is written: an id or a name
with unique_names as (
    select
        employee_name,
        min(employee_id) as employee_id
    from staged_employees
    where employee_name is not null
    group by employee_name
    having count(*) = 1
),
unique_departments as (
    select
        department_name,
        min(department_id) as department_id
    from staged_departments
    where department_name is not null
    group by department_name
    having count(*) = 1
)
select
    e.employee_id,
    cast(coalesce(e.employee_name, e.employee_id) as string) as employee_name,
    cast(coalesce(in_id.department_id, in_name.department_id, e.department) as string) as department,
    e.role,
    cast(coalesce(by_id.employee_id, by_name.employee_id, e.manager_text) as string) as manager_id,
    e.active_from,
    e.active_to
from staged_employees as e
left join staged_employees as by_id on by_id.employee_id = e.manager_text
left join unique_names as by_name on by_name.employee_name = e.manager_text
left join staged_departments as in_id on in_id.department_id = e.department
left join unique_departments as in_name on in_name.department_name = e.department
