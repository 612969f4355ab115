-- purpose: deliveries as they stand now
-- grain: one row per delivery
select
    d.delivery_id,
    d.order_id,
    d.line_no,
    d.shipped_on,
    d.arrived_on,
    d.promised_arrival,
    d.qty_shipped,
    d.qty_received,
    d.damaged_qty,
    d.damaged_value,
    d.short_qty,
    d.short_value,
    cast(nullif(trim(d.carrier), '') as string) as carrier
from raw_deliveries as d
where not exists (
    select 1 from superseded_deliveries as s where s.batch_id = d.batch_id and s.row_no = d.row_position
)
