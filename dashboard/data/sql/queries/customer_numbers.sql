-- The numbers of some customers.
-- Grain: one row per id that exists. Parameter: $customer_ids (list of text).
select
    customer_id,
    customer_no,
from customer
where list_contains(cast($customer_ids as varchar[]), customer_id)
