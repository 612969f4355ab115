-- purpose: the short names that customers are also found by; read by the step customer_search, not published
-- grain: one row per customer who has one
select
    c.customer_no,
    cast(trim(s.short_name) as string) as short_name
from staged_customers as s
inner join customer as c on c.customer_id = s.customer_id
where trim(s.short_name) <> ''
