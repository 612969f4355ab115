-- purpose: the people at the customers, personal fields included; those who left stay, readers look at valid_to
-- grain: one row per contact
-- order: customer_id nulls last, contact_id nulls last
select
    contact_id,
    customer_id,
    contact_name,
    position,
    level,
    phone,
    mobile,
    email,
    wechat,
    birthday_mmdd,
    cast(coalesce(is_primary, false) as boolean) as is_primary,
    valid_to
from staged_contacts
