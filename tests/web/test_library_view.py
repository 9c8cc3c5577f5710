"""Documents and uploaded files as the library tab shows them."""

from html import unescape

from qa.library import AddProgress
from qa.types import AddReport, DocumentSummary, FileOutcome, Metadata, Refusal
from qa.web.library_view import document_rows, render_report, render_selected, render_upload_progress
from qa.web.texts import EN, ZH
from qa.web.upload_progress import UploadProgress

OLD = DocumentSummary(3, "/a/办法.txt", Metadata("办法<b>", status="废止"), 90, 2)


def test_a_refused_file_is_named_without_its_folder() -> None:
    source = "/srv/library/files/坏<b>.docx"
    said = render_report(AddReport(refused=(Refusal(source, f"压缩格式损坏：{source}。请重新打包"),)), ZH)
    assert "<b>" not in said
    assert "<li>压缩格式损坏：坏<b>.docx。请重新打包</li>" in unescape(said)


def test_each_added_file_is_listed_with_its_outcome() -> None:
    said = render_report(AddReport(added=("/a/甲.txt",), replaced=("/a/乙.txt",), unchanged=("/a/丙.txt",)), ZH)
    assert "<li>甲.txt: 新加</li><li>乙.txt: 更换</li><li>丙.txt: 未变</li>" in unescape(said)


def test_files_in_progress_are_listed_latest_first_below_the_refused_files() -> None:
    progress = UploadProgress()
    names = [f"/a/{number}.txt" for number in range(30)]
    for number, name in enumerate(names):
        progress.update(AddProgress(number, 30, 6, 8, bytes_read=50, bytes_total=100, file=name))
    outcomes = (FileOutcome(names[29], "refused", f"文件<b>是空的：{names[29]}。"), FileOutcome(names[28], "added"))
    progress.update(AddProgress(2, 30, 4, 8, bytes_read=50, bytes_total=100, file=names[29], outcomes=outcomes))
    progress.update(AddProgress(2, 30, 4, 8, bytes_read=50, bytes_total=100, file=names[29]))
    said = unescape(render_upload_progress(progress, ZH))
    assert "正在加入：文件 2/30，段落 4/8" in said
    assert 'value="0.375"' in said
    assert "<ul><li>文件<b>是空的：29.txt。</li></ul><ul><li>28.txt: 新加</li><li>27.txt: 正在加入</li>" in said
    assert "以及之前的 9 个文件" in said
    assert "<li>8.txt" not in said
    assert "<b>" not in render_upload_progress(progress, ZH)


def test_rebuilding_the_index_before_an_addition_is_shown_as_such() -> None:
    progress = UploadProgress()
    progress.update(AddProgress(0, 0, 400, 1000, rebuilding=True))
    assert "正在补建索引，段落 400/1000" in render_upload_progress(progress, ZH)
    progress.update(AddProgress(0, 1, 0, 0, bytes_read=0, bytes_total=100, file="/a/甲.txt"))
    assert 'value="0.000"' in render_upload_progress(progress, ZH)


def test_the_status_of_a_document_is_shown_beside_its_title() -> None:
    assert document_rows([OLD]) == [[3, "办法<b>（废止）", "", "", "", 90, 2, "办法.txt"]]
    assert document_rows([OLD], "废止")
    assert len(ZH.list_headers) == len(EN.list_headers) == len(document_rows([OLD])[0])


def test_the_selected_document_opens_in_the_language_of_the_page() -> None:
    assert "<b>" not in render_selected(OLD, ZH)
    assert 'href="?document=3&start=0&end=0&lang=zh"' in unescape(render_selected(OLD, ZH))
    assert 'href="?document=3&start=0&end=0&lang=en"' in unescape(render_selected(OLD, EN))
