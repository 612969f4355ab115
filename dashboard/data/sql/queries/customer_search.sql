-- Customers whose id or name holds a text, whatever its case; the id itself first, then what begins with it.
-- Grain: one row per customer found, at most $most. Relation: wanted (customer_no), the viewer's scope, not looked at
-- if $everybody. Parameters: $text; $by_id, $by_name, where to look; $everybody; $most. No pattern: every character of the
-- text stands for itself.
select
    customer_no,
from customer
where (
        ($by_id and contains(lower(customer_id), lower($text)))
        or ($by_name and contains(lower(customer_name), lower($text)))
    )
    and ($everybody or customer_no in (select wanted.customer_no from wanted))
order by
    case
        when $by_id and lower(customer_id) = lower($text) then 0
        when $by_id and starts_with(lower(customer_id), lower($text)) then 1
        when $by_name and starts_with(lower(customer_name), lower($text)) then 2
        else 3
    end,
    customer_no
limit $most
