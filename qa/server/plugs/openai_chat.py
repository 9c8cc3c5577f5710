"""The chat interface of OpenAI's API: each library is a model that answers with quotations and citations."""

import json
import time
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal
from uuid import uuid4

from fastapi import FastAPI, HTTPException, Request
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, Response, StreamingResponse

from qa.server.answer_text import MARKDOWN, answer_text
from qa.server.error_replies import add_error_replies
from qa.server.gate import Gate, passage_link
from qa.server.rights import Operation
from qa.server.served_library import ServedLibrary

_USAGE = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
"""token counts of the reply, which are zero because no language model is used"""


class ContentPart(BaseModel):
    """A part of a message; parts other than text are ignored."""

    type: str
    text: str = ""


class ChatMessage(BaseModel):
    """A message of a conversation."""

    role: str
    content: str | list[ContentPart] | None = None

    @property
    def text(self) -> str:
        """The text of the message."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class StreamOptions(BaseModel):
    """The options of a stream."""

    include_usage: bool = False


class ChatRequest(BaseModel):
    """A conversation whose last message is the question. Parameters of language models are ignored."""

    model: str = Field(description="the name of a library")
    messages: Annotated[list[ChatMessage], Field(min_length=1, max_length=1000)]
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    user: str | None = Field(
        default=None, max_length=200, description="the person who asks; their questions take turns"
    )


def openai_application(gate: Gate) -> FastAPI:
    """Return the interface, to be mounted at ``/v1``.

    Args:
        gate: the libraries and who may use them.
    """
    application = FastAPI(title="gongwen-qa for OpenAI clients", docs_url=None, redoc_url=None)

    @application.get("/models")
    def list_models(request: Request) -> Any:
        """List the libraries as models."""
        return {"object": "list", "data": [_model(library) for library in gate.readable(request)]}

    @application.get("/models/{name}")
    def show_model(name: str, request: Request) -> Any:
        """Return a library as a model."""
        return _model(gate.library(request, name, Operation.READ))

    @application.post("/chat/completions", response_model=None)
    def complete(asked: ChatRequest, request: Request) -> Any:
        """Answer the last question of a conversation with quotations and citations, as Markdown."""
        library = gate.library(request, asked.model, Operation.READ)
        questions = [message.text for message in asked.messages if message.role == "user"]
        if not questions or asked.messages[-1].role != "user":
            raise HTTPException(422, "对话的最后一条应是用户（role 为 user）的问题")
        answer = library.service.ask(questions[-1], questions[:-1], client=gate.client(request, asked.user or ""))
        address = gate.address(request, library.name)
        text = answer_text(answer, MARKDOWN, lambda citation: passage_link(address, citation))
        if asked.stream:
            with_usage = bool(asked.stream_options and asked.stream_options.include_usage)
            return StreamingResponse(_events(library.name, text, with_usage), media_type="text/event-stream")
        choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
        return _head(library.name, "chat.completion") | {"choices": [choice], "usage": _USAGE}

    add_error_replies(application, _error)
    return application


def _model(library: ServedLibrary) -> dict[str, Any]:
    return {"id": library.name, "object": "model", "created": 0, "owned_by": "gongwen-qa"}


def _head(model: str, kind: Literal["chat.completion", "chat.completion.chunk"]) -> dict[str, Any]:
    return {"id": f"chatcmpl-{uuid4().hex}", "object": kind, "created": int(time.time()), "model": model}


def _events(model: str, text: str, with_usage: bool) -> Iterator[str]:
    """Yield an answer as server-sent events, one per paragraph; ``with_usage`` adds an event with the token counts."""
    head = _head(model, "chat.completion.chunk")
    paragraphs = text.split("\n\n")
    parts = [f"{paragraph}\n\n" for paragraph in paragraphs[:-1]] + paragraphs[-1:]
    deltas: list[tuple[dict[str, str], str | None]] = [({"role": "assistant", "content": ""}, None)]
    deltas += [({"content": part}, None) for part in parts]
    for delta, reason in (*deltas, ({}, "stop")):
        yield _event(head | {"choices": [{"index": 0, "delta": delta, "finish_reason": reason}]})
    if with_usage:
        yield _event(head | {"choices": [], "usage": _USAGE})
    yield "data: [DONE]\n\n"


def _event(record: dict[str, Any]) -> str:
    return f"data: {json.dumps(record, ensure_ascii=False)}\n\n"


def _error(status: int, text: str, headers: Mapping[str, str] | None, _: list[dict[str, Any]]) -> Response:
    kind = "rate_limit_error" if status == 429 else "server_error" if status >= 500 else "invalid_request_error"
    code = "model_not_found" if status == 404 else None
    body = {"error": {"message": text, "type": kind, "param": None, "code": code}}
    return JSONResponse(body, status_code=status, headers=headers)
