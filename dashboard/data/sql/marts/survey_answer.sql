-- purpose: the answers with what each is: a rating, a don't-know, none, or a number that is outside the scale
-- grain: one row per response and question
-- order: response_no nulls last, item_no nulls last
-- rule: codes that are no ratings are declared for the wave or the question. A score outside the scale is no rating: it is
--       counted and told, and in no mean
with coded as (
    select
        r.response_no,
        r.is_anonymous,
        q.item_no,
        q.survey_no,
        q.item_type,
        q.scale_min,
        q.scale_max,
        a.score,
        a.answer_text,
        coalesce(a.dont_know, false)
            or coalesce(
                array_contains(
                    coalesce(i.dont_know_codes, s.dont_know_codes), cast(cast(floor(a.score) as int) as string)
                ),
                false
            ) as is_unknown,
        coalesce(
            array_contains(coalesce(i.no_answer_codes, s.no_answer_codes), cast(cast(floor(a.score) as int) as string)),
            false
        ) as is_empty
    from staged_survey_answers as a
    join survey_wave as w on w.survey_id = a.survey_id
    join survey_question as q on q.survey_no = w.survey_no and q.item_id = a.item_id
    left join staged_surveys as s on s.survey_id = a.survey_id
    left join staged_survey_items as i on i.survey_id = a.survey_id and i.item_id = a.item_id
    join survey_respondent as r on r.survey_no = w.survey_no and r.response_id = a.response_id
),
judged as (
    select
        response_no,
        is_anonymous,
        item_no,
        survey_no,
        score,
        answer_text,
        case
            when is_unknown then 'dont_know'
            when score is null or is_empty then 'no_answer'
            when item_type <> 'text' and score >= scale_min and score <= scale_max then 'rated'
            else 'out_of_scale'
        end as state
    from coded
)
select
    response_no,
    item_no,
    survey_no,
    cast(state as string) as state,
    cast(case when state = 'rated' then score else null end as decimal(18, 4)) as score,
    cast(case when is_anonymous then null else nullif(trim(answer_text), '') end as string) as answer_text
from judged
