"""Open WebUI's interface for an external web search, with passages in place of web pages."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, Response

from qa.citation_text import citation_line
from qa.server.error_replies import add_error_replies
from qa.server.gate import Gate, passage_link
from qa.server.rights import Operation
from qa.server.served_library import ServedLibrary


class SearchQuery(BaseModel):
    """A request of Open WebUI."""

    query: str
    count: int = Field(default=5, ge=1, le=100)


class SearchResult(BaseModel):
    """A passage in the form of a search result for Open WebUI."""

    link: str
    title: str
    snippet: str


def web_search_application(gate: Gate) -> FastAPI:
    """Return the interface, to be mounted at ``/openwebui``.

    Args:
        gate: the libraries and who may use them.
    """
    application = FastAPI(title="gongwen-qa for Open WebUI", docs_url=None, redoc_url=None)
    Readable = Annotated[ServedLibrary, Depends(gate.for_(Operation.READ))]

    @application.post("/search", response_model=list[SearchResult])
    def search(asked: SearchQuery, library: Readable, request: Request) -> Any:
        """Return the passages for a query, best first."""
        hits = library.service.retrieve(asked.query, asked.count, client=gate.client(request))
        address = gate.address(request, library.name)
        return [
            {
                "link": passage_link(address, hit.citation),
                "title": citation_line(hit.citation),
                "snippet": hit.text,
            }
            for hit in hits
        ]

    add_error_replies(application, _error)
    return application


def _error(status: int, text: str, headers: Mapping[str, str] | None, _: list[dict[str, Any]]) -> Response:
    return JSONResponse({"detail": text}, status_code=status, headers=headers)
