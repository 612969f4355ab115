-- purpose: the company's own word on single days
-- grain: one row per day
select
    c.day,
    c.is_workday,
    c.name
from raw_calendar_days as c
where not exists (
    select 1 from superseded_calendar_days as s where s.batch_id = c.batch_id and s.row_no = c.row_position
)
