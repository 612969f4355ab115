-- purpose: service standards as they stand now
-- grain: one row per service, level, tier and kind of rule
select
    s.service_code,
    s.service_name,
    s.level,
    s.tier,
    s.rule_type,
    s.limit_value,
    s.limit_unit,
    s.cutoff_time,
    s.target_share,
    s.calendar,
    s.valid_from,
    s.valid_to
from raw_service_standards as s
where not exists (
    select 1 from superseded_service_standards as g where g.batch_id = s.batch_id and g.row_no = s.row_position
)
