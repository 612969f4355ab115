-- purpose: every case, without what people wrote
-- grain: one row per case, in the order of case_no
-- parameters: none
select
    case_no, case_id, kind, polarity, form, channel, is_solicited, customer_no, customer_id, contact_id, order_id,
    product_id, product_line, received_at,
    case when due_at = date_trunc('day', due_at) then due_at - interval 1 second else due_at end as due_at, object, severity, grade, respondent_department,
    receiving_department, supervising_department, respondent_id, first_receiver_id, operator_id, approver_id, cause_l1,
    cause_l2, justified, amount_claimed, compensation, rework_cost, callback_result, outcome, reopened_from
from feedback_case
order by case_no
