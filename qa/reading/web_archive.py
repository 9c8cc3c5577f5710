"""Web pages as browsers save them in one file: MHTML (RFC 2557)."""

from email import message_from_bytes, policy
from email.errors import MessageError

from qa.errors import ReadingError
from qa.messages import Message


def archived_page(content: bytes, source: str) -> bytes:
    """The HTML of a saved page, of one with frames that of the longest frame.

    Raises:
        ReadingError: there is no page in it; ``source`` names it in the message.
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
            # It only says where its frames stand: beside a menu, the text is in the longest of them.
            return max(pages[1:] or pages, key=len)
        if pages:
            return pages[0]
    except (MessageError, LookupError, ValueError, TypeError, AttributeError) as error:
        raise ReadingError(Message("网页存档打不开：{source}（文件损坏）。请重新保存网页", source=source)) from error
    raise ReadingError(Message("网页存档里没有网页：{source}。请在浏览器里重新保存为 mhtml 或 html", source=source))
