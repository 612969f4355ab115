-- All waves, in order.
select
    survey_no, survey_id, series, title, coalesce(kind, '') as kind, field_from, field_to, population, sample_method,
    mode, agency, is_anonymous, is_anonymity_known, responses
from survey_wave
order by survey_no
