-- purpose: the account teams as they stand now, roles under the one name that the marts know (an unknown one as it is
--          written, null where none is given)
-- grain: one row per customer, employee as written, role as written and first day
select
    a.customer_id,
    cast(nullif(trim(a.employee_id), '') as string) as employee_text,
    cast(
        case
            when lower(trim(a.role)) in ('accountable', 'owner', '主责', '负责', '主负责') then 'accountable'
            when lower(trim(a.role)) in ('deputy', '协办', '副责') then 'deputy'
            when lower(trim(a.role)) in ('technical', '技术') then 'technical'
            when lower(trim(a.role)) in ('production', '生产') then 'production'
            when lower(trim(a.role)) in ('finance', '财务') then 'finance'
            when lower(trim(a.role)) in ('quality', '质保', '质量') then 'quality'
            when lower(trim(a.role)) in ('executive', '高层') then 'executive'
            else nullif(trim(a.role), '')
        end as string
    ) as role,
    a.valid_from,
    a.valid_to
from raw_assignments as a
where not exists (
    select 1 from superseded_assignments as s where s.batch_id = a.batch_id and s.row_no = a.row_position
)
