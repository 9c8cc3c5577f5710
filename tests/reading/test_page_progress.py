"""A parser reports its pages to whoever listens."""

from qa.reading.page_progress import page_read, reporting_to


def test_pages_are_reported_to_the_listener_if_there_is_one() -> None:
    pages: list[tuple[int, int]] = []
    page_read(1, 9)
    with reporting_to(lambda done, total: pages.append((done, total))):
        page_read(2, 9)
    page_read(3, 9)
    assert pages == [(2, 9)]
