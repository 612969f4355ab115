-- The people at some customers who have not left.
-- Grain: one row per contact. Relation: wanted (customer_no). Parameter: $today (date): a last day today is still there.
select
    customer.customer_no,
    contact.contact_id,
    contact.customer_id,
    contact.contact_name,
    contact.position,
    contact.level,
    contact.phone,
    contact.mobile,
    contact.email,
    contact.wechat,
    contact.birthday_mmdd,
    contact.is_primary,
from contact
inner join customer on customer.customer_id = contact.customer_id
where customer.customer_no in (select wanted.customer_no from wanted)
    and (contact.valid_to is null or contact.valid_to >= $today)
order by customer.customer_no, contact.is_primary desc, contact.contact_id
