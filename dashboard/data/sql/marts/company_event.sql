-- purpose: what happened around the company, to be told beside the figures
-- grain: one row per event
-- order: happened_on nulls last, event_id nulls last
select
    event_id,
    happened_on,
    title,
    cast(kind as string) as kind,
    scope
from staged_events
