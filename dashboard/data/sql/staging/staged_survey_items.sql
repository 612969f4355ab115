-- purpose: questions of surveys as they stand now
-- grain: one row per wave and question
select
    i.survey_id,
    i.item_id,
    cast(nullif(trim(i.canonical_item_id), '') as string) as canonical_item_id,
    cast(nullif(trim(i.service), '') as string) as service,
    i.text as question_text,
    i.item_type,
    i.weight,
    i.dimension,
    i.scale_min,
    i.scale_max,
    i.dont_know_codes,
    i.no_answer_codes
from raw_survey_items as i
where not exists (
    select 1 from superseded_survey_items as g where g.batch_id = i.batch_id and g.row_no = i.row_position
)
