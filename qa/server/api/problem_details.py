"""Errors of the HTTP API: problem details after RFC 9457, with the message of the command line."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from qa.errors import BusyError, LibraryLockedError, QaError, QuestionError, QuestionSetError, ReadingError
from qa.server.jobs.job_queue import KeyReusedError
from qa.server.public_text import public_text
from qa.web.guards.refusal import PROBLEM_TYPE, problem_record

_RETRY = {"Retry-After": "5"}
_STATUS: tuple[tuple[type[QaError], int], ...] = (
    (BusyError, 429),
    (QuestionError, 422),
    (QuestionSetError, 422),
    (ReadingError, 422),
    (LibraryLockedError, 409),
    (QaError, 503),
)
"""the status of an error: that of the first class that it belongs to"""


class ProblemModel(BaseModel):
    """A problem (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str = Field(description="what was wrong and what to do, in Chinese")
    errors: list[dict[str, Any]] | None = Field(default=None, description="the wrong fields of the request")


PROBLEMS: dict[int | str, dict[str, Any]] = {
    "4XX": {"description": "The request cannot be answered", "content": {PROBLEM_TYPE: {}}, "model": ProblemModel},
    "503": {"description": "The library cannot answer now", "content": {PROBLEM_TYPE: {}}, "model": ProblemModel},
}
"""the problems of every route, for the OpenAPI document"""


def problem(
    status: int, detail: str, headers: Mapping[str, str] | None = None, errors: list[dict[str, Any]] | None = None
) -> JSONResponse:
    """Return a reply with a problem.

    Args:
        status: the status code.
        detail: what was wrong and what to do.
        headers: further headers.
        errors: the wrong fields of the request.
    """
    record = problem_record(status, detail) | ({"errors": errors} if errors else {})
    return JSONResponse(record, status_code=status, headers=headers, media_type=PROBLEM_TYPE)


def add_problems(application: FastAPI) -> None:
    """Let an application answer every error with a problem."""

    def failed(_: Request, error: Exception) -> Response:
        return problem(*status_and_text(error))

    def refused(_: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return problem(error.status_code, error.detail, error.headers)

    def malformed(_: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        errors = wrong_fields(error)
        return problem(422, f"请求写得不对：{errors[0]['field']}（{errors[0]['message']}）", errors=errors)

    def reused(_: Request, error: Exception) -> Response:
        return problem(422, "这个 Idempotency-Key 用过了，而那次的请求与这次不同。请换一个")

    def unexpected(_: Request, error: Exception) -> Response:
        # Starlette logs the error itself.
        return problem(500, "发生了意外的错误。详情见服务器的日志")

    application.add_exception_handler(Exception, unexpected)
    application.add_exception_handler(QaError, failed)
    application.add_exception_handler(HTTPException, refused)
    application.add_exception_handler(RequestValidationError, malformed)
    application.add_exception_handler(KeyReusedError, reused)


def status_and_text(error: Exception) -> tuple[int, str, Mapping[str, str] | None]:
    """Return the status, the text and the headers of the reply to an error of the package."""
    status = next(status for kind, status in _STATUS if isinstance(error, kind))
    return status, public_text(error), _RETRY if status in (409, 429, 503) else None


def wrong_fields(error: RequestValidationError) -> list[dict[str, Any]]:
    """Return the wrong fields of a request with their messages; not their values, which may be large."""
    return [
        {"field": ".".join(map(str, wrong["loc"])) or "body", "message": wrong["msg"], "type": wrong["type"]}
        for wrong in error.errors()
    ]
