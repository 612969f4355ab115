-- The layers of a shipped scheme at every month end (rolling 12 months, by revenue).
-- Grain: one row per month and layer. Parameters: $scheme, $last_month; $account_managers, the viewer's scope, and $managers,
-- the filter: lists of text in which '' stands for "not given"; null = does not matter.
select
    month_no,
    layer,
    cast(sum(customers) as bigint) as customers,
    sum(revenue) as revenue,
from layer_month
where scheme = $scheme
    and month_no <= $last_month
    and (
        cast($account_managers as varchar[]) is null
        or list_contains(cast($account_managers as varchar[]), coalesce(account_manager_id, ''))
    )
    and (
        cast($managers as varchar[]) is null
        or list_contains(cast($managers as varchar[]), coalesce(account_manager_id, ''))
    )
group by month_no, layer
order by month_no, layer
