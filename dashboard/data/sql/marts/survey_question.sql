-- purpose: the questions of each wave with their scale, also those that only the answers name
-- grain: one row per wave and question; item_no counts from 0
-- order: item_no nulls last
-- rule: a scale that nobody states is the smallest usual one that holds the scores (1 to 5, 1 to 7, 0 to 10, 0 to 100).
--       Questions of waves are the same where canonical_id is
with asked as (
    select survey_id, item_id from staged_survey_items
    union
    select survey_id, item_id from staged_survey_answers
),
described as (
    select
        w.survey_no,
        q.item_id,
        coalesce(i.canonical_item_id, q.item_id) as canonical_id,
        i.service,
        coalesce(i.question_text, q.item_id) as question_text,
        coalesce(i.item_type, 'satisfaction') as item_type,
        i.weight,
        i.dimension,
        coalesce(i.dont_know_codes, s.dont_know_codes) as dont_know_codes,
        coalesce(i.no_answer_codes, s.no_answer_codes) as no_answer_codes,
        case
            when i.scale_min is not null then i.scale_min
            when i.item_type in ('nps', 'had_problem', 'told_us', 'awareness') then 0
            when i.item_type = 'text' then null
            else s.scale_min
        end as scale_min,
        case
            when i.scale_max is not null then i.scale_max
            when i.item_type = 'nps' then 10
            when i.item_type in ('had_problem', 'told_us', 'awareness') then 2
            when i.item_type = 'text' then null
            else s.scale_max
        end as scale_max
    from asked as q
    join survey_wave as w on w.survey_id = q.survey_id
    left join staged_survey_items as i on i.survey_id = q.survey_id and i.item_id = q.item_id
    left join staged_surveys as s on s.survey_id = q.survey_id
),
seen as (
    select
        w.survey_no,
        a.item_id,
        max(a.score) as highest,
        min(a.score) as lowest
    from staged_survey_answers as a
    join survey_wave as w on w.survey_id = a.survey_id
    join described as d on d.survey_no = w.survey_no and d.item_id = a.item_id
    where a.score is not null
        and not coalesce(array_contains(d.dont_know_codes, cast(cast(floor(a.score) as int) as string)), false)
        and not coalesce(array_contains(d.no_answer_codes, cast(cast(floor(a.score) as int) as string)), false)
    group by w.survey_no, a.item_id
)
select
    cast(row_number() over (order by d.survey_no nulls last, d.item_id nulls last) - 1 as int) as item_no,
    d.survey_no,
    d.item_id,
    cast(d.canonical_id as string) as canonical_id,
    d.service,
    cast(d.question_text as string) as question_text,
    cast(d.item_type as string) as item_type,
    cast(d.weight as decimal(18, 8)) as weight,
    cast(d.dimension as string) as dimension,
    cast(
        case
            when d.scale_min is not null then d.scale_min
            when d.item_type = 'text' then null
            when s.highest <= 7 and s.lowest >= 1 then 1
            else 0
        end as decimal(18, 4)
    ) as scale_min,
    cast(
        case
            when d.scale_max is not null then d.scale_max
            when d.item_type = 'text' then null
            when s.highest <= 5 then 5
            when s.highest <= 7 then 7
            when s.highest <= 10 then 10
            else 100
        end as decimal(18, 4)
    ) as scale_max,
    cast(d.scale_min is not null and d.scale_max is not null as boolean) as is_scale_given
from described as d
left join seen as s on s.survey_no = d.survey_no and s.item_id = d.item_id
