-- The tickets of one customer that late_tickets counts. Grain: one row per ticket. Parts: judged_ticket. Relation and parameters:
-- those of its parts; $customer_no.
select
    case when bool_or(coalesce(is_repeat, false)) then 'repeat_tickets' else 'late_tickets' end as kind,
    ticket_id as reference,
    cast(min((due_at - case when due_at = date_trunc('day', due_at) then interval 1 second else interval 0 second end)) as date) as due_on,
    cast(max(case when finished_at < $end then finished_at end) as date) as done_on,
    max(
        case when (due_at - case when due_at = date_trunc('day', due_at) then interval 1 second else interval 0 second end) < least(coalesce(finished_at, $end), $end)
            then date_diff('day', cast((due_at - case when due_at = date_trunc('day', due_at) then interval 1 second else interval 0 second end) as date), cast(least(coalesce(finished_at, $end - interval 1 second), $end - interval 1 second) as date))
        end
    ) as days_late,
from (
    select ticket_id, is_repeat, due_at, finished_at
    from judged_ticket
    where customer_no = $customer_no and is_in_window and state in (1, 2) and rule <> 'duration_mean'
    union all
    select ticket_id, is_repeat, due_at, finished_at
    from service_ticket
    where
        customer_no = $customer_no
        and reported_at >= $start and reported_at < $end
        and (is_repeat or least(coalesce(finished_at, $end), $end) > (due_at - case when due_at = date_trunc('day', due_at) then interval 1 second else interval 0 second end))
)
group by ticket_id
