-- The orders behind one line of bad_service, with their days; its tickets are those of bad_tickets_of_customer.
-- Grain: one row per late order, damaged or short order. Parameters as in bad_service; $customer_no.
select kind, reference, due_on, done_on, days_late
from (
    select
        'late_orders' as kind,
        order_id as reference,
        min(first_promise) as due_on,
        case when count(*) = count(delivered_on) and max(delivered_on) <= $through then max(delivered_on) end as done_on,
        max(date_diff('day', first_promise, least(coalesce(delivered_on, $through), $through))) as days_late,
    from promised_line
    where $arrivals_known
        and customer_no = $customer_no
        and first_promise >= $first
        and first_promise < $through
        and (delivered_on is null or delivered_on > first_promise)
    group by order_id
    union all
    select 'damaged_orders' as kind, order_id as reference, null as due_on, max(happened_on) as done_on, null as days_late
    from (
        select order_id, delivered_on as happened_on
        from promised_line
        where customer_no = $customer_no
            and delivered_on between $first and $through
            and (damaged_qty > 0 or short_qty > 0)
        union
        select order_id, coalesce(arrived_on, shipped_on) as happened_on
        from delivery
        where customer_no = $customer_no
            and coalesce(arrived_on, shipped_on) between $first and $through
            and (damaged_value > 0 or short_value > 0)
    ) as damaged
    group by order_id
) as bad
