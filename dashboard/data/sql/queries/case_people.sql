-- purpose: the people of the company, each with the superior and the department as cases write it (its name)
-- grain: one row per employee
-- parameters: none
select e.employee_id, e.manager_id, coalesce(d.department_name, e.department) as department
from employee as e
left join department as d on d.department_id = e.department
order by e.employee_id
