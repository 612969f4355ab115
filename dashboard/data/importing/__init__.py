"""Import: decode, read, map, cast and check, quarantine, commit a batch (architecture.md).

This package itself imports nothing: the processes that read hostile files start in no time. The rooms, in the order of
the way of a file:

files/              what lies in a file: kinds, sources and archives find it; encoding_choice, dialects, text_headers
                    and text_plans lay out a text, sheet_choice and sheet_headers a sheet, tables_at_rest Parquet;
                    column_names and footers serve both. ``looking`` shows a beginning, ``readings`` gives all records
                    to the checks: through DuckDB where a file is plain, else through ``transcript``, which is careful
workbook_reading/   the process that opens workbooks; it imports nothing of the product but itself
mapping/            what the columns mean: header_spelling, header_matches, header_tables tell it; ``mappings`` is what
                    a mapping says, toml_mappings, toml_cells and toml_layout its text, ``plans`` a mapping or headers
                    applied to one file; proposals and ``trying`` for the page; signatures for profiles
checks/             text cells to typed, checked rows: ``casting`` and ``macros`` read values, parts and row_marks rows,
                    ``rules``, ``keys``, ``references`` look beyond one row, ``codes`` has every code in words,
                    ``tracing`` and ``quarantine`` lead rejects back to file and line; ``target`` does it for a table
jobs/               imports from the browser: a folder and a worker process each

and in this room the import as a whole: ``running`` (import_files), its end (finishing, reconciling, commit, manifest,
report), what is remembered (remembered: profiles), tried (trial, effect), taken back (undoing, leaning, following),
watched (watching) and handed out (templates).

Where to add something is in CONTRIBUTING.md.
"""
