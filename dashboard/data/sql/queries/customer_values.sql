-- The distinct values of every column that customers can be filtered by, in the order of their codes.
-- Grain: one row per column and value (null = not given). No parameters. customer_codes.sql numbers them the same way.
with found as (
    select 'account_manager_id' as name, account_manager_id as code_value, any_value(account_manager_name) as label,
        count(*) as customers from customer group by account_manager_id
    union all
    select 'region', region, region, count(*) from customer group by region
    union all
    select 'industry', industry, industry, count(*) from customer group by industry
    union all
    select 'service_tier', service_tier, service_tier, count(*) from customer group by service_tier
    union all
    select 'department', department, department, count(*) from customer group by department
)
select
    name,
    code_value,
    label,
    customers,
from found
order by name, code_value nulls first
