-- purpose: how filled, distinct, linked, valid and fresh each imported column is; figures of the whole company
-- grain: one row per table and column
select
    table_name,
    column_name,
    count_rows,
    filled,
    distinct_values,
    linked,
    malformed,
    accepted,
    rejected,
    newest_on,
    newest_import
from field_quality
order by table_name, column_name
