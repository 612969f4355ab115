-- How many people at some customers have not left.
-- Grain: one row. Relation: wanted (customer_no). Parameter: $today (date).
select
    count(*) as contacts,
from contact
inner join customer on customer.customer_id = contact.customer_id
where customer.customer_no in (select wanted.customer_no from wanted)
    and (contact.valid_to is null or contact.valid_to >= $today)
