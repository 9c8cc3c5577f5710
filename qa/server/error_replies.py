"""Turn errors into replies: one table of status codes for all interfaces; each interface formats the body itself."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from qa.errors import BusyError, LibraryLockedError, QaError, QuestionError, QuestionSetError, ReadingError
from qa.server.jobs.job_queue import KeyReusedError
from qa.server.public_text import public_text

ErrorReply = Callable[[int, str, Mapping[str, str] | None, list[dict[str, Any]]], Response]
"""builds a reply from a status code, a message, further headers and the invalid fields of the request"""
_RETRY = {"Retry-After": "5"}
_DETAILS = {
    "There was an error parsing the body": "请求的正文读不懂，应是 UTF-8 的 JSON",
    "Content Too Large": "请求太大。请分几次发送",
    "Not Found": "没有这个地址",
    "Method Not Allowed": "这个地址不接受这种请求",
}
"""maps the messages of FastAPI and Starlette to the messages of this server"""
_STATUS: tuple[tuple[type[QaError], int], ...] = (
    (BusyError, 429),
    (QuestionError, 422),
    (QuestionSetError, 422),
    (ReadingError, 422),
    (LibraryLockedError, 409),
    (QaError, 503),
)
"""error classes with their status codes; the first class that matches an error decides"""


def add_error_replies(application: FastAPI, reply: ErrorReply) -> None:
    """Make an application reply to every error in the format of its interface.

    Args:
        application: the application.
        reply: builds a reply in that format.
    """

    def failed(_: Request, error: Exception) -> Response:
        status = next(status for kind, status in _STATUS if isinstance(error, kind))
        return reply(status, public_text(error), _RETRY if status in (409, 429, 503) else None, [])

    def refused(_: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return reply(error.status_code, _DETAILS.get(error.detail, error.detail), error.headers, [])

    def malformed(_: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        fields = _wrong_fields(error)
        if fields[0]["type"] == "json_invalid":
            return reply(422, "请求的正文不是 JSON。请检查引号、逗号和括号", None, fields)
        return reply(422, f"请求写得不对：{fields[0]['field']}（{fields[0]['message']}）", None, fields)

    def reused(_: Request, error: Exception) -> Response:
        return reply(422, "这个 Idempotency-Key 用过了，而那次的请求与这次不同。请换一个", None, [])

    def unexpected(_: Request, error: Exception) -> Response:
        # Starlette logs the error itself.
        return reply(500, "发生了意外的错误。详情见服务器的日志", None, [])

    application.add_exception_handler(Exception, unexpected)
    application.add_exception_handler(QaError, failed)
    application.add_exception_handler(HTTPException, refused)
    application.add_exception_handler(RequestValidationError, malformed)
    application.add_exception_handler(KeyReusedError, reused)


def _wrong_fields(error: RequestValidationError) -> list[dict[str, Any]]:
    """Return the invalid fields of a request with their messages, without their values, which may be large."""
    return [
        {"field": ".".join(map(str, wrong["loc"])) or "body", "message": wrong["msg"], "type": wrong["type"]}
        for wrong in error.errors()
    ]
