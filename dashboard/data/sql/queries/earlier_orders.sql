-- The last order before a window, for customers whose last order of all comes after the window.
-- Grain: one row per customer with an order before the window. Parameter: $first_month (month number).
select
    customer_no,
    max(last_order_on) as last_order_on,
from customer_month
where month_no < $first_month
group by customer_no
