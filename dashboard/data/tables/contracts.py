"""The contracts of all tables that can be imported (data-model.md, 5.2 to 5.6), each in the file of its subject."""

from dashboard.data.tables import company, complaints, customers, relationship, sales, service, surroundings, surveys
from dashboard.data.tables import transactions as trade
from dashboard.data.tables.contract import Table

_ALL = (
    company.DEPARTMENTS, company.EMPLOYEES, company.PRODUCT_LINES, company.PRODUCTS,
    customers.CUSTOMERS, customers.CUSTOMER_PROFILES, customers.CONTACTS, company.ASSIGNMENTS,
    customers.CUSTOMER_POTENTIAL, sales.CONTRACTS, sales.ORDERS, sales.ORDER_LINES, trade.DELIVERIES, trade.INVOICES,
    trade.PAYMENTS, trade.SERVICE_COSTS, trade.INSPECTIONS, company.TARGETS,
    service.SERVICE_STANDARDS, service.SERVICE_TICKETS, complaints.CASES, complaints.CASE_EVENTS,
    surveys.SURVEYS, surveys.SURVEY_ITEMS, surveys.SURVEY_INVITES, surveys.SURVEY_ANSWERS,
    relationship.VISITS, relationship.LEADS, relationship.COMPETITOR_NOTES, relationship.RISK_FLAGS,
    relationship.MILESTONES, relationship.FORUMS,
    surroundings.EVENTS, surroundings.TRAINING, surroundings.EXTERNAL_BENCHMARKS, surroundings.CALENDAR_DAYS,
    surroundings.ACQUISITION_COSTS, surroundings.RATES,
)  # fmt: skip
TABLES: dict[str, Table] = {table.name: table for table in _ALL}
"""Who is referred to comes before who refers."""
