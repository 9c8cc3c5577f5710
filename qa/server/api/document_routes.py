"""Routes of the documents (list, show, text, original, remove, restore) and of the libraries."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request, Response

from qa.errors import LibraryError, LibraryLockedError, QaError
from qa.json_output import contents_record, document_record
from qa.server.api.answer_models import LONGEST_LIST
from qa.server.api.conditional import IfNoneMatch, tag_reply
from qa.server.api.document_models import (
    ContentsModel,
    DocumentListModel,
    DocumentModel,
    LibrariesModel,
    TextRangeModel,
)
from qa.server.document_list import filtered_documents
from qa.server.gate import Gate
from qa.server.public_text import public_record, public_text
from qa.server.rights import Operation
from qa.server.served_library import ServedLibrary
from qa.types import DocumentContents, Filters
from qa.web.originals import original_file
from qa.web.service_observers import actor_of

_LARGEST = 2**63 - 1
DocumentId = Annotated[int, Path(ge=1, le=_LARGEST, description="the document's number in the library")]
_Position = Annotated[int, Query(ge=0, le=_LARGEST)]
_ORIGINAL: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
}


def document_routes(gate: Gate) -> APIRouter:
    """Return the routes.

    Args:
        gate: the libraries and who may use them.
    """
    router = APIRouter(tags=["documents"])
    _add_lists(router, gate)
    _add_contents(router, gate)
    _add_changing(router, gate)
    return router


def _add_lists(router: APIRouter, gate: Gate) -> None:
    """Add the routes that list documents and libraries."""
    Readable = Annotated[ServedLibrary, Depends(gate.for_(Operation.READ))]

    @router.get("/documents", response_model=DocumentListModel)
    def list_documents(
        *,
        library: Readable,
        request: Request,
        response: Response,
        filters: Annotated[Filters, Depends(_filters)],
        text: Annotated[str, Query(description="in title, issuer, 文号, status or file name")] = "",
        offset: _Position = 0,
        limit: Annotated[int, Query(ge=1, le=LONGEST_LIST)] = 50,
        if_none_match: IfNoneMatch = "",
    ) -> Any:
        """List the documents, newest first, a page at a time; the header `Link` has the address of the next page."""
        tag_reply(response, library, if_none_match)
        found = filtered_documents(library.service.documents(), filters, text)
        if offset + limit < len(found):
            following = request.url.include_query_params(offset=offset + limit, limit=limit)
            response.headers["Link"] = f'<{gate.root_path}{following.path}?{following.query}>; rel="next"'
        shown = [public_record(document_record(document)) for document in found[offset : offset + limit]]
        return {"total": len(found), "offset": offset, "documents": shown}

    @router.get("/libraries", response_model=LibrariesModel, tags=["libraries"])
    def list_libraries(request: Request) -> Any:
        """List the libraries that this client may read."""
        return {"libraries": [_library_record(gate, library, request) for library in gate.readable(request)]}


def _add_contents(router: APIRouter, gate: Gate) -> None:
    """Add the routes that return a document, a part of its text and its original file."""
    Readable = Annotated[ServedLibrary, Depends(gate.for_(Operation.READ))]

    @router.get("/documents/{document_id}", response_model=ContentsModel)
    def show_document(
        document_id: DocumentId, library: Readable, response: Response, if_none_match: IfNoneMatch = ""
    ) -> Any:
        """Return a document with its metadata, its text and the places of its passages."""
        tag_reply(response, library, if_none_match)
        return public_record(contents_record(document_of(library, document_id)))

    @router.get("/documents/{document_id}/text", response_model=TextRangeModel)
    def text_range(
        *,
        document_id: DocumentId,
        library: Readable,
        response: Response,
        start: _Position = 0,
        end: Annotated[int | None, Query(ge=0, le=_LARGEST)] = None,
        if_none_match: IfNoneMatch = "",
    ) -> Any:
        """Return a slice of a document's text, such as the one that a citation names."""
        tag_reply(response, library, if_none_match)
        text = document_of(library, document_id).text
        first, last, _ = slice(start, end).indices(len(text))
        return {"document_id": document_id, "start": first, "end": max(first, last), "text": text[first:last]}

    @router.get("/documents/{document_id}/original", response_class=Response, responses=_ORIGINAL)
    def original(document_id: DocumentId, library: Readable) -> Response:
        """Return the file from which a document was made."""
        try:
            return original_file(library.service.library, document_id)
        except QaError as error:
            raise HTTPException(404, public_text(error)) from error


def _add_changing(router: APIRouter, gate: Gate) -> None:
    """Add the routes that remove and restore a document."""
    Changed = Annotated[ServedLibrary, Depends(gate.for_(Operation.REMOVE))]

    @router.delete("/documents/{document_id}", status_code=204)
    def remove_document(document_id: DocumentId, library: Changed, request: Request) -> None:
        """Remove a document, with the other documents of its file if it is a compilation.

        The latest removals can be undone until the server is restarted.
        """
        document_of(library, document_id)
        removed = library.service.uploads.delete(document_id)
        titles = tuple(summary.metadata.title for summary in removed)
        library.service.observers.changed(actor_of(request), "document.remove", titles)

    @router.post("/documents/{document_id}/restore", response_model=DocumentModel)
    def restore_document(document_id: DocumentId, library: Changed, request: Request) -> Any:
        """Put a removed document back as it was, under its number, with the other documents of a compilation."""
        service = library.service
        summary = next((deleted for deleted in service.uploads.deleted if deleted.id == document_id), None)
        if summary is None:
            raise HTTPException(404, f"编号 {document_id} 的文件不在最近移除的里面，恢复不了")
        try:
            restored = service.uploads.restore(summary)
        except LibraryLockedError:
            raise
        except LibraryError as error:
            raise HTTPException(409, public_text(error)) from error
        service.observers.changed(actor_of(request), "document.restore", tuple(s.metadata.title for s in restored))
        return public_record(document_record(summary))


def _filters(
    issuer: Annotated[str, Query(description="a part of the issuer's name")] = "",
    since: date | None = None,
    until: date | None = None,
    document_number: str = "",
    status: Annotated[str, Query(description="a part of the status, such as 有效")] = "",
) -> Filters:
    return Filters(issuer, since, until, document_number, status)


def document_of(library: ServedLibrary, document_id: int) -> DocumentContents:
    """Return a document with its text.

    Raises:
        HTTPException: there is no such document, or it is damaged (404).
    """
    try:
        return library.service.document(document_id)
    except LibraryError as error:
        raise HTTPException(404, public_text(error)) from error


def _library_record(gate: Gate, library: ServedLibrary, request: Request) -> dict[str, Any]:
    service = library.service
    statistics = service.statistics()
    return {
        "name": library.name,
        "description": library.description,
        "documents": statistics.documents,
        "passages": statistics.passages,
        "generation": statistics.generation,
        "ready": service.is_ready,
        "operations": [operation for operation in Operation if gate.rights.allows(request, library.name, operation)],
    }
