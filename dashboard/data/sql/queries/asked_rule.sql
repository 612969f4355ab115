-- The rules that tickets are held against, as the question lists them.
-- Grain: one row per rule. Parameters: lists of one length: $rule_nos, $services, $tiers (places in TIER_ROWS, null = all customers),
-- $classes (null = all tickets), $rules (kind), $limits (seconds), $cutoffs (seconds of the day), $are_working (only
-- working days count), $are_clock (the limit is working time), $valid_from, $valid_to (null = no end).
select
    unnest(cast($rule_nos as integer[])) as rule_no,
    unnest(cast($services as varchar[])) as service_code,
    unnest(cast($tiers as integer[])) as tier,
    unnest(cast($classes as varchar[])) as customer_class,
    unnest(cast($rules as varchar[])) as rule,
    unnest(cast($limits as bigint[])) as limit_seconds,
    unnest(cast($cutoffs as bigint[])) as cutoff,
    unnest(cast($are_working as boolean[])) as is_working,
    unnest(cast($are_clock as boolean[])) as is_clock,
    unnest(cast($valid_from as date[])) as valid_from,
    unnest(cast($valid_to as date[])) as valid_to,
