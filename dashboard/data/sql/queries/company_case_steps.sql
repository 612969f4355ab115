-- purpose: every step of every case, without what people wrote
-- grain: one row per step, in the order of the case and its steps
-- parameters: none
select case_no, event, happened_at, happened_clock, is_time_known, is_logged, by_id, reason is not null as has_reason
from case_step
order by case_no, step_no
