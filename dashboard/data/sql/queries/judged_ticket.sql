-- Tickets held against each rule, as they stood at the end of the window.
-- Grain: one row per ticket and rule. Parts: timed_ticket. Relation and parameters: those of its parts.
-- Rule: state: 0 within the limit, 1 over it, 2 open and past it, 3 not yet due (finished or not: else quick ones count
-- at once and slow ones later), 4 appointment changed with notice, 5 not known (no time recorded). An appointment that
-- was moved without notice is missed. taken: seconds of a finished one; age: from its beginning to the window's end.
select
    t.*,
    case when t.is_done then greatest(t.done - t.begun, 0) end as taken,
    greatest(t.ended - t.begun, 0) as age,
    case
        when t.begun is null or t.limit_seconds is null or (t.is_done and t.done is null) then 5
        when t.is_changed and t.is_notice_given then 4
        when t.ended - t.begun + (case when t.is_clock then 1 else 0 end) <= t.limit_seconds then 3
        when t.is_changed then 1
        when t.is_done and t.done - t.begun <= t.limit_seconds then 0
        when t.is_done and t.rule = 'appointment' and t.started_at is null then 5
        when t.is_done then 1
        else 2
    end as state,
from timed_ticket as t
