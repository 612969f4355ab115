-- The net revenue and gross profit of each customer in each of many months (M1, M2), for layers by profit over time.
-- Grain: one row per customer and month with an order. Parameters: $first_month, $last_month (month numbers).
select
    customer_no,
    month_no,
    revenue,
    profit,
from customer_month
where month_no between $first_month and $last_month
