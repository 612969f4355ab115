-- The number of one customer.
-- Grain: at most one row. Parameter: $customer_id.
select
    customer_no,
from customer
where customer_id = $customer_id
