-- One account manager, for looking at the figures as this person sees them.
-- Grain: at most one row. Parameter: $employee_id.
select
    account_manager_id,
    account_manager_name,
    customers,
from account_manager
where account_manager_id = $employee_id
