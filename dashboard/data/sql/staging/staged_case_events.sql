-- purpose: the steps of cases as they stand now
-- grain: one row per case and step number
select
    e.case_id,
    e.seq,
    e.event,
    e.at as happened_at,
    cast(nullif(trim(e.by), '') as string) as by_text,
    cast(nullif(trim(e.reason), '') as string) as reason,
    cast(nullif(trim(e.note), '') as string) as note
from raw_case_events as e
where not exists (
    select 1 from superseded_case_events as s where s.batch_id = e.batch_id and s.row_no = e.row_position
)
