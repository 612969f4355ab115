-- purpose: what the lines of an order add up to; read by order_value and build_note, not published
-- grain: one row per order id that has lines (also ids of which no order is known)
select
    order_id,
    cast(sum(line_net) as decimal(18, 4)) as net_amount,
    cast(sum(case when line_cost is not null then line_net - line_cost end) as decimal(18, 4)) as profit,
    cast(coalesce(sum(case when line_cost is not null then abs(line_net) end), 0) as decimal(18, 4)) as costed_abs,
    cast(coalesce(sum(abs(line_net)), 0) as decimal(18, 4)) as net_abs,
    cast(count(*) as bigint) as lines
from staged_order_lines
group by order_id
