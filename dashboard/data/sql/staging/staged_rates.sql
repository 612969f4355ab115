-- purpose: the exchange rates as they stand now
-- grain: one row per currency as it was written, and month
select
    cast(upper(trim(r.currency)) as string) as currency,
    cast(year(r.month) * 12 + month(r.month) - 1 as int) as month_no,
    r.rate
from raw_rates as r
where not exists (
    select 1 from superseded_rates as s where s.batch_id = r.batch_id and s.row_no = r.row_position
)
