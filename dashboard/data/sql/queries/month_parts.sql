-- What ranks customers by gross profit or by orders in each of many months, and their net revenue, for layers over time.
-- Grain: one row per customer and month with an order. Parameters: $first_month, $last_month (month numbers).
select
    customer_no,
    month_no,
    revenue,
    profit,
    cast(orders as integer) as orders,
from customer_month
where month_no between $first_month and $last_month
