"""Dify's external knowledge API: return passages for a query, with filters on metadata.

https://docs.dify.ai/guides/knowledge-base/external-knowledge-api
"""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, Response

from qa.citation_text import citation_line
from qa.server.error_replies import add_error_replies
from qa.server.gate import Gate, passage_link
from qa.server.plugs.dify_condition import MetadataCondition, filters_of, fulfils
from qa.server.rights import Operation
from qa.types import Citation, Hit

_UNKNOWN_KNOWLEDGE = 2001
"""Dify's code for a knowledge base that does not exist"""
_CONSIDERED = 200
"""number of passages to retrieve before a condition on metadata is checked"""


class RetrievalSetting(BaseModel):
    """The number of passages wanted, and the lowest score that they may have."""

    top_k: int = Field(default=5, ge=1, le=_CONSIDERED)
    score_threshold: float | None = 0.0


class KnowledgeQuery(BaseModel):
    """A request of Dify."""

    knowledge_id: str = Field(description="the name of a library")
    query: str
    retrieval_setting: RetrievalSetting = RetrievalSetting()
    metadata_condition: MetadataCondition | None = None


def dify_application(gate: Gate) -> FastAPI:
    """Return the interface, to be mounted at ``/dify``.

    Args:
        gate: the libraries and who may use them.
    """
    application = FastAPI(title="gongwen-qa for Dify", docs_url=None, redoc_url=None)

    @application.post("/retrieval")
    def retrieve(asked: KnowledgeQuery, request: Request) -> Any:
        """Return the passages for a query, best first."""
        if asked.knowledge_id not in gate.libraries:
            raise HTTPException(404, f"没有这个资料库：{asked.knowledge_id}")
        library = gate.library(request, asked.knowledge_id, Operation.READ)
        condition, wanted = asked.metadata_condition, asked.retrieval_setting
        count = _CONSIDERED if condition else wanted.top_k
        found = library.service.scored(asked.query, count, filters_of(condition), gate.client(request))
        address = gate.address(request, library.name)
        records = [
            _record(hit, score, address)
            for hit, score in found
            if score >= (wanted.score_threshold or 0.0) and (condition is None or fulfils(hit.citation, condition))
        ]
        return {"records": records[: wanted.top_k]}

    add_error_replies(application, _error)
    return application


def _record(hit: Hit, score: float, address: str) -> dict[str, Any]:
    return {
        "content": hit.text,
        "score": score,
        "title": hit.citation.title,
        "metadata": _metadata(hit.citation, address),
    }


def _metadata(citation: Citation, address: str) -> dict[str, Any]:
    """Return the metadata of a passage, with an empty string for a missing value, because Dify does not accept null."""
    fields = citation.to_dict() | {"source": PurePath(citation.source).name}
    stated = {name: "" if value is None else value for name, value in fields.items()}
    return stated | {"citation": citation_line(citation), "link": passage_link(address, citation)}


def _error(status: int, text: str, headers: Mapping[str, str] | None, _: list[dict[str, Any]]) -> Response:
    body = {"error_code": _UNKNOWN_KNOWLEDGE if status == 404 else status, "error_msg": text}
    return JSONResponse(body, status_code=status, headers=headers)
