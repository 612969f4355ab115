-- purpose: the contacts as they stand now, those who left included
-- rule: a contact of whom nothing is known any more (erased) is none
-- grain: one row per contact
select
    c.contact_id,
    c.customer_id,
    cast(nullif(trim(c.name), '') as string) as contact_name,
    c.position,
    c.level,
    c.phone,
    c.mobile,
    c.email,
    c.wechat,
    c.birthday_mmdd,
    c.is_primary,
    c.valid_to
from raw_contacts as c
where not exists (
    select 1 from superseded_contacts as s where s.batch_id = c.batch_id and s.row_no = c.row_position
)
and coalesce(nullif(trim(c.name), ''), c.position, c.level, c.phone, c.mobile, c.email, c.wechat, c.birthday_mmdd) is not null
