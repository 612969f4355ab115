-- Whether there are lines with a promised day, and deliveries.
-- Grain: one row.
select
    exists (select 1 from promised_line) as has_promises,
    exists (select 1 from delivery) as has_deliveries,
