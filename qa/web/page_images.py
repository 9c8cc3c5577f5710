"""Pictures of the pages of the documents' original files, with the cited text boxed."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request

from qa.citation_text import document_citation
from qa.errors import BusyError, QaError
from qa.index.store import on_page
from qa.server.accounts.roles import identity_of
from qa.types import Citation, DocumentContents, Span
from qa.web.escaping import without_folder
from qa.web.guards.client_address import address_of_client
from qa.web.guards.fair_turns import Client

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.responses import Response

    from qa.web.service import Service

_WITH_PICTURES = ("application/pdf", "image/")
"""the beginnings of the media types whose pages can be shown"""
_OFD = "application/ofd"
"""the media type of OFD files, whose pages can be shown only if they are scans"""


def add_page_images(server: "FastAPI", service: "Service") -> None:
    """Add a route ``/page/ID/START/END`` that sends the page of a citation as a PNG file, with the cited text boxed.

    It replies with status 404 if the page cannot be shown, and with 503 if too many questions wait.

    Args:
        server: the server of the page.
        service: the service of the library with the documents. Drawing a page waits for a turn, as a question does.
    """
    from starlette.responses import PlainTextResponse, Response

    def page(document_id: int, start: int, end: int, request: Request) -> "Response":
        library = service.library
        folder = library.folder
        client = Client(identity_of(request.scope).name or address_of_client(request.scope))
        try:
            contents = library.document(document_id)
            folder = Path(contents.summary.source)
            with service.turn(client):
                picture = library.page_image(_citation(contents, Span(start, end)))
        except QaError as error:
            status = 503 if isinstance(error, BusyError) else 404
            return PlainTextResponse(without_folder(str(error), folder), status_code=status)
        return Response(picture, media_type="image/png")

    server.add_api_route("/page/{document_id}/{start}/{end}", page, response_model=None, methods=["GET"])


def shown_page(contents: DocumentContents, cited: Span) -> int | None:
    """Return the number of the page on which a cited span begins; ``None`` if pages of the file cannot be shown."""
    citation = _citation(contents, cited)
    is_scan = contents.media_type.partition(";")[0] == _OFD and citation.recognition is not None
    return citation.page if is_scan or contents.media_type.startswith(_WITH_PICTURES) else None


def _citation(contents: DocumentContents, cited: Span) -> Citation:
    whole = replace(document_citation(contents.summary), start=cited.start, end=cited.end)
    return on_page(whole, contents.pages, contents.recognised)
