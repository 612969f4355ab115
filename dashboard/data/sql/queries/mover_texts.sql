-- The texts of the few customers that a what-if is about to name.
-- Grain: one row per customer asked for. Parameter: $customer_nos (list of numbers).
select
    customer_no,
    customer_id,
    customer_name,
    account_manager_id,
    account_manager_name,
    service_tier,
from customer
where customer_no in (select unnest(cast($customer_nos as integer[])))
