"""Read mails (eml, RFC 5322). Attachments become separate documents; see ``qa.reading.zip_members``."""

import io
import mimetypes
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.formats.base import Format
from qa.reading.formats.encrypted import encrypted_error
from qa.reading.formats.extracted_text import ExtractedText
from qa.reading.formats.html_page import html_text
from qa.reading.text_encoding import decode

MAIL_SUFFIX = ".eml"
_FIELDS = {"from": "发件人", "to": "收件人", "cc": "抄送"}
_DAMAGED = (MessageError, LookupError, ValueError, TypeError, AttributeError)
"""the exceptions of the package ``email`` for damaged mails"""
_ENCRYPTED = {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}
_SEPARATORS = re.compile(r"[/\\\x00-\x1f]+")
_MOST_ATTACHMENTS = 1000


def mail_text(content: bytes, source: str) -> ExtractedText:
    """Return the text of a mail: subject, sender, receivers, date and names of attachments, then the message.

    Raises:
        ReadingError: the mail is damaged or encrypted, has neither header fields nor attachments, or its message cannot
            be read; ``source`` names it in the message.
    """
    try:
        mail = _parsed(content)
        if mail.get_content_type() in _ENCRYPTED and mail.get_param("smime-type") != "signed-data":
            raise encrypted_error(source)
        head = list(_head(mail))
        message = _message(mail, source)
        subject = " ".join(str(mail.get("subject", "")).split())
    except _DAMAGED as error:
        raise _damage_error(source) from error
    if not head and not subject:
        raise _damage_error(source)
    lines = [f"主题：{subject}"] * bool(subject) + head
    return replace(message, text="\n".join([*lines, "", message.text]).strip(), title=subject, headings=(), tables=())


def attachments(content: bytes, source: str) -> zipfile.ZipFile:
    """Return the attachments of a mail as a zip file, so that they can be read like members of an archive.

    The zip file does not contain pictures that the message shows, empty attachments, further attachments with the name
    of an earlier one, and attachments after the first ``_MOST_ATTACHMENTS``.

    Raises:
        ReadingError: the mail is damaged; ``source`` names it in the message.
    """
    packed = io.BytesIO()
    try:
        with zipfile.ZipFile(packed, "w") as archive:
            for name, data in _named_attachments(_parsed(content)):
                if name not in archive.namelist():
                    archive.writestr(name, data)
    except _DAMAGED as error:
        raise _damage_error(source) from error
    return zipfile.ZipFile(packed)


def _parsed(content: bytes) -> EmailMessage:
    mail = message_from_bytes(content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def _head(mail: EmailMessage) -> Iterator[str]:
    for field, name in _FIELDS.items():
        value = " ".join(str(mail.get(field, "")).split())
        if value:
            yield f"{name}：{value}"
    date = getattr(mail.get("date"), "datetime", None)
    if isinstance(date, datetime):
        yield f"日期：{date.year}年{date.month}月{date.day}日"
    names = [name for name, _ in _named_attachments(mail)]
    if names:
        yield f"附件：{'、'.join(names)}"


def _message(mail: EmailMessage, source: str) -> ExtractedText:
    """Return the text of the plain text part of a mail, or else of its HTML part; empty if neither has text."""
    for kind in ("plain", "html"):
        part = mail.get_body((kind,))
        payload = part.get_payload(decode=True) if part is not None else None
        if part is not None and isinstance(payload, bytes) and payload.strip():
            text = _decoded(payload, part.get_content_charset(), source)
            return ExtractedText(text) if kind == "plain" else html_text(text, source)
    return ExtractedText("")


def _decoded(payload: bytes, charset: str | None, source: str) -> str:
    """Decode a text by the character set that the mail states, or as UTF-8 if it states none.

    GB2312 and GBK are read as GB18030. If the text cannot be decoded so, the encoding is detected.
    """
    known = "gb18030" if charset in ("gb2312", "gbk") else charset
    try:
        return payload.decode(known or "utf-8").replace("\r\n", "\n")
    except (LookupError, UnicodeDecodeError):
        return decode(payload, source)[0]


def _named_attachments(mail: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """Yield the names and the bytes of the attachments; attachments without a name are numbered.

    Pictures that the message shows, empty attachments and those after the first ``_MOST_ATTACHMENTS`` are left out.
    """
    count = 0
    for part in mail.iter_attachments() if mail.is_multipart() else ():
        is_shown = part.get_content_maintype() == "image" and (
            part.get_content_disposition() == "inline" or part.get("content-id")
        )
        if is_shown or count >= _MOST_ATTACHMENTS or not isinstance(part, EmailMessage):
            continue
        count += 1
        data = _attached_bytes(part)
        if data:
            is_mail = part.get_content_type() == "message/rfc822"
            ending = MAIL_SUFFIX if is_mail else mimetypes.guess_extension(part.get_content_type()) or ""
            yield _SEPARATORS.sub("_", part.get_filename() or f"附件{count}{ending}").lstrip("."), data


def _attached_bytes(part: EmailMessage) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        return inner[0].as_bytes() if isinstance(inner, list) and isinstance(inner[0], EmailMessage) else b""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _damage_error(source: str) -> ReadingError:
    return ReadingError(Message("邮件打不开：{source}（文件损坏或不是 eml）。请在邮箱里重新导出", source=source))


FORMAT = Format(
    suffixes=(MAIL_SUFFIX,),
    media_type="message/rfc822",
    extract=mail_text,
)
