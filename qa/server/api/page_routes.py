"""The route that shows the page of a citation as a picture."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response

from qa.errors import LibraryError, ReadingError
from qa.server.api.document_routes import DocumentId, document_of
from qa.server.gate import Gate
from qa.server.public_text import public_text
from qa.server.rights import Operation
from qa.server.served_library import ServedLibrary

_PNG = "image/png"
_PICTURE: dict[int | str, dict[str, Any]] = {
    200: {"content": {_PNG: {"schema": {"type": "string", "format": "binary"}}}}
}
_Offset = Annotated[int, Query(ge=0, le=2**63 - 1)]


def page_routes(gate: Gate) -> APIRouter:
    """Return the route.

    Args:
        gate: the libraries and who may use them.
    """
    router = APIRouter(tags=["documents"])
    Readable = Annotated[ServedLibrary, Depends(gate.for_(Operation.READ))]

    @router.get("/documents/{document_id}/page-image", response_class=Response, responses=_PICTURE)
    def page_image(
        document_id: DocumentId, start: _Offset, end: _Offset, library: Readable, request: Request
    ) -> Response:
        """Return the page of a citation as PNG, with a box around the cited text.

        Only PDF files, pictures and scanned OFD files have pages to show.
        """
        document_of(library, document_id)
        shown = library.service.library
        try:
            citation = shown.quote(document_id, start, end).citation
            # Drawing a page takes the processor like a question.
            with library.service.turn(gate.client(request)):
                picture = shown.page_image(citation)
        except (LibraryError, ReadingError) as error:
            raise HTTPException(404, public_text(error)) from error
        return Response(picture, media_type=_PNG, headers={"Cache-Control": "private, no-cache"})

    return router
