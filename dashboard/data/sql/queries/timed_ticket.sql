-- Tickets with each rule that holds for them, in seconds of the rule's own number line: the wall clock or working time.
-- Grain: one row per ticket and rule. Parts: asked_rule, next_workday. Relation: wanted (customer_no, tier, place).
-- Parameters: $everybody (also customers who are not wanted, and tickets of nobody), $start, $end (moments: from, and
-- before), $end_clock (working time gone by at $end), $older (also what was reported before $start and open at $end).
-- Rule: what happened after the window is not there (T9). A finish without a time of day stands for the end of that day
-- where the report has one. A same-day rule has the seconds to the end of the day on which it is due as its limit.
select
    r.rule_no,
    r.rule,
    r.is_clock,
    t.ticket_id,
    t.customer_no,
    t.customer_id,
    t.service_code,
    t.reported_at,
    t.due_at,
    t.appointment_at,
    t.started_at,
    t.finished_at,
    t.reported_clock,
    t.finished_clock,
    t.department,
    t.channel,
    t.customer_class,
    t.is_repeat,
    w.place,
    t.reported_at >= $start as is_in_window,
    t.finished_at is not null and t.finished_at < $end as is_finished,
    r.rule = 'appointment' and t.appointment_changed_at is not null as is_changed,
    coalesce(t.is_notice_given, false) as is_notice_given,
    case when r.rule = 'appointment' then coalesce(t.started_at, t.finished_at) else t.finished_at end < $end as is_done,
    case
        when r.rule <> 'same_day_cutoff' then coalesce(r.limit_seconds, 0)
        else epoch(
            case
                when (d.is_workday or not r.is_working) and epoch(t.reported_at) - epoch(d.day) < r.cutoff then d.day
                when r.is_working then d.next_workday
                else d.day + 1
            end + 1
        ) - 1 - epoch(t.reported_at)
    end as limit_seconds,
    case
        when r.is_clock then t.reported_clock
        when r.rule = 'appointment' then epoch(t.appointment_at)
        else epoch(t.reported_at)
    end as begun,
    case
        when r.is_clock then t.finished_clock
        when r.rule = 'appointment' then epoch(coalesce(t.started_at, t.finished_at))
        when epoch(t.finished_at) % 86400 = 0 and epoch(t.reported_at) % 86400 <> 0 then epoch(t.finished_at) + 86399
        else epoch(t.finished_at)
    end as done,
    case when r.is_clock then $end_clock else epoch($end) end as ended,
from service_ticket as t
inner join asked_rule as r on r.service_code = t.service_code
left join wanted as w on w.customer_no = t.customer_no
left join next_workday as d
    on d.day = case when r.rule = 'same_day_cutoff' then cast(t.reported_at as date) end
where
    t.reported_at < $end
    and (t.reported_at >= $start or ($older and (t.finished_at is null or t.finished_at >= $end)))
    and ($everybody or w.customer_no is not null)
    and (r.tier is null or r.tier = w.tier)
    and (r.customer_class is null or r.customer_class = t.customer_class)
    and (r.valid_from is null or t.reported_at >= r.valid_from)
    and (r.valid_to is null or t.reported_at < r.valid_to + 1)
    and (r.rule <> 'appointment' or t.appointment_at is not null)
