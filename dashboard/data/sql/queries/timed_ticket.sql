-- Tickets with each rule that holds for them, in seconds of the rule's own number line: the wall clock or working time.
-- Grain: one row per ticket and rule. Parts: asked_rule. Relation: wanted, one row of lists: places (of each customer, by
-- customer_no; below 0 = not seen), tiers (their decided tiers), first_day (a day number), due_days and next_days (for
-- each day from then on the first worked one from it, and the first after it). Lists are looked up by place, not joined:
-- with a million customers a join takes the memory of a server.
-- Parameters: $everybody (customers without a place and tickets of nobody too), $start, $end (moments: from, and before),
-- $end_clock (working time gone by at $end), $older (also what was reported before $start and open at $end).
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
    w.places[t.customer_no + 1] as place,
    t.reported_at >= $start as is_in_window,
    r.rule = 'appointment' and t.appointment_changed_at is not null as is_changed,
    coalesce(t.is_notice_given, false) as is_notice_given,
    coalesce(
        case when r.rule = 'appointment' then coalesce(t.started_at, t.finished_at) else t.finished_at end < $end, false
    ) as is_done,
    case
        when r.rule <> 'same_day_cutoff' then coalesce(r.limit_seconds, 0)
        when not r.is_working and t.report % 86400 < r.cutoff
            then 86399 - t.report % 86400
        when not r.is_working then 2 * 86400 - 1 - t.report % 86400
        when
            t.report % 86400 < r.cutoff
            or w.due_days[t.report // 86400 - w.first_day + 1] > t.report // 86400
            then (w.due_days[t.report // 86400 - w.first_day + 1] + 1) * 86400 - 1 - t.report
        else (w.next_days[t.report // 86400 - w.first_day + 1] + 1) * 86400 - 1 - t.report
    end as limit_seconds,
    case
        when r.is_clock then t.reported_clock
        when r.rule = 'appointment' then epoch_us(t.appointment_at) // 1000000
        else t.report
    end as begun,
    case
        when r.is_clock then t.finished_clock
        when r.rule = 'appointment' then coalesce(epoch_us(t.started_at) // 1000000, t.finish)
        when t.finish % 86400 = 0 and t.report % 86400 <> 0 then t.finish + 86399
        else t.finish
    end as done,
    case when r.is_clock then $end_clock else epoch_us($end) // 1000000 end as ended,
from (
    select *, epoch_us(reported_at) // 1000000 as report, epoch_us(finished_at) // 1000000 as finish
    from service_ticket
) as t
inner join asked_rule as r on r.service_code = t.service_code
cross join wanted as w
where
    t.reported_at < $end
    and (t.reported_at >= $start or ($older and (t.finished_at is null or t.finished_at >= $end)))
    and ($everybody or w.places[t.customer_no + 1] >= 0)
    and (r.tier is null or r.tier = w.tiers[t.customer_no + 1])
    and (r.customer_class is null or r.customer_class = t.customer_class)
    and (r.valid_from is null or t.reported_at >= r.valid_from)
    and (r.valid_to is null or t.reported_at < r.valid_to + 1)
    and (r.rule <> 'appointment' or t.appointment_at is not null)
