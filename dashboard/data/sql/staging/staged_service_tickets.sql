-- purpose: service tickets as they stand now
-- grain: one row per ticket
-- rule: a due time without a time of day means the end of that day, written as the first second of the next one: who reads
--       it takes a second off (queries/company_cases.sql), so that what is finished on the next day is late
select
    t.ticket_id,
    t.customer_id,
    t.service_code,
    t.reported_at,
    cast(nullif(trim(t.channel), '') as string) as channel,
    cast(
        case
            when unix_timestamp(t.due_at) = unix_timestamp(cast(cast(t.due_at as date) as timestamp))
            then cast(cast(t.due_at as date) + 1 as timestamp)
            else t.due_at
        end as timestamp
    ) as due_at,
    t.appointment_at,
    t.appointment_changed_at,
    t.appointment_notice,
    t.started_at,
    t.finished_at,
    cast(nullif(trim(t.department), '') as string) as department,
    cast(nullif(trim(t.employee_id), '') as string) as employee_text,
    t.is_repeat,
    t.customer_class
from raw_service_tickets as t
where not exists (
    select 1 from superseded_service_tickets as s where s.batch_id = t.batch_id and s.row_no = t.row_position
)
