"""Rows and dataclasses convert into each other without loss."""

from datetime import date

import pytest

from qa.index.store import rows
from qa.types import Citation, Metadata, Passage, PassageKind, Span

METADATA = Metadata(
    "关于闭馆的通知",
    issuer="甲县人民政府",
    index_number="1",
    document_number="甲府〔2020〕1号",
    category="文化",
    subject_words="图书馆 通知",
    date_written=date(2020, 1, 2),
    date_published=None,
    status="有效",
)


@pytest.mark.parametrize("metadata", [METADATA, Metadata("通知")])
def test_metadata_survives_the_database(metadata: Metadata) -> None:
    assert rows.metadata(rows.metadata_row(metadata)) == metadata


def test_a_passage_survives_the_database() -> None:
    passage = Passage(Span(4, 9), PassageKind.SIGNATURE, ("一、要求", "（一）时间"), 3)
    assert rows.passage(rows.passage_row(passage)) == passage


@pytest.mark.parametrize(("start", "page"), [(0, 1), (9, 1), (10, 2), (25, 3)])
def test_a_citation_names_the_page_on_which_it_begins(start: int, page: int) -> None:
    citation = Citation(
        document_id=1,
        title="通知",
        issuer="",
        index_number="",
        document_number="",
        date_written=None,
        date_published=None,
        heading_path=(),
        paragraph=1,
        start=start,
        end=start + 1,
        source="/a.pdf",
    )
    assert rows.on_page(citation, (0, 10, 20)).page == page
    assert rows.on_page(citation, ()).page is None


@pytest.mark.parametrize(("start", "recognition"), [(3, None), (12, 0.93)])
def test_a_citation_says_how_surely_its_page_was_recognised(start: int, recognition: float | None) -> None:
    citation = Citation(1, "", "", "", "", None, None, (), 1, start, start + 1, "/a.pdf")
    assert rows.on_page(citation, (0, 10), (None, 0.93)).recognition == recognition
    assert rows.on_page(citation, (0, 10)).recognition is None
