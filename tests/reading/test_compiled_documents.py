"""A compilation is read as its documents, each with the path, the pages and the marks of its place in the file."""

from pathlib import Path

from qa.reading import file_of, read_documents, split_member
from qa.reading.compiled_documents import file_parts, part_names
from qa.reading.formats.extracted_text import ExtractedText
from qa.types import Heading, Span

_LETTER = "各乡镇：\n" + "特困人员每人五百元，请各单位按时足额发放，不得截留或者挪用。" * 3
FIRST = f"关于发放慰问金的通知\n松民发〔2018〕3号\n{_LETTER}\n松江县民政局\n2018年1月10日\n"
SECOND = f"关于发放高龄津贴的通知\n松民发〔2019〕8号\n{_LETTER}\n松江县民政局\n2019年2月11日\n"


def test_each_document_has_its_own_metadata_and_a_path_below_the_file() -> None:
    front, first, second = read_documents(Path("/d/汇编.txt"), f"政策汇编\n2020年编印。\n{FIRST}{SECOND}".encode())
    assert (front.source, front.media_type) == ("/d/汇编.txt", "text/plain")
    assert front.text == "政策汇编\n2020年编印。"
    assert second.source == "/d/汇编.txt/关于发放高龄津贴的通知"
    assert second.media_type == "text/plain;part=2"
    assert (first.metadata.document_number, second.metadata.document_number) == (
        "松民发〔2018〕3号",
        "松民发〔2019〕8号",
    )
    assert [str(document.metadata.date_written) for document in (first, second)] == ["2018-01-10", "2019-02-11"]
    assert second.metadata.issuer == "松江县民政局"
    assert second.text == SECOND.rstrip()


def test_the_pages_and_headings_of_a_document_are_those_of_the_file() -> None:
    text = FIRST + SECOND
    at = text.index("关于发放高龄津贴")
    breaks = (0, 30, at + 20)
    heading = Heading(Span(at, at + 11), 1)
    extracted = ExtractedText(text, pages=breaks, recognised=(None, 0.9, 0.8), headings=(heading,))
    first, second = (part.extracted for part in file_parts(extracted))
    assert (first.pages, first.recognised, first.headings) == ((0, 30), (None, 0.9), ())
    assert second.pages == (0, 0, 20)
    assert second.recognised == (None, 0.9, 0.8)
    assert second.headings == (Heading(Span(0, 11), 1),)


def test_documents_that_the_format_separates_need_no_titles() -> None:
    parts = file_parts(ExtractedText("甲文。\n乙文。", documents=(0, 4)))
    assert [part.extracted.text for part in parts] == ["甲文。", "乙文。"]
    assert [part.number for part in parts] == [1, 2]


def test_names_of_parts_are_distinct_and_hold_no_separator() -> None:
    assert part_names(["通知", "通知", "甲/乙 通知", ""]) == ["通知", "通知（2）", "甲 乙 通知", "文件"]


def test_a_mail_is_one_document(tmp_path: Path) -> None:
    mail = "Subject: =?utf-8?b?5rGH57yW?=\nFrom: a@b.cn\nContent-Type: text/plain; charset=utf-8\n\n"
    assert len(read_documents(tmp_path / "a.eml", (mail + FIRST + SECOND).encode())) == 1


def test_the_path_of_a_part_leads_to_its_file(tmp_path: Path) -> None:
    file = tmp_path / "汇编.txt"
    file.write_text(FIRST + SECOND, encoding="utf-8")
    assert split_member(file / "关于发放慰问金的通知") == (file, ())
    assert file_of(file / "关于发放慰问金的通知") == file_of(file) == file
    assert file_of(tmp_path / "no.txt") == tmp_path / "no.txt"
