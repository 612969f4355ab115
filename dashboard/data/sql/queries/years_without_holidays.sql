-- purpose: years with a case or a ticket whose official holidays and make-up workdays are not known
-- grain: one row with the list of years
-- parameters: none
select list(distinct year(day)::int)
from clock_day
where source = 'weekdays'
    and year(day) in (
        select year(happened_at) from case_step
        union
        select year(reported_at) from service_ticket
    )
