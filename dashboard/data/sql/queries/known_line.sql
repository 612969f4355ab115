-- Whether any order has a product line.
-- Grain: one row, or none. No parameters.
select
    product_line,
from line_month
where product_line is not null
limit 1
