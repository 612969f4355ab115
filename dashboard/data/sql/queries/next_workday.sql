-- Each day with the next one that is worked.
-- Grain: one row per day.
select
    day,
    is_workday,
    min(day) filter (is_workday) over (order by day rows between 1 following and unbounded following) as next_workday,
from clock_day
