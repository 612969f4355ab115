-- purpose: service tickets with the working time at which they were reported and finished
-- grain: one row per ticket; clustered by service and time for the page of standards
-- order: service_code nulls last, reported_at nulls last, ticket_id nulls last
-- rule: people given as text resolve by id, else stay as they are written. A finish without a time of day counts at the
--       end of that day, where the report has one: nobody finishes before it is reported
select
    t.ticket_id,
    k.customer_no,
    t.customer_id,
    t.service_code,
    t.reported_at,
    cast(
        rd.seconds_before
        + least(greatest(unix_timestamp(t.reported_at) - unix_timestamp(cast(rd.day as timestamp)) - rd.open_1, 0), rd.close_1 - rd.open_1)
            * (case when rd.is_workday then 1 else 0 end)
        + least(greatest(unix_timestamp(t.reported_at) - unix_timestamp(cast(rd.day as timestamp)) - rd.open_2, 0), rd.close_2 - rd.open_2)
            * (case when rd.is_workday then 1 else 0 end) as bigint
    ) as reported_clock,
    t.due_at,
    t.appointment_at,
    t.appointment_changed_at,
    cast(t.appointment_notice as boolean) as is_notice_given,
    t.started_at,
    t.finished_at,
    cast(
        case
            when
                unix_timestamp(t.finished_at) = unix_timestamp(cast(fd.day as timestamp))
                and unix_timestamp(t.reported_at) > unix_timestamp(cast(rd.day as timestamp))
            then fd.seconds_before + fd.worked_seconds
            else fd.seconds_before
                + least(greatest(unix_timestamp(t.finished_at) - unix_timestamp(cast(fd.day as timestamp)) - fd.open_1, 0), fd.close_1 - fd.open_1)
                    * (case when fd.is_workday then 1 else 0 end)
                + least(greatest(unix_timestamp(t.finished_at) - unix_timestamp(cast(fd.day as timestamp)) - fd.open_2, 0), fd.close_2 - fd.open_2)
                    * (case when fd.is_workday then 1 else 0 end)
        end as bigint
    ) as finished_clock,
    t.channel,
    cast(coalesce(g.department_name, t.department) as string) as department,
    cast(coalesce(i.employee_id, t.employee_text) as string) as employee_id,
    cast(t.is_repeat as boolean) as is_repeat,
    cast(t.customer_class as string) as customer_class
from staged_service_tickets as t
left join customer as k on k.customer_id = t.customer_id
left join department as g on g.department_id = t.department
left join employee as i on i.employee_id = t.employee_text
left join clock_day as rd on rd.day = cast(t.reported_at as date)
left join clock_day as fd on fd.day = cast(t.finished_at as date)
