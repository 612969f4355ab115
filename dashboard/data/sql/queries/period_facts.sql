-- What each customer ordered in a window of whole months (M1, M2 and the order count).
-- Grain: one row per customer with an order in the window. Parameters: $first_month, $last_month (month numbers).
select
    customer_no,
    sum(revenue) as revenue,
    sum(profit) as profit,
    sum(costed_abs) as costed_abs,
    sum(net_abs) as net_abs,
    cast(sum(orders) as bigint) as orders,
    max(last_order_on) as last_order_on,
from customer_month
where month_no between $first_month and $last_month
group by customer_no
