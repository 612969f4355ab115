-- The texts of the customers that are about to be shown, and of no others.
-- Grain: one row per customer asked for. Relation: wanted (customer_no).
select
    customer_no,
    customer_id,
    customer_name,
    service_tier,
    account_manager_id,
    account_manager_name,
    department,
    region,
    industry,
    parent_customer_id,
    is_name_known,
    is_on_file,
from customer
where customer_no in (select wanted.customer_no from wanted)
