-- purpose: working days, and what was worked before each: the ground of every duration in working time
-- grain: one row per day, without a gap
-- order: day nulls last
-- rule: the official calendar, made by the runner from the settings; the company's own word on a day goes before it
with decided as (
    select
        m.day,
        coalesce(c.is_workday, m.is_workday) as is_workday,
        case when c.day is not null then c.name else m.name end as name,
        case when c.day is not null then 'calendar_days' else m.source end as source,
        m.open_1,
        m.close_1,
        m.open_2,
        m.close_2,
        case
            when coalesce(c.is_workday, m.is_workday) then m.close_1 - m.open_1 + m.close_2 - m.open_2
            else 0
        end as worked
    from made_day as m
    left join staged_calendar_days as c on c.day = m.day
)
select
    day,
    cast(is_workday as boolean) as is_workday,
    cast(name as string) as name,
    cast(source as string) as source,
    cast(open_1 as int) as open_1,
    cast(close_1 as int) as close_1,
    cast(open_2 as int) as open_2,
    cast(close_2 as int) as close_2,
    cast(worked as bigint) as worked_seconds,
    cast(
        coalesce(sum(worked) over (order by day nulls last rows between unbounded preceding and 1 preceding), 0) as bigint
    ) as seconds_before
from decided
