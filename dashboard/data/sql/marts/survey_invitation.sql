-- purpose: who was asked and whether they answered, before anybody's anonymity is kept: never published
-- grain: one row per invitation
-- order: invite_id nulls last
-- rule: who was invited as a contact has answered where that contact has; an invitation without a contact where its
--       customer has and it was not returned. Delivered unless the file says that it was not
with by_contact as (
    select survey_no, contact_id from survey_respondent where contact_id is not null group by survey_no, contact_id
),
by_customer as (
    select survey_no, customer_id from survey_respondent where customer_id is not null group by survey_no, customer_id
)
select
    v.invite_id,
    w.survey_no,
    w.is_anonymous,
    k.customer_no,
    cast(coalesce(v.customer_id, c.customer_id) as string) as customer_id,
    cast(v.contact_id as string) as contact_id,
    cast(v.sent_at as date) as sent_on,
    cast(coalesce(v.delivered, true) as boolean) as is_delivered,
    v.segment,
    cast(
        case
            when v.contact_id is not null then bc.contact_id is not null
            else bk.customer_id is not null and coalesce(v.delivered, true)
        end as boolean
    ) as has_answered
from staged_survey_invites as v
join survey_wave as w on w.survey_id = v.survey_id
left join staged_contacts as c on c.contact_id = v.contact_id
left join customer as k on k.customer_id = coalesce(v.customer_id, c.customer_id)
left join by_contact as bc on bc.survey_no = w.survey_no and bc.contact_id = v.contact_id
left join by_customer as bk on bk.survey_no = w.survey_no and bk.customer_id = coalesce(v.customer_id, c.customer_id)
