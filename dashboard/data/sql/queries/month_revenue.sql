-- The net revenue of each customer in each of many months (M1), for layers over time.
-- Grain: one row per customer and month with an order. Parameters: $first_month, $last_month (month numbers).
select
    customer_no,
    month_no,
    revenue,
from customer_month
where month_no between $first_month and $last_month
