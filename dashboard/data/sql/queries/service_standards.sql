-- What the company's file says was promised of each service.
-- Grain: one row per service, level, tier and kind of rule.
select
    service_code, service_name, level, tier, rule_type, limit_value, limit_unit, cutoff_time, target_share, calendar,
    valid_from, valid_to,
from service_standard
order by service_code, level, tier nulls first, rule_type
