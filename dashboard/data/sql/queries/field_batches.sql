-- purpose: which imports brought the empty and the rejected cells of one column
-- grain: one row per batch that counts, the newest first
-- parameters: table_name, column_name
select
    batch_id,
    imported_at,
    files,
    count_rows,
    filled,
    rejected
from field_batch
where table_name = $table_name
    and column_name = $column_name
order by imported_at desc, batch_id desc
