-- purpose: what the orders of the default period lack, of the whole company: scope is cut out before anything is summed
-- grain: one row per customer and combination of empty columns
select
    customer_no,
    gaps,
    orders,
    net_abs,
    uncosted_abs
from order_gap
