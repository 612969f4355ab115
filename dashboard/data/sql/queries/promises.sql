-- Lines that were due by their first promise, and what became of them (M56), told apart by one column.
-- Grain: one row per part. Relation: wanted, one row: places (of each customer; below 0 = not seen). Parameters:
-- $everybody, $start, $through (days), $tolerance (share of the quantity that is full), $by (month, department,
-- product_line, place, or nothing).
-- Rule: the first promise counts; a line due and not delivered is late. What came after the window is not there (T9).
-- By the last promise a line is due when that day has passed or it came. Full only where both quantities are known.
select
    case $by
        when 'month' then cast(year(first_promise) * 12 + month(first_promise) - 1 as varchar)
        when 'department' then department
        when 'product_line' then product_line
        when 'place' then cast(place as varchar)
    end as part,
    count(*) filter (is_due) as due,
    count(*) filter (is_due and came_on is not null) as delivered,
    count(*) filter (is_due and came_on <= first_promise) as on_time_first,
    count(*) filter (is_due and (came_on is not null or last_promise <= $through)) as due_last,
    count(*) filter (is_due and came_on <= last_promise) as on_time_last,
    count(*) filter (is_due and last_promise > first_promise) as re_promised,
    cast(coalesce(sum(last_promise - first_promise) filter (is_due and last_promise > first_promise), 0) as bigint)
        as re_promised_days,
    count(*) filter (is_due and came_on is not null and is_full is not null) as quantity_known,
    count(*) filter (is_due and came_on is not null and is_full) as in_full,
    count(*) filter (is_due and came_on is not null and is_objected) as objected,
    count(*) filter (is_due and came_on <= first_promise and is_full and not is_objected) as otif,
    count(*) filter (not is_due) as not_yet_due,
from (
    select
        p.department,
        p.product_line,
        p.first_promise,
        p.last_promise,
        case when p.delivered_on <= $through then p.delivered_on end as came_on,
        p.qty_received >= p.qty_ordered * cast($tolerance as decimal(5, 4)) as is_full,
        coalesce(p.objected_on <= $through, false) as is_objected,
        p.first_promise <= $through as is_due,
        w.places[p.customer_no + 1] as place,
    from promised_line as p
    cross join wanted as w
    where
        p.order_date <= $through
        and p.first_promise >= $start
        and ($everybody or w.places[p.customer_no + 1] >= 0)
)
group by all
order by part nulls last
