-- purpose: what was promised to be delivered when, and what came (M56)
-- grain: one row per line of an order with a promised day; an order without lines is one line, line_no 0
-- order: customer_no nulls last, order_id nulls last, line_no nulls last
-- rule: M56: the first promise counts, the last is shown. A line is delivered when all its deliveries arrived, else when
--       its order was completed. An objection counts within 30 days after the line was delivered
with line_arrivals as (
    select
        order_id,
        line_no,
        max(arrived_on) as arrived_on,
        max(promised_arrival) as promised_arrival,
        count(*) as deliveries,
        count(arrived_on) as arrivals,
        sum(coalesce(qty_received, qty_shipped)) as qty_received,
        sum(damaged_qty) as damaged_qty,
        sum(short_qty) as short_qty
    from staged_deliveries
    where order_id is not null
    group by
        order_id,
        line_no
),
lines as (
    select
        order_id,
        line_no,
        product_id,
        qty,
        promised_date
    from staged_order_lines
    where not is_return
),
promised as (
    select
        o.order_id,
        o.customer_id,
        o.order_date,
        o.product_line,
        o.operator_id,
        coalesce(l.line_no, 0) as line_no,
        l.product_id,
        l.qty,
        coalesce(o.first_promised_date, l.promised_date, o.promised_date, a.promised_arrival, w.promised_arrival) as first_promise,
        coalesce(l.promised_date, o.promised_date, a.promised_arrival, w.promised_arrival, o.first_promised_date) as last_promise,
        case
            when a.deliveries is not null then case when a.arrivals = a.deliveries then a.arrived_on end
            when w.deliveries is not null then case when w.arrivals = w.deliveries then w.arrived_on end
            else o.completed_date
        end as delivered_on,
        coalesce(a.qty_received, case when l.order_id is null then w.qty_received end) as qty_received,
        coalesce(a.damaged_qty, w.damaged_qty) as damaged_qty,
        coalesce(a.short_qty, w.short_qty) as short_qty
    from staged_orders as o
    left join lines as l on l.order_id = o.order_id
    left join line_arrivals as a on a.order_id = o.order_id and a.line_no = l.line_no
    left join line_arrivals as w on w.order_id = o.order_id and w.line_no is null
    where o.is_ordered
),
objections as (
    select
        f.order_id,
        f.product_id,
        cast(f.received_at as date) as received_on
    from feedback_case as f
    where f.kind = 'objection' and f.order_id is not null
),
objected as (
    select
        p.order_id,
        p.line_no,
        min(b.received_on) as objected_on
    from promised as p
    inner join objections as b on b.order_id = p.order_id
    where
        p.delivered_on is not null
        and (b.product_id is null or p.product_id is null or b.product_id = p.product_id)
        and b.received_on >= p.delivered_on
        and unix_date(b.received_on) - unix_date(p.delivered_on) <= 30
    group by
        p.order_id,
        p.line_no
)
select
    k.customer_no,
    p.order_id,
    cast(p.line_no as int) as line_no,
    p.order_date,
    cast(coalesce(d.line_id, p.product_line) as string) as product_line,
    cast(e.department as string) as department,
    p.first_promise,
    p.last_promise,
    p.delivered_on,
    cast(p.qty as decimal(18, 4)) as qty_ordered,
    cast(p.qty_received as decimal(18, 4)) as qty_received,
    cast(p.damaged_qty as decimal(18, 4)) as damaged_qty,
    cast(p.short_qty as decimal(18, 4)) as short_qty,
    j.objected_on
from promised as p
inner join customer as k on k.customer_id = p.customer_id
left join staged_products as d on d.product_id = p.product_id
left join employee as e on e.employee_id = p.operator_id
left join objected as j on j.order_id = p.order_id and j.line_no = p.line_no
where p.first_promise is not null
