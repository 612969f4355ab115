-- Who had bad service within some days (X8): lines that missed their first promise, faults that came again, and what arrived
-- damaged or short; late tickets are a question of their own (late_tickets). Nothing after the last day counts (T9).
-- Grain: one row per customer with any of these. Parameters: $first, $through (days, both included); $arrivals_known: whether
-- anybody writes down when things arrive (else no line is known to be late).
with late_order as (
    select
        customer_no,
        order_id,
        max(date_diff('day', first_promise, least(coalesce(delivered_on, $through), $through))) as days_late,
    from promised_line
    where $arrivals_known
        and first_promise >= $first
        and first_promise < $through
        and (delivered_on is null or delivered_on > first_promise)
    group by customer_no, order_id
),

late as (
    select customer_no, count(*) as late_orders, max(days_late) as worst_days
    from late_order
    group by customer_no
),

repeated as (
    select customer_no, count(*) as repeat_tickets
    from service_ticket
    where is_repeat
        and customer_no is not null
        and reported_at >= $first
        and reported_at < $through + interval 1 day
    group by customer_no
),

damaged_order as (
    select customer_no, order_id
    from promised_line
    where delivered_on between $first and $through
        and (damaged_qty > 0 or short_qty > 0)
    union
    select customer_no, order_id
    from delivery
    where customer_no is not null
        and coalesce(arrived_on, shipped_on) between $first and $through
        and (damaged_value > 0 or short_value > 0)
),

damaged as (
    select customer_no, count(*) as damaged_orders
    from damaged_order
    group by customer_no
)

select
    customer_no,
    cast(coalesce(late.late_orders, 0) as integer) as late_orders,
    cast(coalesce(late.worst_days, 0) as integer) as worst_days,
    cast(coalesce(repeated.repeat_tickets, 0) as integer) as repeat_tickets,
    cast(coalesce(damaged.damaged_orders, 0) as integer) as damaged_orders,
from late
full outer join repeated using (customer_no)
full outer join damaged using (customer_no)
order by customer_no
