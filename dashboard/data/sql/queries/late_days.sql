-- The days on which some customers' orders became late: the day after their first promise (M56).
-- Grain: one row per customer and such day. Relation: wanted (customer_no). Parameter: $through, the last day that counts.
select distinct
    customer_no,
    first_promise + 1 as late_on,
from promised_line
where first_promise < $through
    and (delivered_on is null or delivered_on > first_promise)
    and customer_no in (select wanted.customer_no from wanted)
