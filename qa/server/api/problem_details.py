"""Errors of the HTTP API: problem details (RFC 9457) with the same messages as on the command line."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, Field
from starlette.responses import JSONResponse

from qa.web.guards.refusal import PROBLEM_TYPE, problem_record


class ProblemModel(BaseModel):
    """A problem (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str = Field(description="what was wrong and what to do, in Chinese")
    errors: list[dict[str, Any]] | None = Field(default=None, description="the wrong fields of the request")


_SCHEMA = {"schema": ProblemModel.model_json_schema()}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"description": description, "content": {PROBLEM_TYPE: _SCHEMA}}
    for status, description in {"4XX": "The request cannot be answered", "503": "Nothing can be answered now"}.items()
}
"""the problems of every route, for the OpenAPI document"""


def problem(status: int, detail: str, headers: Mapping[str, str] | None, errors: list[dict[str, Any]]) -> JSONResponse:
    """Return an error reply.

    Args:
        status: the status code.
        detail: the message: what went wrong and what to do.
        headers: further headers.
        errors: the invalid fields of the request.
    """
    record = problem_record(status, detail) | ({"errors": errors} if errors else {})
    return JSONResponse(record, status_code=status, headers=headers, media_type=PROBLEM_TYPE)
