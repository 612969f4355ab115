-- purpose: waves of surveys as they stand now
-- grain: one row per wave of a survey
select
    s.survey_id,
    cast(nullif(trim(s.series), '') as string) as series,
    s.title,
    s.kind,
    s.field_from,
    s.field_to,
    s.population,
    s.sample_method,
    s.mode,
    s.agency,
    s.scale_min,
    s.scale_max,
    s.dont_know_codes,
    s.no_answer_codes,
    s.anonymous
from raw_surveys as s
where not exists (
    select 1 from superseded_surveys as g where g.batch_id = s.batch_id and g.row_no = s.row_position
)
