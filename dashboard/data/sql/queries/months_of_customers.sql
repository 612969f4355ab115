-- What some customers ordered in each month, by the place that each is given.
-- Grain: one row per place and month with orders. Relation: wanted (customer_no, place, first_month: the month of the first
-- order ever). Parameters: $first_month, $last_month (month numbers).
select
    wanted.place,
    m.month_no,
    count(*) as active_customers,
    count(*) filter (m.month_no = wanted.first_month) as new_customers,
    cast(sum(m.orders) as bigint) as orders,
    sum(m.revenue) as revenue,
    sum(m.profit) as profit,
    sum(m.costed_abs) as costed_abs,
    sum(m.net_abs) as net_abs,
from customer_month as m
inner join wanted on wanted.customer_no = m.customer_no
where m.month_no between $first_month and $last_month
group by wanted.place, m.month_no
order by wanted.place, m.month_no
