"""Downloads of the documents' original files."""

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from qa.errors import QaError
from qa.library import Library
from qa.reading import read_bytes
from qa.web.escaping import without_folder

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.responses import Response


def add_original_files(server: "FastAPI", library: Library) -> None:
    """Add a route ``/original/ID`` that sends the file of a document; only files of documents in the library.

    Args:
        server: the server of the page.
        library: the library with the documents.
    """
    from starlette.responses import PlainTextResponse, Response

    def original(document_id: int) -> "Response":
        try:
            source = Path(library.document(document_id).summary.source)
        except QaError as error:
            return PlainTextResponse(without_folder(str(error), library.folder), status_code=404)
        try:
            content = read_bytes(source, library.settings.file_bytes)
        except QaError as error:
            return PlainTextResponse(without_folder(str(error), source), status_code=404)
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(source.name)}",
            "X-Content-Type-Options": "nosniff",
        }
        return Response(content, media_type="application/octet-stream", headers=headers)

    server.add_api_route("/original/{document_id}", original, response_model=None)
