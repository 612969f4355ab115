-- purpose: visits as they stand now
-- grain: one row per visit
select
    v.visit_id,
    v.customer_id,
    v.visit_date,
    v.kind
from raw_visits as v
where not exists (
    select 1 from superseded_visits as s where s.batch_id = v.batch_id and s.row_no = v.row_position
)
