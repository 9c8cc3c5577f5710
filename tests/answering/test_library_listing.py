"""Documents are listed for a question that names their topic."""

from datetime import date

from qa.answering.library_listing import library_answer
from qa.question import LibraryQuestion
from qa.types import NO_FILTERS, DocumentSummary, Metadata

DOCUMENTS = [
    DocumentSummary(1, "/a/1.txt", Metadata("彩票管理条例"), 90, 2),
    DocumentSummary(2, "/a/2.txt", Metadata("无人驾驶航空器飞行管理暂行条例"), 90, 2),
]
TABLE = {"无人机": ("无人驾驶航空器",)}


def test_a_topic_lists_the_documents_whose_title_names_it() -> None:
    answer = library_answer(
        "有没有彩票管理条例", LibraryQuestion(topic=("彩票", "管理")), NO_FILTERS, lambda: DOCUMENTS, TABLE
    )
    assert answer is not None
    assert answer.listing is not None
    assert [each.id for each in answer.listing.documents] == [1]


def test_an_everyday_word_finds_its_official_word_in_a_title() -> None:
    answer = library_answer(
        "有没有讲无人机的法规", LibraryQuestion(topic=("无人机",)), NO_FILTERS, lambda: DOCUMENTS, TABLE
    )
    assert answer is not None
    assert answer.listing is not None
    assert [each.id for each in answer.listing.documents] == [2]


def test_a_question_for_a_topic_that_no_title_names_is_searched() -> None:
    asked = LibraryQuestion(topic=("养犬",))
    assert library_answer("有没有养犬的规定", asked, NO_FILTERS, lambda: DOCUMENTS, TABLE) is None


def test_the_documents_of_a_number_are_listed_newest_first() -> None:
    number = "东府〔2019〕1号"
    versions = [
        DocumentSummary(id_, f"/a/{id_}.txt", Metadata("办法", document_number=number, date_written=day), 9, 1)
        for id_, day in ((1, date(2019, 1, 1)), (2, date(2021, 1, 1)), (3, None))
    ]
    asked = LibraryQuestion(number="东府[2019]1号")
    answer = library_answer("东府[2019]1号是哪份文件", asked, NO_FILTERS, lambda: versions, TABLE)
    assert answer is not None
    assert answer.listing is not None
    assert [each.id for each in answer.listing.documents] == [2, 1, 3]
