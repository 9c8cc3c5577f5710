"""Mails and their attachments."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from qa.errors import ReadingError
from qa.reading import find_files, read_bytes, read_document
from tests.reading.formats.test_registry import word_file, zip_file

WORD = "vnd.openxmlformats-officedocument.wordprocessingml.document"


def mail(body: str = "请各单位周五前报送。", charset: str = "utf-8", subtype: str = "plain") -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "报送通知", "办公室 <a@b.cn>", "各单位 <c@d.cn>"
    message["Date"] = "Mon, 06 May 2024 09:00:00 +0800"
    message.set_content(body, subtype=subtype, charset=charset)
    return message


def read_all(path: Path) -> tuple[dict[str, str], list[str]]:
    problems: list[str] = []
    files = list(find_files([path], lambda _, why: problems.append(why)))
    texts = {file.relative_to(path.parent).as_posix(): read_document(file, read_bytes(file)).text for file in files}
    return texts, problems


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
@pytest.mark.parametrize("name", ["a.eml", "a", "a.doc"])
def test_the_fields_and_the_message_are_read(name: str, charset: str) -> None:
    document = read_document(Path("/d") / name, mail(charset=charset).as_bytes())
    lines = document.text.split("\n")
    assert lines[0] == "主题：报送通知"
    assert lines[1:4] == ["发件人：办公室 <a@b.cn>", "收件人：各单位 <c@d.cn>", "日期：2024年5月6日"]
    assert document.text.endswith("请各单位周五前报送。")
    assert document.metadata.title == "报送通知"


def test_a_message_that_is_a_page_is_read_as_such() -> None:
    text = read_document(Path("/d/a.eml"), mail("<p>甲。</p><p>乙。</p>", subtype="html").as_bytes()).text
    assert text.endswith("甲。\n乙。")


def test_attachments_are_documents_of_their_own(tmp_path: Path) -> None:
    message, inner = mail(), mail("转发的内容。")
    message.add_attachment(word_file(), "application", WORD, filename="办法.docx")
    message.add_attachment(zip_file({"c.txt": "附件中的文件。".encode()}), "application", "zip", filename="包.zip")
    message.add_attachment(inner)
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    texts, problems = read_all(tmp_path / "a.eml")
    assert list(texts) == ["a.eml", "a.eml/办法.docx", "a.eml/包.zip/c.txt", "a.eml/附件3.eml"]
    assert "附件：办法.docx、包.zip、附件3.eml" in texts["a.eml"]
    assert texts["a.eml/包.zip/c.txt"] == "附件中的文件。"
    assert texts["a.eml/附件3.eml"].endswith("转发的内容。")
    assert problems == []


def test_mails_in_an_archive_are_read_with_their_attachments(tmp_path: Path) -> None:
    message = mail()
    message.add_attachment("附件。".encode(), "text", "plain", filename="b.txt")
    (tmp_path / "z.zip").write_bytes(zip_file({"in/a.eml": message.as_bytes()}))
    assert list(read_all(tmp_path / "z.zip")[0]) == ["z.zip/in/a.eml", "z.zip/in/a.eml/b.txt"]


def test_the_name_of_an_attachment_cannot_lead_out_of_the_mail(tmp_path: Path) -> None:
    message = mail()
    message.add_attachment(b"text", "text", "plain", filename="../../x.txt")
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    assert list(read_all(tmp_path / "a.eml")[0]) == ["a.eml", "a.eml/_.._x.txt"]


def test_pictures_that_the_message_shows_are_no_attachments(tmp_path: Path) -> None:
    message = mail("<p>甲。<img src='cid:1'></p>", subtype="html")
    message.add_attachment(b"GIF89a", "image", "gif", cid="<1>", disposition="inline", filename="logo.gif")
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    assert list(read_all(tmp_path / "a.eml")[0]) == ["a.eml"]


def test_an_encrypted_mail_is_refused_as_encrypted() -> None:
    content = b"From: a@b.cn\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nMIIB"
    with pytest.raises(ReadingError, match=r"文件已加密：/d/a\.eml"):
        read_document(Path("/d/a.eml"), content)


def test_a_file_that_is_no_mail_is_refused() -> None:
    with pytest.raises(ReadingError, match=r"邮件打不开：/d/a\.eml"):
        read_document(Path("/d/a.eml"), b"\x00\x01\x02")
