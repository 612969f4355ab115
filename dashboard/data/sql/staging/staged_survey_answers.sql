-- purpose: answers as they stand now
-- grain: one row per response and question
select
    a.response_id,
    a.survey_id,
    a.item_id,
    a.customer_id,
    a.contact_id,
    a.answered_at,
    a.score,
    a.answer_text,
    a.dont_know,
    a.weight
from raw_survey_answers as a
where not exists (
    select 1 from superseded_survey_answers as g where g.batch_id = a.batch_id and g.row_no = a.row_position
)
