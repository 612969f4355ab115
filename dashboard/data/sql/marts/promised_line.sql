-- purpose: what was promised to be delivered when, and what came (M56)
-- grain: one row per line of an order with a promised day; an order without lines is one line, line_no 0
-- order: first_promise nulls last
-- rule: M56: the first promise counts, the last is shown. A line is delivered when all its deliveries arrived, else when
--       its order was completed: where no arrival at all is recorded. Deliveries without a line number are the order's:
--       their day counts for each line without deliveries of its own, their quantities for none of several. Returns,
--       cancelled orders and credit notes promise nothing. An objection counts within 30 days after the line came.
--       any_promise has no row where nobody promises a day; sorted by what each question asks for: its days
with promising as (
    select
        o.order_id,
        o.customer_id,
        o.order_date,
        o.product_line,
        o.operator_id,
        o.first_promised_date,
        o.promised_date,
        o.completed_date,
        o.header_net
    from staged_orders as o
    cross join any_promise
    where o.is_ordered
),
line_arrivals as (
    select
        order_id,
        line_no,
        max(arrived_on) as arrived_on,
        max(promised_arrival) as promised_arrival,
        count(*) as deliveries,
        count(arrived_on) as arrivals,
        sum(coalesce(qty_received, qty_shipped)) as qty_received,
        count(coalesce(qty_received, qty_shipped)) as quantities,
        sum(damaged_qty) as damaged_qty,
        sum(short_qty) as short_qty
    from staged_deliveries
    where order_id is not null
    group by
        order_id,
        line_no
),
order_arrivals as (
    select
        order_id,
        max(arrived_on) as arrived_on,
        max(promised_arrival) as promised_arrival,
        sum(deliveries) as deliveries,
        sum(arrivals) as arrivals,
        sum(qty_received) as qty_received,
        sum(quantities) as quantities,
        sum(damaged_qty) as damaged_qty,
        sum(short_qty) as short_qty
    from line_arrivals
    group by
        order_id
),
whole_orders as (
    select
        p.order_id,
        p.customer_id,
        p.order_date,
        p.product_line,
        p.operator_id,
        cast(0 as int) as line_no,
        cast(null as string) as product_id,
        cast(null as decimal(18, 4)) as qty,
        coalesce(p.first_promised_date, p.promised_date, a.promised_arrival) as first_promise,
        coalesce(p.promised_date, a.promised_arrival, p.first_promised_date) as last_promise,
        case
            when a.arrivals > 0 then case when a.arrivals = a.deliveries then a.arrived_on end
            else p.completed_date
        end as delivered_on,
        case when a.quantities = a.deliveries then a.qty_received end as qty_received,
        a.damaged_qty,
        a.short_qty
    from promising as p
    left join order_arrivals as a on a.order_id = p.order_id
    where
        coalesce(p.first_promised_date, p.promised_date, a.promised_arrival) is not null
        and coalesce(p.header_net, 0) >= 0
        and not exists (select 1 from staged_order_lines as l where l.order_id = p.order_id)
),
lined_orders as (
    select
        p.order_id,
        p.customer_id,
        p.order_date,
        p.product_line,
        p.operator_id,
        l.line_no,
        l.product_id,
        l.qty,
        coalesce(
            p.first_promised_date, l.promised_date, p.promised_date, a.promised_arrival, w.promised_arrival
        ) as first_promise,
        coalesce(
            l.promised_date, p.promised_date, a.promised_arrival, w.promised_arrival, p.first_promised_date
        ) as last_promise,
        case
            when a.arrivals > 0 then case when a.arrivals = a.deliveries then a.arrived_on end
            when a.deliveries is null and w.arrivals > 0 then case when w.arrivals = w.deliveries then w.arrived_on end
            else p.completed_date
        end as delivered_on,
        case when a.quantities = a.deliveries then a.qty_received end as qty_received,
        a.damaged_qty,
        a.short_qty
    from promising as p
    inner join staged_order_lines as l on l.order_id = p.order_id
    left join line_arrivals as a on a.order_id = p.order_id and a.line_no = l.line_no
    left join line_arrivals as w on w.order_id = p.order_id and w.line_no is null
    where
        not l.is_return
        and coalesce(l.qty, 0) >= 0
        and coalesce(l.line_net, 0) >= 0
        and coalesce(
            p.first_promised_date, l.promised_date, p.promised_date, a.promised_arrival, w.promised_arrival
        ) is not null
),
promised as (
    select
        order_id,
        customer_id,
        order_date,
        product_line,
        operator_id,
        line_no,
        product_id,
        qty,
        first_promise,
        last_promise,
        delivered_on,
        qty_received,
        damaged_qty,
        short_qty
    from whole_orders
    union all
    select
        order_id,
        customer_id,
        order_date,
        product_line,
        operator_id,
        line_no,
        product_id,
        qty,
        first_promise,
        last_promise,
        delivered_on,
        qty_received,
        damaged_qty,
        short_qty
    from lined_orders
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
    cast(coalesce(g.department_name, e.department) as string) as department,
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
left join department as g on g.department_id = e.department
left join objected as j on j.order_id = p.order_id and j.line_no = p.line_no
