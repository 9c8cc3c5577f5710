"""Read web pages that a browser saved into one file: MHTML (RFC 2557)."""

from email import message_from_bytes, policy
from email.errors import MessageError

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.formats import html_page
from qa.reading.formats.base import Format
from qa.reading.formats.extracted_text import ExtractedText


def web_archive_text(content: bytes, source: str) -> ExtractedText:
    """Return the text of a saved page.

    Raises:
        ReadingError: the archive is damaged or holds no page, or its page cannot be read; ``source`` names it in the
            message.
    """
    return html_page.FORMAT.extract(archived_page(content, source), source)


def archived_page(content: bytes, source: str) -> bytes:
    """Return the HTML of a saved page; for a page with frames, the HTML of the longest frame.

    Raises:
        ReadingError: the archive is damaged or holds no page; ``source`` names it in the message.
    """
    try:
        message = message_from_bytes(content, policy=policy.default)
        pages = [
            page
            for part in message.walk()
            if part.get_content_type() in ("text/html", "application/xhtml+xml")
            and isinstance(page := part.get_payload(decode=True), bytes)
            and page.strip()
        ]
        if pages and b"<frameset" in pages[0].lower():
            # The first page only places the frames; beside a menu, the text is in the longest frame.
            return max(pages[1:] or pages, key=len)
        if pages:
            return pages[0]
    except (MessageError, LookupError, ValueError, TypeError, AttributeError) as error:
        raise ReadingError(Message("网页存档打不开：{source}（文件损坏）。请重新保存网页", source=source)) from error
    raise ReadingError(Message("网页存档里没有网页：{source}。请在浏览器里重新保存为 mhtml 或 html", source=source))


FORMAT = Format(
    suffixes=(".mht", ".mhtml"),
    media_type="multipart/related",
    extract=web_archive_text,
)
