"""What the library page says of documents, and of files that were uploaded."""

from html import unescape

from qa.types import AddReport, DocumentSummary, Metadata, Refusal
from qa.web.library_view import document_rows, render_chosen, render_report
from qa.web.texts import EN, ZH

OLD = DocumentSummary(3, "/a/办法.txt", Metadata("办法<b>", status="废止"), 90, 2)


def test_a_refused_file_is_named_without_its_folder() -> None:
    source = "/srv/library/files/坏<b>.docx"
    said = render_report(AddReport(refused=(Refusal(source, f"压缩格式损坏：{source}。请重新打包"),)), ZH)
    assert "<b>" not in said
    assert "<li>压缩格式损坏：坏<b>.docx。请重新打包</li>" in unescape(said)


def test_each_file_that_was_taken_is_listed_with_what_became_of_it() -> None:
    said = render_report(AddReport(added=("/a/甲.txt",), replaced=("/a/乙.txt",), unchanged=("/a/丙.txt",)), ZH)
    assert "<li>甲.txt: 新加</li><li>乙.txt: 更换</li><li>丙.txt: 未变</li>" in unescape(said)


def test_a_document_that_is_not_in_force_says_so_beside_its_title() -> None:
    assert document_rows([OLD]) == [[3, "办法<b>（废止）", "", "", "", 90, 2, "办法.txt"]]
    assert document_rows([OLD], "废止")
    assert len(ZH.list_headers) == len(EN.list_headers) == len(document_rows([OLD])[0])


def test_what_is_chosen_can_be_opened_in_the_language_of_the_page() -> None:
    assert "<b>" not in render_chosen(OLD, ZH)
    assert 'href="?document=3&start=0&end=0&lang=zh"' in unescape(render_chosen(OLD, ZH))
    assert 'href="?document=3&start=0&end=0&lang=en"' in unescape(render_chosen(OLD, EN))
