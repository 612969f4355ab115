-- The department of one employee.
-- Grain: at most one row. Parameter: $employee_id.
select
    department,
from employee
where employee_id = $employee_id and department is not null and department <> ''
