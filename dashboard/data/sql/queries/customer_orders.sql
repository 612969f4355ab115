-- All orders of one customer, newest first; read from the table clustered by customer.
-- Grain: one row per order. Parameter: $customer_no.
select
    order_id,
    order_date,
    status,
    is_ordered,
    net_amount,
    profit,
    lines,
from order_value
where customer_no = $customer_no
order by order_date desc, order_id desc
