-- purpose: the product lines that orders and products name, numbered: numbers are compared in half the time of texts
-- grain: one row per product line; line_no counts from 1 in the order of line_id
-- order: line_no nulls last
with named as (
    select product_line as line_id
    from staged_orders
    where product_line is not null
    union
    select line_id
    from staged_products
    where line_id is not null
)
select
    cast(row_number() over (order by line_id nulls last) as int) as line_no,
    line_id
from named
