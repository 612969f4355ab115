-- purpose: what each order is worth, for the drill-down to one customer and as the ground of customer_month
-- grain: one row per order
-- order: customer_no nulls last
-- rule: metrics.md, Money: in the reporting currency, converted by order_rate and rounded half away from zero to 4 decimals
-- rule: gaps: a bit per empty column that figures need, places as in logic/data_needs.py, ORDER_COLUMNS
-- rule: metrics.md, Orders: the sum of its lines if it has any, else the header; cost of the header only without lines.
--       The product line is that of the products on its lines, and where these name none, the order's own. An order whose
--       lines belong to several is split: order_part has its money by product line
select
    c.customer_no,
    o.order_id,
    o.order_date,
    o.month_no,
    o.status,
    o.is_ordered,
    cast(case when t.order_id is not null then t.net_amount else o.header_net end as decimal(18, 4)) as net_amount,
    cast(case when t.order_id is not null then t.profit else o.header_net - o.direct_cost end as decimal(18, 4)) as profit,
    cast(
        case
            when t.order_id is not null then t.costed_abs
            when o.direct_cost is null then 0
            else coalesce(abs(o.header_net), 0)
        end as decimal(18, 4)
    ) as costed_abs,
    cast(case when t.order_id is not null then t.net_abs else coalesce(abs(o.header_net), 0) end as decimal(18, 4)) as net_abs,
    cast(coalesce(t.lines, 0) as bigint) as lines,
    l.line_no,
    cast(coalesce(t.parts, 0) > 1 as boolean) as is_split,
    cast(
        o.gaps
        + (case when t.unnamed_lines > 0 then 128 else 0 end)
        + (case when t.uncounted_lines > 0 then 256 else 0 end)
        + (case when t.order_id is null and o.product_line is null then 512 else 0 end)
        + (case when t.order_id is null and o.direct_cost is null then 1024 else 0 end)
        + (case when t.costed_abs < t.net_abs then 2048 else 0 end) as int
    ) as gaps
from (
    select
        s.order_id,
        s.customer_id,
        s.order_date,
        s.month_no,
        s.status,
        s.is_ordered,
        s.product_line,
        s.gaps,
        case when r.order_id is null then s.header_net else cast(round(cast(s.header_net as decimal(19, 4)) * r.rate, 4) as decimal(18, 4)) end as header_net,
        case when r.order_id is null then s.direct_cost else cast(round(cast(s.direct_cost as decimal(19, 4)) * r.rate, 4) as decimal(18, 4)) end as direct_cost
    from staged_orders as s
    left join order_rate as r on r.order_id = s.order_id
) as o
inner join customer as c on c.customer_id = o.customer_id
left join order_total as t on t.order_id = o.order_id
left join product_line as l
    on l.line_id = case when t.parts > 1 then o.product_line else coalesce(t.product_line, o.product_line) end
