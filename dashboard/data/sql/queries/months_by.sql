-- What was ordered in each month, by one column of the customers, from the monthly mart.
-- Grain: one row per value of the column (null = not given) and month with orders. Parameters: $by (region, industry or
-- account_manager_id), $first_month, $last_month (month numbers); $account_managers, the viewer's scope, and $managers,
-- $regions, $industries, the filters: lists of text in which '' stands for "not given"; null = does not matter.
select
    case $by
        when 'region' then region
        when 'industry' then industry
        when 'account_manager_id' then account_manager_id
    end as segment,
    month_no,
    cast(sum(active_customers) as bigint) as active_customers,
    cast(sum(new_customers) as bigint) as new_customers,
    cast(sum(orders) as bigint) as orders,
    sum(revenue) as revenue,
    sum(profit) as profit,
from month
where month_no between $first_month and $last_month
    and (
        cast($account_managers as varchar[]) is null
        or list_contains(cast($account_managers as varchar[]), coalesce(account_manager_id, ''))
    )
    and (
        cast($managers as varchar[]) is null
        or list_contains(cast($managers as varchar[]), coalesce(account_manager_id, ''))
    )
    and (
        cast($regions as varchar[]) is null
        or list_contains(cast($regions as varchar[]), coalesce(region, ''))
    )
    and (
        cast($industries as varchar[]) is null
        or list_contains(cast($industries as varchar[]), coalesce(industry, ''))
    )
group by segment, month_no
order by segment nulls last, month_no
