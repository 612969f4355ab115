-- All customers whose id or name holds a word, whatever its case.
-- Grain: one row per customer found, ascending. Parameters: $text; $by_id, $by_name, where to look.
select
    customer_no,
from customer
where ($by_id and contains(lower(customer_id), lower($text)))
    or ($by_name and contains(lower(customer_name), lower($text)))
order by customer_no
