-- purpose: exact additive parts of every value base; every pyramid of every period is a sum of these
-- grain: one row per customer and month with an ordered order
-- rule: metrics.md: ordered counts any sign; orders counts ids with a positive amount; profit is null where nothing is costed
select
    customer_no,
    month_no,
    cast(count(*) as bigint) as ordered,
    cast(count(case when net_amount > 0 then 1 end) as bigint) as orders,
    cast(coalesce(sum(net_amount), 0) as decimal(18, 4)) as revenue,
    cast(sum(profit) as decimal(18, 4)) as profit,
    cast(sum(costed_abs) as decimal(18, 4)) as costed_abs,
    cast(sum(net_abs) as decimal(18, 4)) as net_abs,
    cast(min(order_date) as date) as first_order_on,
    cast(max(order_date) as date) as last_order_on
from order_value
where is_ordered
group by
    customer_no,
    month_no
