-- purpose: what was promised of each service: the regulator's rules, the company's own, and those for a tier
-- grain: one row per service, level, tier and kind of rule
-- order: service_code nulls last, level nulls last, tier nulls last, rule_type nulls last
select
    s.service_code,
    cast(coalesce(s.service_name, s.service_code) as string) as service_name,
    cast(s.level as string) as level,
    cast(nullif(trim(s.tier), '') as string) as tier,
    cast(s.rule_type as string) as rule_type,
    cast(s.limit_value as decimal(18, 4)) as limit_value,
    cast(s.limit_unit as string) as limit_unit,
    cast(s.cutoff_time as string) as cutoff_time,
    cast(s.target_share as decimal(18, 4)) as target_share,
    cast(s.calendar as string) as calendar,
    s.valid_from,
    s.valid_to
from staged_service_standards as s
