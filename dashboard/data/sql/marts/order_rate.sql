-- purpose: what one unit of an order's currency is worth in the reporting currency; not published
-- grain: one row per order in another currency (reporting_currency has no row where there is none)
-- note: where it is multiplied the amount is decimal(19, 4): two of 18 digits are multiplied in 18 and overflow at a million
-- rule: metrics.md, Money: the rate of the currency and the order's month; a rate that the order says of itself goes
--       before it, because who sold knew it. Null: neither is known any more; the order's amounts are then unknown
select
    o.order_id,
    cast(coalesce(case when o.fx_rate > 0 then o.fx_rate end, r.rate) as decimal(18, 8)) as rate
from staged_orders as o
inner join reporting_currency as c on o.currency <> c.currency
left join (
    select
        currency,
        month_no,
        max(rate) as rate
    from staged_rates
    where rate > 0
    group by
        currency,
        month_no
) as r
    on r.currency = o.currency
    and r.month_no = o.month_no
