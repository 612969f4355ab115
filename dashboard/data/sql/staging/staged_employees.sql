-- purpose: the employees as they stand now
-- grain: one row per employee
select
    e.employee_id,
    cast(nullif(trim(e.name), '') as string) as employee_name,
    e.department,
    e.role,
    cast(nullif(trim(e.manager_id), '') as string) as manager_text,
    e.active_from,
    e.active_to
from raw_employees as e
where not exists (
    select 1 from superseded_employees as s where s.batch_id = e.batch_id and s.row_no = e.row_position
)
