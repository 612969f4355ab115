-- purpose: the trend, in parts that add up over managers, regions and industries
-- grain: one row per month, account manager, region and industry (each may be null: unknown)
-- order: month_no nulls last
-- rule: contracts.md, trend: active = any order in the month; new = first order ever
select
    m.month_no,
    c.account_manager_id,
    c.region,
    c.industry,
    cast(count(*) as bigint) as active_customers,
    cast(sum(case when m.first_order_on = c.first_order_on then 1 else 0 end) as bigint) as new_customers,
    cast(sum(m.ordered) as bigint) as ordered,
    cast(sum(m.orders) as bigint) as orders,
    cast(sum(m.revenue) as decimal(18, 4)) as revenue,
    cast(sum(m.profit) as decimal(18, 4)) as profit,
    cast(sum(m.costed_abs) as decimal(18, 4)) as costed_abs,
    cast(sum(m.net_abs) as decimal(18, 4)) as net_abs
from customer_month as m
inner join customer as c on c.customer_no = m.customer_no
group by
    m.month_no,
    c.account_manager_id,
    c.region,
    c.industry
