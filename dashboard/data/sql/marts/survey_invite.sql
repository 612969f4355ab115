-- purpose: who was asked in named waves, and whether they answered
-- grain: one row per invitation
-- order: invite_id nulls last
-- rule: M47b: of an anonymous wave nobody may see who answered, so its invitations are not here; survey_reach counts them
select
    invite_id,
    survey_no,
    customer_no,
    customer_id,
    contact_id,
    sent_on,
    is_delivered,
    segment,
    has_answered
from survey_invitation
where not is_anonymous
