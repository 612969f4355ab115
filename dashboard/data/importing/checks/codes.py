"""Every code of an import in words, with what to do about it: reasons of rejection, and notes on what was accepted.

English is the source text of the translations. The reasons stand in rejects files too, so they are short.
"""

from dashboard.logic.words import N_

REASONS = {
    "BAD_DATE": N_("not a date that exists, such as 2024-03-05"),
    "BAD_TIME": N_("not a date and time that exist, such as 2024-03-05 14:30"),
    "BAD_CLOCK": N_("not a time of day, such as 16:00"),
    "BAD_AMOUNT": N_("not an amount, such as 1,234.50, or too large"),
    "BAD_NUMBER": N_("not a number of this kind, or too large"),
    "BAD_FLAG": N_("neither yes nor no"),
    "BAD_LIST": N_("not a list, such as A、B"),
    "BAD_EXPRESSION": N_("the mapping's expression gives nothing for these values"),
    "OUT_OF_RANGE": N_("a number outside of the range that is allowed"),
    "NOT_ALLOWED": N_("a value that is not allowed here"),
    "CELL_TOO_LONG": N_("a text longer than the limit cell_characters"),
    "MISSING_KEY": N_("a required key is empty"),
    "MISSING_DATE": N_("the required date is empty"),
    "MISSING_AMOUNT": N_("no amount is given"),
    "DUPLICATE_KEY": N_("the key is already there with other values"),
    "SUPERSEDED": N_("a later record of this import has the same key"),
    "UNKNOWN_REFERENCE": N_("it belongs to something that is not on file"),
    "NO_RATE": N_("no exchange rate is known for this currency and month"),
    "FUTURE_GAP": N_("more than 366 days after the order day before; say --data-through if it is right"),
    "OUTSIDE_PERIOD": N_("outside the period that is replaced"),
    "FILTERED_BY_MAPPING": N_("left out by the mapping's where"),
    "SHORT_RECORD": N_("fewer cells than the header"),
    "LONG_RECORD": N_("more cells than the header"),
    "NO_RECORD": N_("a sum, a remark or the foot of a page between records"),
    "CUT_OFF_RECORD": N_("the file ends within this record"),
    "UNCLOSED_QUOTE": N_("a quotation mark is opened and never closed"),
    "BAD_QUOTE": N_("text follows a closing quotation mark"),
    "CELL_ERROR": N_("a cell holds an error of Excel's, such as #N/A or #REF!; mend it there"),
    "BAD_CHARACTER": N_("the record holds a NUL character"),
    "RECORD_TOO_LONG": N_("the record is longer than 2 MB"),
}
"""Code -> why a record was rejected."""

REMEDIES = {
    "BAD_DATE": N_(
        "Write the year first and in four digits, or say in the mapping how the file writes its dates "
        "(day first, month first, or a format)."
    ),
    "BAD_TIME": N_(
        "Write the year first and in four digits, or say in the mapping how the file writes its dates "
        "(day first, month first, or a format)."
    ),
    "BAD_CLOCK": N_("Write hours and minutes with a colon, from 00:00 to 23:59."),
    "BAD_AMOUNT": N_("Remove words from the amount; where a comma stands before decimals, say so in the mapping."),
    "BAD_NUMBER": N_(
        "Remove words from the number, or say in the mapping which number a word stands for; where a comma stands "
        "before decimals, say so there."
    ),
    "BAD_FLAG": N_("Write yes or no (是 or 否), or say in the mapping which words of the file mean yes."),
    "BAD_LIST": N_("Put 、 or ; between the parts."),
    "BAD_EXPRESSION": N_("Correct the values or the expression in the mapping file."),
    "OUT_OF_RANGE": N_("Correct the number. A share is 0 to 1, or has a percent sign: 0.35 or 35%."),
    "NOT_ALLOWED": N_("Correct the value, or say in the mapping which allowed value it stands for."),
    "CELL_TOO_LONG": N_(
        "Shorten the text, or raise cell_characters under [import_limits] in settings.toml. Often a quotation mark is "
        "missing."
    ),
    "MISSING_KEY": N_("Fill in the number that identifies the record."),
    "MISSING_DATE": N_("Fill in the date."),
    "MISSING_AMOUNT": N_("Fill in the net or the gross amount, or import the order's lines first."),
    "DUPLICATE_KEY": N_(
        "If the new values are right, import the file again with the mode upsert; else remove the record."
    ),
    "SUPERSEDED": N_("Nothing, if the later record is the right one."),
    "UNKNOWN_REFERENCE": N_("Import what it belongs to first, or correct the number."),
    "NO_RATE": N_("Import exchange rates (currency, month, rate), or fill in the order's own rate."),
    "FUTURE_GAP": N_("Correct the date, or say until when the data reach."),
    "OUTSIDE_PERIOD": N_("Name a longer period, or remove the record from the file."),
    "FILTERED_BY_MAPPING": N_("Nothing, if it is meant to be left out; else change where in the mapping file."),
    "SHORT_RECORD": N_("Look for a missing delimiter or a line break within a cell."),
    "LONG_RECORD": N_("Put cells that hold the delimiter into quotation marks."),
    "NO_RECORD": N_("Nothing, if it is no record; else fill in its number and date."),
    "CUT_OFF_RECORD": N_("Export the file again: its end is missing."),
    "UNCLOSED_QUOTE": N_("Close the quotation mark, or double it where it is part of the text."),
    "BAD_QUOTE": N_("Double the quotation marks that are part of the text."),
    "CELL_ERROR": N_("Mend the formula in the workbook and save it again."),
    "BAD_CHARACTER": N_("Export the file again: it is damaged here."),
    "RECORD_TOO_LONG": N_("Look for an unclosed quotation mark, or shorten the text."),
}
"""Code -> what to do about a rejected record."""

