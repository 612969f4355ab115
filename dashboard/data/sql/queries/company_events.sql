-- purpose: what happened around the company, to be told beside figures over months
-- grain: one row per event with a day
-- parameters: none
select event_id, happened_on, title
from company_event
where happened_on is not null
order by happened_on, event_id
