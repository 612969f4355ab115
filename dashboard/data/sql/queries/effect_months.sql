-- What some customers brought in by month, for figures that are estimates (so in floating point).
-- Grain: one row per customer and month with an order. Relation: wanted (customer_no, place). Parameters: $first_month,
-- $last_month (month numbers).
select
    wanted.place,
    held.month_no,
    cast(held.revenue as double) as revenue,
    cast(held.profit as double) as profit,
from customer_month as held
inner join wanted on wanted.customer_no = held.customer_no
where held.month_no between $first_month and $last_month
