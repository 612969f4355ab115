-- purpose: when customers were visited
-- grain: one row per visit
-- order: customer_no nulls last, visit_id nulls last
select
    k.customer_no,
    v.visit_id,
    v.visit_date as visited_on,
    cast(v.kind as string) as kind
from staged_visits as v
inner join customer as k on k.customer_id = v.customer_id
