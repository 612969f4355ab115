-- Some employees and everybody below them, all levels; somebody who is their own superior by a roundabout way counts once.
-- Grain: one row per employee. Parameter: $employee_ids (list of text).
with recursive below as (
    select unnest(cast($employee_ids as varchar[])) as employee_id
    union
    select employee.employee_id
    from employee
    inner join below on employee.manager_id = below.employee_id
)

select
    employee_id,
from below
where employee_id is not null and employee_id <> ''
