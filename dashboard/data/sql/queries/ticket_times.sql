-- How long tickets take, with the open ones in: the product-limit estimate (Kaplan-Meier) of each rule's tickets.
-- Grain: one row per entry of $timed_nos. Parts: judged_ticket. Relation and parameters: those of its parts, and lists of
-- one length: $timed_nos (a rule), $timed_as (the rule asked for that has the same tickets on the same line: what two
-- rules share is estimated once), $timed_targets (the share that must keep it).
-- Rule: an open ticket counts as longer than its age. A quantile is the least time at which at most 1 - p are left, null
-- where that is never reached; without open tickets it equals percentile_disc. target_seconds: at the rule's own share.
aged as (
    select
        rule_no,
        coalesce(taken, age) as seconds,
        count(*) filter (is_done) as ended,
        count(*) as tickets,
    from judged_ticket
    where is_in_window and rule in ('duration_mean', 'duration_max', 'share_within') and state <> 5
    group by all
),

risen as (
    select
        rule_no,
        seconds,
        ended,
        sum(tickets) over (partition by rule_no order by seconds desc) as at_risk,
    from aged
),

survived as (
    select
        rule_no,
        seconds,
        exp(
            sum(case when ended = at_risk then -1000 else ln(1 - ended / at_risk) end)
                over (partition by rule_no order by seconds)
        ) as left_share,
    from risen
    where ended > 0
)

select
    r.rule_no,
    cast(min(s.seconds) filter (s.left_share <= 0.5 + 1e-9) as bigint) as median_seconds,
    cast(min(s.seconds) filter (s.left_share <= 0.1 + 1e-9) as bigint) as p90_seconds,
    cast(min(s.seconds) filter (s.left_share <= 1 - r.target + 1e-9) as bigint) as target_seconds,
from survived as s
inner join (
    select
        unnest(cast($timed_nos as integer[])) as rule_no,
        unnest(cast($timed_as as integer[])) as timed_as,
        unnest(cast($timed_targets as double[])) as target,
) as r on r.timed_as = s.rule_no
group by r.rule_no
order by r.rule_no
