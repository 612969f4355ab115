-- Customers with tickets over a limit, past their own promised time, or of a fault that came again.
-- Grain: one row per customer. Parts: judged_ticket. Relation and parameters: those of its parts.
-- Rule: a ticket counts once, whatever it broke; the limit of an average says nothing about one ticket.
select
    customer_no,
    cast(count(distinct ticket_id) as bigint) as count,
from (
    select customer_no, ticket_id
    from judged_ticket
    where is_in_window and state in (1, 2) and rule <> 'duration_mean'
    union all
    select customer_no, ticket_id
    from service_ticket
    where
        reported_at >= $start and reported_at < $end
        and (is_repeat or least(coalesce(finished_at, $end), $end) > (due_at - case when due_at = date_trunc('day', due_at) then interval 1 second else interval 0 second end))
)
where customer_no is not null
group by customer_no
order by customer_no
