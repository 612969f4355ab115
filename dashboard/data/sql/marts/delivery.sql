-- purpose: deliveries with what was damaged and short on the way (M58)
-- grain: one row per delivery
-- order: customer_no nulls last, delivery_id nulls last
select
    d.delivery_id,
    k.customer_no,
    d.order_id,
    d.shipped_on,
    d.arrived_on,
    d.promised_arrival,
    cast(d.damaged_value as decimal(18, 4)) as damaged_value,
    cast(d.short_value as decimal(18, 4)) as short_value,
    d.carrier
from staged_deliveries as d
left join staged_orders as o on o.order_id = d.order_id
left join customer as k on k.customer_id = o.customer_id
