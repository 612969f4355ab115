-- What each customer ordered of some product lines in one month. An order of two of these lines counts twice, as in the mart
-- line_month.
-- Grain: one row per customer with an ordered order of one of the lines in the month. Parameters: $month_no;
-- $product_lines (list of text in which '' stands for "not given").
with part as (
    select customer_no, line_no, net_amount, profit, costed_abs, net_abs, order_date
    from order_value
    where month_no = $month_no and is_ordered and not is_split
    union all
    select customer_no, line_no, net_amount, profit, costed_abs, net_abs, order_date
    from order_part
    where month_no = $month_no
)
select
    part.customer_no,
    coalesce(sum(part.net_amount), 0) as revenue,
    sum(part.profit) as profit,
    sum(part.costed_abs) as costed_abs,
    sum(part.net_abs) as net_abs,
    cast(count(*) filter (part.net_amount > 0) as integer) as orders,
    max(part.order_date) as last_order_on,
from part
left join product_line as named on named.line_no = part.line_no
where list_contains(cast($product_lines as varchar[]), coalesce(named.line_id, ''))
group by part.customer_no
order by part.customer_no
