-- purpose: what the lines of an order add up to; read by order_value and build_note, not published
-- grain: one row per order id that has lines (also ids of which no order is known)
select
    order_id,
    cast(sum(net_amount) as decimal(18, 4)) as net_amount,
    cast(sum(profit) as decimal(18, 4)) as profit,
    cast(sum(costed_abs) as decimal(18, 4)) as costed_abs,
    cast(sum(net_abs) as decimal(18, 4)) as net_abs,
    cast(sum(lines) as bigint) as lines,
    cast(sum(unnamed_lines) as bigint) as unnamed_lines,
    cast(sum(uncounted_lines) as bigint) as uncounted_lines,
    cast(count(*) as bigint) as parts,
    cast(max(product_line) as string) as product_line
from order_line_total
group by order_id
