-- The lines that came latest after their first promise, or have not come yet.
-- Grain: one row per line, at most $most. Relation: wanted (see promises). Parameters: $everybody, $start, $through, $most.
select
    k.customer_id,
    k.customer_name,
    l.order_id,
    l.line_no,
    l.product_line,
    l.department,
    l.first_promise,
    l.last_promise,
    l.came_on,
    l.days_late,
from (
    select
        *,
        case when p.delivered_on <= $through then p.delivered_on end as came_on,
        coalesce(case when p.delivered_on <= $through then p.delivered_on end, $through) - p.first_promise as days_late,
    from promised_line as p
    cross join wanted as w
    where
        p.order_date <= $through
        and p.first_promise between $start and $through
        and ($everybody or w.places[p.customer_no + 1] >= 0)
        and (p.delivered_on is null or p.delivered_on > p.first_promise)
    order by days_late desc, p.order_id, p.line_no
    limit $most
) as l
inner join customer as k on k.customer_no = l.customer_no
order by l.days_late desc, l.order_id, l.line_no
