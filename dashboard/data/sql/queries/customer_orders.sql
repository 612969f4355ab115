-- All orders of one customer up to a day, newest first; read from the table clustered by customer.
-- Grain: one row per order. Parameters: $customer_no, $until (date).
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
    and order_date <= $until
order by order_date desc, order_id desc
