"""From imported batches to a published build."""
