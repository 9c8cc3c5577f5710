"""The exit statuses of ``qa``."""

PROBLEMS_FOUND = 1
"""``qa verify`` or ``qa questions`` found a problem, or a result did not pass ``qa evaluate --gate``"""
USER_ERROR = 2
INTERRUPTED = 130
"""the status that shells expect after Ctrl-C"""
