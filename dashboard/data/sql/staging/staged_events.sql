-- purpose: what happened around the company, to be told beside the figures
-- grain: one row per event
select
    e.event_id,
    e.at as happened_on,
    e.title,
    e.kind,
    e.scope
from raw_events as e
where not exists (
    select 1 from superseded_events as s where s.batch_id = e.batch_id and s.row_no = e.row_position
)
