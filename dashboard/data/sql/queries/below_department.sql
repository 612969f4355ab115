-- A department and all below it, by every text that customers may name them by: its id, and its name where no department
-- elsewhere has it as id or name. A text that is no department's id, nor the name of a single one, stands for itself.
-- Grain: one row per text. Parameter: $department.
with recursive found as (
    select department_id from department where department_id = $department
    union
    select min(department_id) from department
    where department_name = $department
        and not exists (select 1 from department as d where d.department_id = $department)
    having count(*) = 1
),

below as (
    select department_id from found
    union
    select department.department_id
    from department
    inner join below on department.parent_id = below.department_id
),

outside as (
    select department_id, department_name
    from department
    where department_id not in (select below.department_id from below)
)

select $department as department
union
select below.department_id from below
union
select named.department_name
from department as named
inner join below on below.department_id = named.department_id
where not exists (
        select 1 from outside
        where outside.department_id = named.department_name or outside.department_name = named.department_name
    )
