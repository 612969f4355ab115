-- Customers whom some employees look after on a day besides or in place of their manager.
-- Grain: one row per customer. Parameters: $employee_ids (list of text), $today (date). A day without an end goes on; without
-- a beginning it always held.
select distinct
    assignment.customer_id,
from assignment
inner join customer on customer.customer_id = assignment.customer_id
where list_contains(cast($employee_ids as varchar[]), assignment.employee_id)
    and (assignment.valid_from is null or assignment.valid_from <= $today)
    and (assignment.valid_to is null or assignment.valid_to >= $today)
    and not coalesce(list_contains(cast($employee_ids as varchar[]), customer.account_manager_id), false)
