-- purpose: the waves of surveys, also those that only their answers name
-- grain: one row per wave; survey_no counts from 0 in the order of their last day in the field
-- order: survey_no nulls last
-- rule: waves of one series are compared with each other; without a series those of one kind are, and kinds are never
--       mixed (capabilities.md, G12). A wave of which nobody said whether it is anonymous is treated as if it were. Its
--       last day in the field must be stated: the day of the last answer so far would let every new answer be told apart
with answered as (
    select
        survey_id,
        count(distinct response_id) as responses,
        min(cast(answered_at as date)) as first_on,
        max(cast(answered_at as date)) as last_on
    from staged_survey_answers
    group by survey_id
),
every_wave as (
    select survey_id from staged_surveys
    union
    select survey_id from answered
)
select
    cast(
        row_number() over (
            order by coalesce(s.field_to, a.last_on, s.field_from) nulls first, e.survey_id nulls last
        ) - 1 as int
    ) as survey_no,
    e.survey_id,
    cast(coalesce(s.series, s.kind, e.survey_id) as string) as series,
    cast(coalesce(s.title, e.survey_id) as string) as title,
    cast(s.kind as string) as kind,
    cast(coalesce(s.field_from, a.first_on) as date) as field_from,
    cast(case when coalesce(s.anonymous, true) then s.field_to else coalesce(s.field_to, a.last_on) end as date)
        as field_to,
    cast(s.population as int) as population,
    cast(s.sample_method as string) as sample_method,
    cast(s.mode as string) as mode,
    s.agency,
    cast(coalesce(s.anonymous, true) as boolean) as is_anonymous,
    cast(s.anonymous is not null as boolean) as is_anonymity_known,
    cast(coalesce(a.responses, 0) as int) as responses
from every_wave as e
left join staged_surveys as s on s.survey_id = e.survey_id
left join answered as a on a.survey_id = e.survey_id
