-- The services of which there are tickets.
-- Grain: one row per service code.
select
    service_code,
    count(*) as tickets,
from service_ticket
group by service_code
order by service_code
