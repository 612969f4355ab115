-- purpose: the orders as they stand now: superseded versions left out, the header's net amount and the ordered rule decided
-- grain: one row per order
-- rule: gaps: a bit per empty column, places as in logic/data_needs.py, ORDER_COLUMNS
-- rule: metrics.md, Orders: ordered = not cancelled and not draft, blank counts; net = net, else gross - tax, else gross
select
    o.order_id,
    o.customer_id,
    o.order_date,
    cast(year(o.order_date) * 12 + month(o.order_date) - 1 as int) as month_no,
    o.status,
    cast(
        case
            when o.status is null then true
            when lower(trim(o.status)) in (
                'cancelled', 'canceled', 'cancel', 'void', 'voided', 'draft',
                '取消', '已取消', '作废', '已作废', '作廢', '已作廢', '草稿'
            ) then false
            else true
        end as boolean
    ) as is_ordered,
    cast(coalesce(o.net_amount, o.gross_amount - o.tax_amount, o.gross_amount) as decimal(18, 4)) as header_net,
    cast(o.net_amount is not null or (o.gross_amount is not null and o.tax_amount is not null) as boolean) as is_tax_known,
    o.direct_cost,
    cast(upper(trim(o.currency)) as string) as currency,
    o.fx_rate,
    o.product_line,
    o.first_promised_date,
    o.promised_date,
    o.completed_date,
    cast(nullif(trim(o.operator_id), '') as string) as operator_id,
    cast(nullif(trim(o.approver_id), '') as string) as approver_id,
    cast(
        (case when o.promised_date is null then 1 else 0 end)
        + (case when o.completed_date is null then 2 else 0 end)
        + (case when o.requested_date is null then 4 else 0 end)
        + (case when o.contract_id is null then 8 else 0 end)
        + (case when o.is_rush is null then 16 else 0 end)
        + (case when o.sales_employee_id is null then 32 else 0 end)
        + (case when o.order_type is null then 64 else 0 end) as int
    ) as gaps
from raw_orders as o
where not exists (
    select 1 from superseded_orders as s where s.batch_id = o.batch_id and s.row_no = o.row_position
)
