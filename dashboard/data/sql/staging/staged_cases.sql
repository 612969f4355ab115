-- purpose: complaints, appeals, objections and other feedback as they stand now
-- grain: one row per case
-- rule: a due time without a time of day means the end of that day, written as the first second of the next one: who reads
--       it takes a second off (queries/company_cases.sql), so that what is finished on the next day is late
select
    c.case_id,
    c.kind,
    c.polarity,
    c.form,
    cast(nullif(trim(c.channel), '') as string) as channel,
    c.solicited,
    c.customer_id,
    c.contact_id,
    c.order_id,
    c.product_id,
    c.delivery_id,
    c.received_at,
    cast(nullif(trim(c.first_receiver_id), '') as string) as receiver_text,
    c.object,
    c.description,
    c.remedy_requested,
    c.amount_claimed,
    c.severity,
    cast(nullif(trim(c.grade), '') as string) as grade,
    cast(nullif(trim(c.respondent_department), '') as string) as respondent_department,
    cast(nullif(trim(c.respondent_id), '') as string) as respondent_text,
    cast(nullif(trim(c.receiving_department), '') as string) as receiving_department,
    cast(nullif(trim(c.supervising_department), '') as string) as supervising_department,
    cast(nullif(trim(c.cause_l1), '') as string) as cause_l1,
    cast(nullif(trim(c.cause_l2), '') as string) as cause_l2,
    c.justified,
    c.acknowledged_at,
    c.assessed_at,
    c.diagnosed_at,
    c.analysed_at,
    c.approved_at,
    c.agreed_at,
    c.replied_at,
    c.called_back_at,
    c.closed_at,
    cast(
        case
            when unix_timestamp(c.due_at) = unix_timestamp(cast(cast(c.due_at as date) as timestamp))
            then cast(cast(c.due_at as date) + 1 as timestamp)
            else c.due_at
        end as timestamp
    ) as due_at,
    c.compensation,
    c.rework_cost,
    c.callback_result,
    c.outcome,
    c.reopened_from
from raw_cases as c
where not exists (
    select 1 from superseded_cases as s where s.batch_id = c.batch_id and s.row_no = c.row_position
)
