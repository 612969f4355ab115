-- All customers in the order of their names, so that a page can be cut from it.
-- Grain: one row per customer. No parameters.
select
    customer_no,
from customer
order by customer_name nulls last, customer_no
