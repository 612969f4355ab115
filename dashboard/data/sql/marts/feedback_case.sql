-- purpose: every complaint, appeal, objection, suggestion and praise with what is known of it, its steps apart
-- grain: one row per case; case_no counts from 0 in the order of receipt
-- order: case_no nulls last
-- rule: people and departments given as text resolve by id, else by unique name, else stay as they are written.
--       operator and approver are those of the disputed order (M35). A customer of no order and no file has no number
with unique_people as (
    select
        employee_name,
        min(employee_id) as employee_id
    from employee
    group by employee_name
    having count(*) = 1
)
select
    cast(row_number() over (order by c.received_at nulls last, c.case_id nulls last) - 1 as int) as case_no,
    c.case_id,
    cast(c.kind as string) as kind,
    cast(c.polarity as string) as polarity,
    cast(c.form as string) as form,
    c.channel,
    cast(c.solicited as boolean) as is_solicited,
    k.customer_no,
    c.customer_id,
    c.contact_id,
    c.order_id,
    c.product_id,
    cast(coalesce(p.line_id, o.product_line) as string) as product_line,
    c.received_at,
    c.due_at,
    cast(c.object as string) as object,
    c.description,
    c.remedy_requested,
    cast(c.severity as int) as severity,
    c.grade,
    cast(coalesce(rd.department_name, c.respondent_department) as string) as respondent_department,
    cast(coalesce(cd.department_name, c.receiving_department) as string) as receiving_department,
    cast(coalesce(sd.department_name, c.supervising_department) as string) as supervising_department,
    cast(coalesce(ri.employee_id, rn.employee_id, c.respondent_text) as string) as respondent_id,
    cast(coalesce(fi.employee_id, fn.employee_id, c.receiver_text) as string) as first_receiver_id,
    cast(coalesce(oi.employee_id, np.employee_id, o.operator_id) as string) as operator_id,
    cast(coalesce(ai.employee_id, an.employee_id, o.approver_id) as string) as approver_id,
    c.cause_l1,
    c.cause_l2,
    cast(c.justified as string) as justified,
    cast(c.amount_claimed as decimal(18, 4)) as amount_claimed,
    cast(c.compensation as decimal(18, 4)) as compensation,
    cast(c.rework_cost as decimal(18, 4)) as rework_cost,
    cast(c.callback_result as string) as callback_result,
    cast(c.outcome as string) as outcome,
    cast(c.reopened_from as string) as reopened_from
from staged_cases as c
left join customer as k on k.customer_id = c.customer_id
left join staged_products as p on p.product_id = c.product_id
left join staged_orders as o on o.order_id = c.order_id
left join department as rd on rd.department_id = c.respondent_department
left join department as cd on cd.department_id = c.receiving_department
left join department as sd on sd.department_id = c.supervising_department
left join employee as ri on ri.employee_id = c.respondent_text
left join unique_people as rn on rn.employee_name = c.respondent_text
left join employee as fi on fi.employee_id = c.receiver_text
left join unique_people as fn on fn.employee_name = c.receiver_text
left join employee as oi on oi.employee_id = o.operator_id
left join unique_people as np on np.employee_name = o.operator_id
left join employee as ai on ai.employee_id = o.approver_id
left join unique_people as an on an.employee_name = o.approver_id
