-- purpose: the trend by product line, in parts that add up over managers, regions and industries
-- grain: one row per month, account manager, region, industry and product line (each may be null: unknown)
-- order: month_no nulls last
-- rule: as in month; the money of an order splits by its lines, so that revenue and profit add up to those of month. A
--       customer or an order with several product lines counts in each. Customers are counted apart from the money, and
--       both by the number of a cell (manager, region, industry): one grouping by customer and texts takes twice the time
with cell as (
    select
        account_manager_id,
        region,
        industry,
        min(customer_no) as cell_no
    from customer
    group by
        account_manager_id,
        region,
        industry
),
placed as (
    select
        c.customer_no,
        f.cell_no,
        year(c.first_order_on) * 12 + month(c.first_order_on) - 1 as first_month
    from customer as c
    inner join cell as f
        on f.account_manager_id is not distinct from c.account_manager_id
        and f.region is not distinct from c.region
        and f.industry is not distinct from c.industry
),
bought as (
    select
        customer_no,
        month_no,
        line_no
    from order_value
    where is_ordered and not is_split
    union
    select
        customer_no,
        month_no,
        line_no
    from order_part
),
customers as (
    select
        b.month_no,
        p.cell_no,
        b.line_no,
        count(*) as active_customers,
        sum(case when p.first_month = b.month_no then 1 else 0 end) as new_customers
    from bought as b
    inner join placed as p on p.customer_no = b.customer_no
    group by
        b.month_no,
        p.cell_no,
        b.line_no
),
part as (
    select
        customer_no,
        month_no,
        line_no,
        net_amount,
        profit,
        costed_abs,
        net_abs
    from order_value
    where is_ordered and not is_split
    union all
    select
        customer_no,
        month_no,
        line_no,
        net_amount,
        profit,
        costed_abs,
        net_abs
    from order_part
),
money as (
    select
        o.month_no,
        p.cell_no,
        o.line_no,
        count(*) as ordered,
        count(case when o.net_amount > 0 then 1 end) as orders,
        sum(o.net_amount) as revenue,
        sum(o.profit) as profit,
        sum(o.costed_abs) as costed_abs,
        sum(o.net_abs) as net_abs
    from part as o
    inner join placed as p on p.customer_no = o.customer_no
    group by
        o.month_no,
        p.cell_no,
        o.line_no
)
select
    m.month_no,
    f.account_manager_id,
    f.region,
    f.industry,
    l.line_id as product_line,
    cast(c.active_customers as bigint) as active_customers,
    cast(c.new_customers as bigint) as new_customers,
    cast(m.ordered as bigint) as ordered,
    cast(m.orders as bigint) as orders,
    cast(coalesce(m.revenue, 0) as decimal(18, 4)) as revenue,
    cast(m.profit as decimal(18, 4)) as profit,
    cast(m.costed_abs as decimal(18, 4)) as costed_abs,
    cast(m.net_abs as decimal(18, 4)) as net_abs
from money as m
inner join customers as c
    on c.month_no = m.month_no
    and c.cell_no = m.cell_no
    and c.line_no is not distinct from m.line_no
inner join cell as f on f.cell_no = m.cell_no
left join product_line as l on l.line_no = m.line_no
