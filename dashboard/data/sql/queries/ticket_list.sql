-- The window's tickets, each with the rule that it broke, else the tightest that holds for it.
-- Grain: one row per ticket. Parts: judged_ticket. Relation and parameters: those of its parts.
-- Rule: averages judge no single ticket. hours: from report to finish on the wall clock, working_hours: of office time.
told as (
    select ticket_id, rule_no, limit_seconds, state
    from judged_ticket
    where rule <> 'duration_mean'
    qualify row_number() over (partition by ticket_id order by state in (1, 2) desc, limit_seconds, rule_no) = 1
)

select
    t.ticket_id,
    coalesce(k.customer_id, t.customer_id) as customer_id,
    k.customer_name,
    t.service_code,
    t.reported_at,
    case when t.finished_at < $end then t.finished_at end as finished_at,
    case
        when t.finished_at < $end and epoch_us(t.finished_at) % 86400000000 = 0 and epoch_us(t.reported_at) % 86400000000 <> 0
            then (epoch_us(t.finished_at) + 86399000000 - epoch_us(t.reported_at)) / 3.6e9
        when t.finished_at < $end then (epoch_us(t.finished_at) - epoch_us(t.reported_at)) / 3.6e9
    end as hours,
    case when t.finished_at < $end then (t.finished_clock - t.reported_clock) / 3600 end as working_hours,
    t.department,
    t.customer_class,
    t.is_repeat,
    told.rule_no,
    cast(told.limit_seconds as bigint) as limit_seconds,
    told.state,
from service_ticket as t
cross join wanted as w
left join told on told.ticket_id = t.ticket_id
left join customer as k on k.customer_no = t.customer_no
where
    t.reported_at >= $start
    and t.reported_at < $end
    and ($everybody or w.places[t.customer_no + 1] >= 0)
order by t.reported_at, t.ticket_id
