-- purpose: who answered, before anybody's anonymity is kept: never published
-- grain: one row per wave and response; response_no counts from 0, within an anonymous wave in no order that tells anything
-- order: response_no nulls last
-- rule: a response without a customer is its contact's customer's. An anonymous response answered after the last day in
--       the field counts like any other
with given as (
    select
        w.survey_no,
        w.is_anonymous,
        a.response_id,
        min(a.customer_id) as customer_id,
        min(a.contact_id) as contact_id,
        max(cast(a.answered_at as date)) as answered_on,
        max(a.weight) as weight
    from staged_survey_answers as a
    join survey_wave as w on w.survey_id = a.survey_id
    group by w.survey_no, w.is_anonymous, a.response_id
)
select
    cast(
        row_number() over (
            order by
                g.survey_no nulls last,
                case when g.is_anonymous then md5(g.response_id) else g.response_id end nulls last,
                g.response_id nulls last
        ) - 1 as int
    ) as response_no,
    g.survey_no,
    g.is_anonymous,
    g.response_id,
    k.customer_no,
    cast(coalesce(g.customer_id, c.customer_id) as string) as customer_id,
    cast(g.contact_id as string) as contact_id,
    cast(g.answered_on as date) as answered_on,
    cast(g.weight as decimal(18, 8)) as weight
from given as g
left join staged_contacts as c on c.contact_id = g.contact_id
left join customer as k on k.customer_id = coalesce(g.customer_id, c.customer_id)
