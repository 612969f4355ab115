-- Who was asked in one named wave up to a day, and since when they have answered.
-- Parameters: survey_no, through. answered_on null = not, or nobody wrote down when: has_answered tells.
with by_contact as (
    select contact_id, case when count(*) > count(answered_on) then null else min(answered_on) end as answered_on
    from survey_response
    where survey_no = $survey_no and contact_id is not null
    group by contact_id
),
by_customer as (
    select customer_id, case when count(*) > count(answered_on) then null else min(answered_on) end as answered_on
    from survey_response
    where survey_no = $survey_no and customer_id is not null
    group by customer_id
)
select
    i.customer_no,
    i.sent_on,
    i.is_delivered,
    i.has_answered,
    case when i.contact_id is not null then c.answered_on else k.answered_on end as answered_on
from survey_invite as i
left join by_contact as c on c.contact_id = i.contact_id
left join by_customer as k on k.customer_id = i.customer_id
where i.survey_no = $survey_no and (i.sent_on is null or i.sent_on <= $through)
order by i.invite_id
