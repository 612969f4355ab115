-- The net revenue and orders of each customer in each of many months (M1), for layers by orders over time.
-- Grain: one row per customer and month with an order. Parameters: $first_month, $last_month (month numbers).
select
    customer_no,
    month_no,
    revenue,
    cast(orders as integer) as orders,
from customer_month
where month_no between $first_month and $last_month
