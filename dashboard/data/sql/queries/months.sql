-- What was ordered in each month, from the monthly mart.
-- Grain: one row per month with orders. Parameters: $first_month, $last_month; $account_managers, $managers, $regions and
-- $industries (lists of text, '' standing for "not given") with $all_account_managers, $any_manager, $any_region and
-- $any_industry (boolean, true = the list does not matter). $account_managers is the viewer's scope, $managers the filter.
select
    month_no,
    cast(sum(active_customers) as bigint) as active_customers,
    cast(sum(new_customers) as bigint) as new_customers,
    cast(sum(orders) as bigint) as orders,
    sum(revenue) as revenue,
    sum(profit) as profit,
from month
where month_no between $first_month and $last_month
    and ($all_account_managers or list_contains($account_managers, account_manager_id))
    and ($any_manager or list_contains($managers, coalesce(account_manager_id, '')))
    and ($any_region or list_contains($regions, coalesce(region, '')))
    and ($any_industry or list_contains($industries, coalesce(industry, '')))
group by month_no
order by month_no
