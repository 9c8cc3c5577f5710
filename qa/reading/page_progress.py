"""Report the progress of a parser page by page to the caller that waits for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

OnPage = Callable[[int, int], None]
"""a function that is called with the number of pages read so far and the total number of pages"""

_REPORT: ContextVar[OnPage | None] = ContextVar("report_page", default=None)


def page_read(done: int, total: int) -> None:
    """Report the number of pages read so far and in total; outside :func:`reporting_to`, do nothing."""
    report = _REPORT.get()
    if report:
        report(done, total)


@contextmanager
def reporting_to(report: OnPage) -> Iterator[None]:
    """Send the reports that :func:`page_read` makes within this context to ``report``."""
    token = _REPORT.set(report)
    try:
        yield
    finally:
        _REPORT.reset(token)
