-- purpose: which fields of each customer's file are filled and valid
-- grain: one row per customer, in the order of customer_no
select
    customer_no,
    filled,
    valid,
    is_person,
    is_at_risk,
    kyc_confirmed_on
from customer_file
order by customer_no
