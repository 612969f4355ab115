-- purpose: the customers on file as they stand now, with one region and one industry
-- grain: one row per customer
select
    c.customer_id,
    c.customer_name,
    c.short_name,
    c.service_tier,
    cast(nullif(trim(c.account_manager_id), '') as string) as manager_text,
    c.department,
    cast(coalesce(c.region_code, c.province, c.city) as string) as region,
    cast(coalesce(c.industry, c.industry_code) as string) as industry,
    c.parent_customer_id,
    c.first_contact_date
from raw_customers as c
where not exists (
    select 1 from superseded_customers as s where s.batch_id = c.batch_id and s.row_no = c.row_position
)