NOTES = {
    "CONFLICTING_HEADER": N_("Orders whose repeated fields differ (the first record stands)"),
    "CONFLICTING_ATTRIBUTE": N_("Customers or products whose repeated fields differ (the first record stands)"),
    "POSSIBLE_DUPLICATE": N_("Lines that look the same (kept)"),
    "RETURN_NEGATED": N_("Returns with a positive amount (counted as negative)"),
    "CODE_LOST": N_("Codes such as 1.23E+11, whose last digits a spreadsheet has lost (kept as they are)"),
    "CUSTOMER_BY_NAME": N_("The file has no customer numbers; the names stand for them"),
    "EMPTY_WORD": N_("Cells with a word or mark for nothing, such as - or 无 (taken as empty)"),
    "ROUNDED": N_("Amounts with more than four decimals (rounded)"),
    "UNKNOWN_CUSTOMER": N_("Orders of customers who are not on file"),
    "STUB_MADE": N_("References to what is not on file (it counts as there, under its number alone)"),
    "UNKNOWN_VALUE": N_("Values that are none of the usual ones (kept as they are)"),
    "NOT_UNIQUE": N_("Values that several records have and only one should"),
    "DATES_OUT_OF_ORDER": N_("Dates before the date that they follow"),
    "FUTURE_DATE": N_("Dates of what has happened that lie in the future"),
    "NEGATIVE_AMOUNT": N_("Negative figures where none can be"),
    "DAY_MONTH_DISAGREE": N_(
        "Date columns of one file that write day and month in different orders (each read its own way)"
    ),
    "DAY_MONTH_SLIPS": N_(
        "Date columns in which nearly all records write day and month in one order (so they are read; those that "
        "cannot be are rejected)"
    ),
    "DAY_MONTH_MIXED": N_(
        "Date columns in which the day stands first in some records and the month in others (rejected)"
    ),
    "OWN_RATE": N_("Orders in another currency with a rate of their own (converted by it)"),
    "ERASED": N_("Data of persons who were erased (blanked again)"),
    "TAX_UNKNOWN": N_("Amounts with tax, because the tax is not known"),
    "HEADER_SUM_MISMATCH": N_("Orders whose own amount differs from the sum of their lines (the lines count)"),
    "ORPHAN_LINES": N_("Lines whose order is not known (left out)"),
    "ORDERS_CONVERTED": N_("Orders converted from another currency"),
    "ORDERS_WITHOUT_RATE": N_("Orders in another currency whose rate is no longer on file (without an amount)"),
    "CUSTOMERS_NOT_ON_FILE": N_("Customers known only from orders"),
    "NAMES_UNKNOWN": N_("Customers without a name (shown by their number)"),
    "TARGETS_NOT_USED": N_("Targets whose scope or metric is not known here, or that come twice (not used)"),
    "MANAGERS_UNKNOWN": N_("Account managers who are not among the employees"),
}
"""Code -> what was noted of what was accepted, at import or in the build."""
UNKNOWN = N_("Records that refer to {table} that are not on file (kept)")
"""For the codes UNKNOWN_<table>."""

NOTE_REMEDIES = {
    "CONFLICTING_HEADER": N_("Find out which record is right and correct the others in the source."),
    "CONFLICTING_ATTRIBUTE": N_("Find out which record is right and correct the others in the source."),
    "POSSIBLE_DUPLICATE": N_("Give lines their numbers, so that the same line is known again."),
    "UNKNOWN_CUSTOMER": N_("Import the customer file, or correct the numbers."),
    "STUB_MADE": N_("Import the table that is referred to."),
    "CODE_LOST": N_("Format the column as text in the spreadsheet, enter the codes again and import the file again."),
    "CUSTOMER_BY_NAME": N_(
        "Export the customer number too, or make sure that the names are written as in the customer file."
    ),
    "UNKNOWN_VALUE": N_("Say in the mapping which usual value each stands for, if one does."),
    "NOT_UNIQUE": N_("Look whether the records are the same, and correct the source."),
    "DATES_OUT_OF_ORDER": N_("Correct the dates: durations and on-time rates depend on them."),
    "FUTURE_DATE": N_("Correct the dates, or check the clock of the source."),
    "NEGATIVE_AMOUNT": N_("Correct the figures in the source."),
    "DAY_MONTH_DISAGREE": N_("Compare a few dates with the source, and say the order in the mapping if it is another."),
    "DAY_MONTH_SLIPS": N_("Correct the rejected dates."),
    "DAY_MONTH_MIXED": N_("Correct the dates in the source, or say the order in the mapping."),
    "TAX_UNKNOWN": N_("Import the net amount or the tax."),
    "HEADER_SUM_MISMATCH": N_("Look for missing lines, discounts or freight."),
    "ORPHAN_LINES": N_("Import the orders of these lines."),
    "ORDERS_WITHOUT_RATE": N_("Import exchange rates (currency, month, rate)."),
    "CUSTOMERS_NOT_ON_FILE": N_("Import the customer file."),
    "MANAGERS_UNKNOWN": N_("Import the employees, or correct the names."),
}
"""Code of a note -> what to do about it; where it is missing, nothing has to be done."""
