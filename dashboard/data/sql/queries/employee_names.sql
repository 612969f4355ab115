-- The people of the company by name, for choosing one.
-- Grain: one row per employee_id.
select
    employee_id,
    coalesce(max(employee_name), '') as employee_name,
from employee
group by employee_id
order by employee_id
