"""Downloads of the documents' original files."""

from pathlib import Path
from typing import TYPE_CHECKING

from qa.errors import QaError
from qa.library import Library
from qa.reading import read_bytes, split_member
from qa.web.escaping import without_folder

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.responses import Response

_BINARY = "application/octet-stream"


def add_original_files(server: "FastAPI", library: Library) -> None:
    """Add a route ``/original/ID`` that sends the file of a document; only files of documents in the library.

    A file on the disk is sent in small parts. A file in a zip archive is unpacked first, in memory; its size is limited
    by the setting ``file_bytes``.

    Args:
        server: the server of the page.
        library: the library with the documents.
    """
    from starlette.responses import FileResponse, PlainTextResponse, Response

    def original(document_id: int) -> "Response":
        try:
            source = Path(library.document(document_id).summary.source)
        except QaError as error:
            return PlainTextResponse(without_folder(str(error), library.folder), status_code=404)
        disposition = FileResponse(source, filename=source.name).headers["content-disposition"]
        if not split_member(source)[1] and source.is_file():
            return FileResponse(source, media_type=_BINARY, filename=source.name)
        try:
            content = read_bytes(source, library.settings.file_bytes)
        except QaError as error:
            return PlainTextResponse(without_folder(str(error), source), status_code=404)
        return Response(content, media_type=_BINARY, headers={"Content-Disposition": disposition})

    server.add_api_route("/original/{document_id}", original, response_model=None, methods=["GET", "HEAD"])
