-- What some customers ordered in each month, by product line. A customer who bought two lines counts in both, and so does an
-- order, as in the mart line_month.
-- Grain: one row per product line (null = not given) and month with orders. Relation: wanted (customer_no, first_month: the
-- month of the first order ever). Parameters: $first_month, $last_month (month numbers).
with part as (
    select customer_no, month_no, line_no, net_amount, profit
    from order_value
    where is_ordered and not is_split and month_no between $first_month and $last_month
    union all
    select customer_no, month_no, line_no, net_amount, profit
    from order_part
    where month_no between $first_month and $last_month
),

bought as (
    select
        part.customer_no,
        part.month_no,
        named.line_id as segment,
        part.month_no = any_value(wanted.first_month) as is_new,
        count(*) filter (part.net_amount > 0) as orders,
        sum(part.net_amount) as revenue,
        sum(part.profit) as profit,
    from part
    inner join wanted on wanted.customer_no = part.customer_no
    left join product_line as named on named.line_no = part.line_no
    group by part.customer_no, part.month_no, named.line_id
)

select
    segment,
    month_no,
    count(*) as active_customers,
    count(*) filter (is_new) as new_customers,
    cast(sum(orders) as bigint) as orders,
    coalesce(sum(revenue), 0) as revenue,
    sum(profit) as profit,
from bought
group by segment, month_no
order by segment nulls last, month_no
