-- The tickets that kept one rule worst: the longest, or the longest after the time they were due.
-- Grain: one row per ticket, at most $most. Parts: judged_ticket. Relation and parameters: those of its parts, and $most.
-- Rule: the window's tickets, and older ones that are still open. What is not yet due and what is not known is left out.
select
    j.ticket_id,
    coalesce(k.customer_id, j.customer_id) as customer_id,
    k.customer_name,
    j.service_code,
    j.reported_at,
    case when j.is_done then coalesce(case when j.rule = 'appointment' then j.started_at end, j.finished_at) end as ended_at,
    j.appointment_at,
    j.department,
    j.customer_class,
    j.state,
    cast(coalesce(j.taken, j.age) as bigint) as seconds,
    cast(j.limit_seconds as bigint) as limit_seconds,
from (
    select
        *,
        coalesce(taken, age) - case when rule in ('same_day_cutoff', 'appointment') then limit_seconds else 0 end as badness,
    from judged_ticket
    where state in (0, 1, 2)
    order by badness desc, ticket_id
    limit $most
) as j
left join customer as k on k.customer_no = j.customer_no
order by j.badness desc, j.ticket_id
