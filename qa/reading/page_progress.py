"""Report the pages of a long file as they are read, from the parser to whoever waits for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

OnPage = Callable[[int, int], None]
"""takes the number of pages that were read and the number of pages in total"""

_REPORT: ContextVar[OnPage | None] = ContextVar("report_page", default=None)


def page_read(done: int, total: int) -> None:
    """Report that a page was read; without a listener, do nothing."""
    report = _REPORT.get()
    if report:
        report(done, total)


@contextmanager
def reporting_to(report: OnPage) -> Iterator[None]:
    """Send the reports of this block to ``report``."""
    token = _REPORT.set(report)
    try:
        yield
    finally:
        _REPORT.reset(token)
