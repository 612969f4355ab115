"""The demo company's surveys: a yearly one by name, calls after a job, one by an agency without names."""
