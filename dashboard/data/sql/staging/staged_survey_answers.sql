-- purpose: answers as they stand now
-- grain: one row per response and question; score_code: a whole score as codes of a survey are written
select
    a.response_id,
    a.survey_id,
    a.item_id,
    a.customer_id,
    a.contact_id,
    a.answered_at,
    a.score,
    cast(
        case
            when a.score = floor(a.score) then cast(least(greatest(floor(a.score), -1000000), 1000000) as int)
            else null
        end as string
    ) as score_code,
    a.answer_text,
    a.dont_know,
    a.weight
from raw_survey_answers as a
where not exists (
    select 1 from superseded_survey_answers as g where g.batch_id = a.batch_id and g.row_no = a.row_position
)
