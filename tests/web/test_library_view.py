"""What the library page says of files that were uploaded."""

from html import unescape

from qa.types import AddReport, Refusal
from qa.web.library_view import render_report
from qa.web.texts import ZH


def test_a_refused_file_is_named_without_its_folder() -> None:
    source = "/srv/library/files/坏<b>.docx"
    said = render_report(AddReport(refused=(Refusal(source, f"压缩格式损坏：{source}。请重新打包"),)), ZH)
    assert "<b>" not in said
    assert "<li>压缩格式损坏：坏<b>.docx。请重新打包</li>" in unescape(said)


def test_each_file_that_was_taken_is_listed_with_what_became_of_it() -> None:
    said = render_report(AddReport(added=("/a/甲.txt",), replaced=("/a/乙.txt",), unchanged=("/a/丙.txt",)), ZH)
    assert "<li>甲.txt: 新加</li><li>乙.txt: 更换</li><li>丙.txt: 未变</li>" in unescape(said)
