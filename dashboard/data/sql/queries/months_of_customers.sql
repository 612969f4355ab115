-- What some customers ordered in each month: for filters that the monthly mart does not know.
-- Grain: one row per month with orders. Parameters: $first_month, $last_month. Relation: wanted (customer_no).
select
    customer_month.month_no,
    count(*) as active_customers,
    count(*) filter (where customer_month.first_order_on = customer.first_order_on) as new_customers,
    cast(sum(customer_month.orders) as bigint) as orders,
    sum(customer_month.revenue) as revenue,
    sum(customer_month.profit) as profit,
from customer_month
inner join customer on customer_month.customer_no = customer.customer_no
where customer_month.month_no between $first_month and $last_month
    and customer_month.customer_no in (select wanted.customer_no from wanted)
group by customer_month.month_no
order by customer_month.month_no
