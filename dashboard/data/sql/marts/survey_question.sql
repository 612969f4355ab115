-- purpose: the questions of each wave with their scale, also those that only the answers name
-- grain: one row per wave and question; item_no counts from 0
-- order: item_no nulls last
-- rule: a scale that nobody states is the smallest usual one (1 to 5, 1 to 7, 0 to 10, 0 to 100) that holds 99 of 100
--       scores given to the questions of this kind in the wave: a slip of the pen makes no other scale.
--       Questions of waves are the same where canonical_id is
with asked as (
    select
        w.survey_no,
        w.survey_id,
        i.item_id
    from staged_survey_items as i
    join survey_wave as w on w.survey_id = i.survey_id
    union
    select
        w.survey_no,
        w.survey_id,
        g.item_id
    from survey_given as g
    join survey_wave as w on w.survey_no = g.survey_no
),
described as (
    select
        q.survey_no,
        q.item_id,
        coalesce(i.canonical_item_id, q.item_id) as canonical_id,
        i.service,
        coalesce(i.question_text, q.item_id) as question_text,
        coalesce(i.item_type, 'satisfaction') as item_type,
        case when i.item_type in ('overall', 'loyalty') then 'satisfaction' else i.item_type end as family,
        i.weight,
        i.dimension,
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
    left join staged_survey_items as i on i.survey_id = q.survey_id and i.item_id = q.item_id
    left join staged_surveys as s on s.survey_id = q.survey_id
),
seen as (
    select
        d.survey_no,
        coalesce(d.family, 'satisfaction') as family,
        count(*) as scores,
        sum(case when g.score < 1 then 1 else 0 end) as below_1,
        sum(case when g.score > 5 then 1 else 0 end) as above_5,
        sum(case when g.score > 7 then 1 else 0 end) as above_7,
        sum(case when g.score > 10 then 1 else 0 end) as above_10
    from survey_given as g
    join described as d on d.survey_no = g.survey_no and d.item_id = g.item_id
    where g.given = 'number' and (d.scale_min is null or d.scale_max is null)
    group by d.survey_no, coalesce(d.family, 'satisfaction')
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
            when 100 * s.above_7 <= s.scores and 100 * s.below_1 <= s.scores then 1
            else 0
        end as decimal(18, 4)
    ) as scale_min,
    cast(
        case
            when d.scale_max is not null then d.scale_max
            when d.item_type = 'text' then null
            when 100 * s.above_5 <= s.scores then 5
            when 100 * s.above_7 <= s.scores then 7
            when 100 * s.above_10 <= s.scores then 10
            else 100
        end as decimal(18, 4)
    ) as scale_max,
    cast(d.scale_min is not null and d.scale_max is not null as boolean) as is_scale_given
from described as d
left join seen as s on s.survey_no = d.survey_no and s.family = coalesce(d.family, 'satisfaction')
