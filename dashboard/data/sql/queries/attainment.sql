-- How many tickets kept each rule, told apart by one column.
-- Grain: one row per rule and part. Parts: judged_ticket. Relation and parameters: those of its parts, and $by (month,
-- department, customer_class, channel, place, or nothing).
-- Rule: the window's tickets but for past_now: all that are open and past their limit at its end, older ones too.
select
    rule_no,
    case $by
        when 'month' then cast(year(reported_at) * 12 + month(reported_at) - 1 as varchar)
        when 'department' then department
        when 'customer_class' then customer_class
        when 'channel' then channel
        when 'place' then cast(place as varchar)
    end as part,
    count(*) filter (is_in_window) as tickets,
    count(*) filter (is_in_window and is_done) as finished,
    count(*) filter (is_in_window and state = 0) as within,
    count(*) filter (is_in_window and state = 1) as over_limit,
    count(*) filter (is_in_window and state = 2) as open_past,
    count(*) filter (is_in_window and state = 3) as not_yet_due,
    count(*) filter (is_in_window and state = 4) as changed,
    count(*) filter (is_in_window and state = 5) as not_known,
    count(*) filter (state = 2) as past_now,
    cast(coalesce(sum(taken) filter (is_in_window), 0) as bigint) as taken_seconds,
    cast(coalesce(sum(age) filter (is_in_window and state = 2), 0) as bigint) as open_seconds,
    cast(max(coalesce(taken, age)) filter (is_in_window) as bigint) as longest_seconds,
from judged_ticket
group by all
order by rule_no, part nulls last
