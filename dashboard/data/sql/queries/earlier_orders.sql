-- The last order of each month before a window, for customers whose last order of all comes after it.
-- Grain: one row per customer and month with an order. Parameter: $first_month (month number).
select
    customer_no,
    last_order_on,
from customer_month
where month_no < $first_month
