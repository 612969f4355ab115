-- purpose: the order lines as they stand now, each with one signed net amount and its cost
-- grain: one row per order line
-- rule: metrics.md, Orders: net = net amount, else quantity x unit price rounded half away from zero to 4 decimals;
--       a return line with a positive amount is negated, and a positive cost with it (both are written as magnitudes)
select
    n.order_id,
    n.line_no,
    n.product_id,
    n.qty,
    n.promised_date,
    n.is_return,
    cast(case when n.is_return and n.stated_net > 0 then - n.stated_net else n.stated_net end as decimal(18, 4)) as line_net,
    cast(
        case
            when n.is_return and n.stated_net > 0 and n.direct_cost > 0 then - n.direct_cost
            else n.direct_cost
        end as decimal(18, 4)
    ) as line_cost
from (
    select
        l.order_id,
        l.line_no,
        l.product_id,
        l.qty,
        l.promised_date,
        coalesce(l.is_return, false) as is_return,
        coalesce(l.net_amount, cast(round(l.qty * l.unit_price, 4) as decimal(18, 4))) as stated_net,
        l.direct_cost
    from raw_order_lines as l
    where not exists (
        select 1 from superseded_order_lines as s where s.batch_id = l.batch_id and s.row_no = l.row_position
    )
) as n
