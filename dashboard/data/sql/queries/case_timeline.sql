-- purpose: the steps of one case with what people wrote, up to a moment
-- grain: one row per step, in their order
-- parameters: $case_no, $through
select event, happened_at, happened_clock, is_time_known, is_logged, by_id, reason, note
from case_step
where case_no = $case_no and happened_at <= $through
order by step_no
