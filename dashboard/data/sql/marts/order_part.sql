-- purpose: the money of split orders by product line; with the orders that are not split, the ground of line_month
-- grain: one row per ordered order whose lines belong to several product lines, and product line (null: not given)
-- rule: a line whose product names no product line has the order's own
select
    o.customer_no,
    o.month_no,
    o.order_id,
    o.order_date,
    cast(coalesce(l.line_no, o.line_no) as int) as line_no,
    cast(sum(t.net_amount) as decimal(18, 4)) as net_amount,
    cast(sum(t.profit) as decimal(18, 4)) as profit,
    cast(sum(t.costed_abs) as decimal(18, 4)) as costed_abs,
    cast(sum(t.net_abs) as decimal(18, 4)) as net_abs
from order_value as o
inner join order_line_total as t on t.order_id = o.order_id
left join product_line as l on l.line_id = t.product_line
where o.is_ordered and o.is_split
group by
    o.customer_no,
    o.month_no,
    o.order_id,
    o.order_date,
    coalesce(l.line_no, o.line_no)
