-- The departments by name, for choosing one.
-- Grain: one row per department_id.
select
    department_id,
    coalesce(max(department_name), '') as department_name,
from department
group by department_id
order by department_id
