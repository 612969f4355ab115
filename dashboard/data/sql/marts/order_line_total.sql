-- purpose: what the lines of an order add up to, by product line; read by order_total and order_part, not published
-- grain: one row per order id that has lines and product line of its products (null: not given)
-- rule: metrics.md, Money: in the reporting currency; each line converted and rounded half away from zero to 4 decimals
select
    l.order_id,
    p.line_id as product_line,
    cast(sum(l.line_net) as decimal(18, 4)) as net_amount,
    cast(sum(case when l.line_cost is not null then l.line_net - l.line_cost end) as decimal(18, 4)) as profit,
    cast(coalesce(sum(case when l.line_cost is not null then abs(l.line_net) end), 0) as decimal(18, 4)) as costed_abs,
    cast(coalesce(sum(abs(l.line_net)), 0) as decimal(18, 4)) as net_abs,
    cast(count(*) as bigint) as lines,
    cast(count(*) - count(l.product_id) as bigint) as unnamed_lines,
    cast(count(*) - count(l.qty) as bigint) as uncounted_lines
from (
    select
        s.order_id,
        s.product_id,
        s.qty,
        case when r.order_id is null then s.line_net else cast(round(cast(s.line_net as decimal(19, 4)) * r.rate, 4) as decimal(18, 4)) end as line_net,
        case when r.order_id is null then s.line_cost else cast(round(cast(s.line_cost as decimal(19, 4)) * r.rate, 4) as decimal(18, 4)) end as line_cost
    from staged_order_lines as s
    left join order_rate as r on r.order_id = s.order_id
) as l
left join staged_products as p on p.product_id = l.product_id
group by
    l.order_id,
    p.line_id
