-- What is on file of the service at all. Grain: one row. Parameters: none.
select
    exists (select 1 from promised_line) as has_promises,
    exists (select 1 from promised_line where delivered_on is not null) as has_arrivals,
    exists (select 1 from service_ticket) as has_tickets,
    exists (select 1 from delivery) as has_deliveries,
    exists (select 1 from customer_visit) as has_visits
