"""Exit codes; stable."""

DONE = 0
"""All went well."""
FAILED = 1
"""The work failed."""
BAD_INPUT = 2
"""The input or the usage was wrong."""
