-- purpose: who answered, before anybody's anonymity is kept: never published
-- grain: one row per wave and response; response_no counts from 0, within an anonymous wave in no order that tells anything
-- order: response_no nulls last
-- rule: a response without a customer is its contact's customer's; one that names two customers is nobody's (two
--       contacts: no contact's). An anonymous response answered after the last day in the field counts like any other
with given as (
    select
        survey_no,
        is_anonymous,
        response_id,
        case when min(customer_id) = max(customer_id) then min(customer_id) else null end as customer_id,
        count(customer_id) as answers_with_customer,
        case when min(contact_id) = max(contact_id) then min(contact_id) else null end as contact_id,
        max(answered_on) as answered_on,
        max(weight) as weight
    from survey_given
    group by survey_no, is_anonymous, response_id
),
known as (
    select
        g.survey_no,
        g.is_anonymous,
        g.response_id,
        case when g.answers_with_customer = 0 then c.customer_id else g.customer_id end as customer_id,
        g.contact_id,
        g.answered_on,
        g.weight
    from given as g
    left join staged_contacts as c on c.contact_id = g.contact_id
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
    cast(g.customer_id as string) as customer_id,
    cast(g.contact_id as string) as contact_id,
    g.answered_on,
    cast(g.weight as decimal(18, 8)) as weight
from known as g
left join customer as k on k.customer_id = g.customer_id
