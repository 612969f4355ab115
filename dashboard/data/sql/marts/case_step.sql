-- purpose: what happened to each case, one after the other, with the working time gone by
-- grain: one row per step of a case; step_no counts from 0 within the case
-- order: case_no nulls last, step_no nulls last
-- rule: M30: the log of steps goes before the times that the case itself names: such a time is a step only where the log
--       has no step of that name. One exception, as the last state decides: a closing that the case names counts where
--       the log ends with a reopening before it. A step without a time stands where its number puts it, at the time of the one before
with unique_people as (
    select
        employee_name,
        min(employee_id) as employee_id
    from employee
    group by employee_name
    having count(*) = 1
),
said as (
    select
        c.case_id,
        cast('received' as string) as event,
        c.received_at as happened_at,
        cast(-1 as int) as seq_no
    from staged_cases as c
    union all
    select
        c.case_id,
        cast('acknowledged' as string) as event,
        c.acknowledged_at as happened_at,
        cast(100001 as int) as seq_no
    from staged_cases as c
    where c.acknowledged_at is not null
    union all
    select
        c.case_id,
        cast('assessed' as string) as event,
        c.assessed_at as happened_at,
        cast(100002 as int) as seq_no
    from staged_cases as c
    where c.assessed_at is not null
    union all
    select
        c.case_id,
        cast('diagnosed' as string) as event,
        c.diagnosed_at as happened_at,
        cast(100003 as int) as seq_no
    from staged_cases as c
    where c.diagnosed_at is not null
    union all
    select
        c.case_id,
        cast('analysed' as string) as event,
        c.analysed_at as happened_at,
        cast(100004 as int) as seq_no
    from staged_cases as c
    where c.analysed_at is not null
    union all
    select
        c.case_id,
        cast('approved' as string) as event,
        c.approved_at as happened_at,
        cast(100005 as int) as seq_no
    from staged_cases as c
    where c.approved_at is not null
    union all
    select
        c.case_id,
        cast('agreed' as string) as event,
        c.agreed_at as happened_at,
        cast(100006 as int) as seq_no
    from staged_cases as c
    where c.agreed_at is not null
    union all
    select
        c.case_id,
        cast('replied' as string) as event,
        c.replied_at as happened_at,
        cast(100007 as int) as seq_no
    from staged_cases as c
    where c.replied_at is not null
    union all
    select
        c.case_id,
        cast('called_back' as string) as event,
        c.called_back_at as happened_at,
        cast(100008 as int) as seq_no
    from staged_cases as c
    where c.called_back_at is not null
    union all
    select
        c.case_id,
        cast('closed' as string) as event,
        c.closed_at as happened_at,
        cast(100009 as int) as seq_no
    from staged_cases as c
    where c.closed_at is not null
),
logged as (
    select
        e.case_id,
        e.event,
        e.happened_at,
        max(e.happened_at) over (partition by e.case_id order by e.seq nulls last rows between unbounded preceding and current row) as at_least,
        e.seq as seq_no,
        e.by_text,
        e.reason,
        e.note
    from staged_case_events as e
),
last_states as (
    select
        e.case_id,
        max(case when e.event = 'closed' then e.happened_at end) as closed_at,
        max(case when e.event = 'reopened' then e.happened_at end) as reopened_at
    from staged_case_events as e
    group by e.case_id
),
steps as (
    select
        f.case_no,
        l.event,
        cast(coalesce(l.happened_at, l.at_least, f.received_at) as timestamp) as happened_at,
        cast(l.happened_at is not null as boolean) as is_time_known,
        cast(true as boolean) as is_logged,
        l.seq_no,
        l.by_text,
        l.reason,
        l.note
    from logged as l
    inner join feedback_case as f on f.case_id = l.case_id
    union all
    select
        f.case_no,
        s.event,
        s.happened_at,
        cast(true as boolean) as is_time_known,
        cast(false as boolean) as is_logged,
        s.seq_no,
        cast(null as string) as by_text,
        cast(null as string) as reason,
        cast(null as string) as note
    from said as s
    inner join feedback_case as f on f.case_id = s.case_id
    left join last_states as x on x.case_id = s.case_id
    where
        not exists (
            select 1 from staged_case_events as e where e.case_id = s.case_id and e.event = s.event
        )
        or (
            s.event = 'closed'
            and s.happened_at > x.reopened_at
            and x.reopened_at >= coalesce(x.closed_at, x.reopened_at)
        )
)
select
    s.case_no,
    cast(
        row_number() over (
            partition by s.case_no order by s.happened_at nulls last, s.seq_no nulls last
        ) - 1 as int
    ) as step_no,
    cast(s.event as string) as event,
    s.happened_at,
    cast(
        d.seconds_before
        + least(greatest(unix_timestamp(s.happened_at) - unix_timestamp(cast(d.day as timestamp)) - d.open_1, 0), d.close_1 - d.open_1)
            * (case when d.is_workday then 1 else 0 end)
        + least(greatest(unix_timestamp(s.happened_at) - unix_timestamp(cast(d.day as timestamp)) - d.open_2, 0), d.close_2 - d.open_2)
            * (case when d.is_workday then 1 else 0 end) as bigint
    ) as happened_clock,
    cast(s.is_time_known as boolean) as is_time_known,
    cast(s.is_logged as boolean) as is_logged,
    cast(coalesce(i.employee_id, n.employee_id, s.by_text) as string) as by_id,
    s.reason,
    s.note
from steps as s
left join clock_day as d on d.day = cast(s.happened_at as date)
left join employee as i on i.employee_id = s.by_text
left join unique_people as n on n.employee_name = s.by_text
