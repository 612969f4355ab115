-- Each customer's place in the value lists of customer_values.sql, with the dates that decide the population.
-- Grain: one row per customer. No parameters.
with managers as (
    select code_value, row_number() over (order by code_value nulls first) - 1 as code
    from (select distinct account_manager_id as code_value from customer) as found
),

regions as (
    select code_value, row_number() over (order by code_value nulls first) - 1 as code
    from (select distinct region as code_value from customer) as found
),

industries as (
    select code_value, row_number() over (order by code_value nulls first) - 1 as code
    from (select distinct industry as code_value from customer) as found
),

tiers as (
    select code_value, row_number() over (order by code_value nulls first) - 1 as code
    from (select distinct service_tier as code_value from customer) as found
),

departments as (
    select code_value, row_number() over (order by code_value nulls first) - 1 as code
    from (select distinct department as code_value from customer) as found
)

select
    customer.customer_no,
    cast(managers.code as integer) as account_manager_id,
    cast(regions.code as integer) as region,
    cast(industries.code as integer) as industry,
    cast(tiers.code as integer) as service_tier,
    cast(departments.code as integer) as department,
    customer.is_on_file,
    customer.is_in_touch,
    customer.first_contact_date,
    customer.first_order_on,
    customer.last_order_on,
from customer
inner join managers on customer.account_manager_id is not distinct from managers.code_value
inner join regions on customer.region is not distinct from regions.code_value
inner join industries on customer.industry is not distinct from industries.code_value
inner join tiers on customer.service_tier is not distinct from tiers.code_value
inner join departments on customer.department is not distinct from departments.code_value
