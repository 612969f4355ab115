-- When some customers were visited last. Grain: one row per customer who was. Relation: wanted (customer_no). Parameter: $through,
-- the last day that counts.
select
    customer_no,
    max(visited_on) as visited_on,
from customer_visit
where visited_on <= $through
    and customer_no in (select wanted.customer_no from wanted)
group by customer_no
