-- The layers of a shipped scheme at every month end (rolling 12 months, by revenue).
-- Grain: one row per month and layer. Parameters: $scheme, $last_month; $account_managers (list of text) with
-- $all_account_managers, the viewer's scope; $managers (list of text, '' = not given) with $any_manager, the filter.
select
    month_no,
    layer,
    cast(sum(customers) as bigint) as customers,
    sum(revenue) as revenue,
from layer_month
where scheme = $scheme
    and month_no <= $last_month
    and ($all_account_managers or list_contains($account_managers, account_manager_id))
    and ($any_manager or list_contains($managers, coalesce(account_manager_id, '')))
group by month_no, layer
order by month_no, layer
