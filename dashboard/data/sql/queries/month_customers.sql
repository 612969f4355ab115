-- What each customer ordered in one month (M1, M2 and the order count).
-- Grain: one row per customer with an ordered order in the month. Parameter: $month_no.
select
    customer_no,
    revenue,
    profit,
    costed_abs,
    net_abs,
    cast(orders as integer) as orders,
    last_order_on,
from customer_month
where month_no = $month_no
order by customer_no
