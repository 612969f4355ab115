-- What was ordered in each month, by product line, from the mart of lines. A customer who bought two lines counts in both.
-- Grain: one row per product line (null = not given) and month with orders. Parameters:
-- $first_month, $last_month (month numbers); $account_managers, the viewer's scope, and $managers,
-- $regions, $industries, the filters: lists of text in which '' stands for "not given"; null = does not matter.
select
    product_line as segment,
    month_no,
    cast(sum(active_customers) as bigint) as active_customers,
    cast(sum(new_customers) as bigint) as new_customers,
    cast(sum(orders) as bigint) as orders,
    sum(revenue) as revenue,
    sum(profit) as profit,
from line_month
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
