-- purpose: who was asked, as it stands now
-- grain: one row per invitation
select
    v.invite_id,
    v.survey_id,
    v.customer_id,
    v.contact_id,
    v.sent_at,
    v.delivered,
    cast(nullif(trim(v.segment), '') as string) as segment
from raw_survey_invites as v
where not exists (
    select 1 from superseded_survey_invites as g where g.batch_id = v.batch_id and g.row_no = v.row_position
)
