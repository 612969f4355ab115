-- purpose: the departments as they stand now
-- grain: one row per department
select
    d.department_id,
    cast(nullif(trim(d.name), '') as string) as department_name,
    cast(nullif(trim(d.parent_id), '') as string) as parent_text,
    d.kind
from raw_departments as d
where not exists (
    select 1 from superseded_departments as s where s.batch_id = d.batch_id and s.row_no = d.row_position
)
