-- purpose: the products as they stand now
-- grain: one row per product
select
    p.product_id,
    p.product_name,
    p.line_id,
    p.category
from raw_products as p
where not exists (
    select 1 from superseded_products as s where s.batch_id = p.batch_id and s.row_no = p.row_position
)
