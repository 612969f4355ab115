-- All questions of all waves.
select
    item_no, survey_no, item_id, canonical_id, service, question_text, item_type, cast(weight as double) as weight,
    dimension, cast(scale_min as double) as scale_min, cast(scale_max as double) as scale_max, is_scale_given
from survey_question
order by item_no
