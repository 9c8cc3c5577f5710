"""Downloads of the documents' original files."""

from pathlib import Path
from typing import TYPE_CHECKING

from qa.errors import QaError
from qa.library import Library
from qa.reading import file_of, read_bytes, split_member
from qa.web.escaping import without_folder

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.responses import Response

_BINARY = "application/octet-stream"


def add_original_files(server: "FastAPI", library: Library) -> None:
    """Add a route ``/original/ID`` that sends the file of a document in the library, and no other files.

    It replies with status 404 if there is no such document or its file cannot be read.

    Args:
        server: the server of the page.
        library: the library with the documents.
    """
    from starlette.responses import PlainTextResponse

    def original(document_id: int) -> "Response":
        try:
            return original_file(library, document_id)
        except QaError as error:
            return PlainTextResponse(str(error), status_code=404)

    server.add_api_route("/original/{document_id}", original, response_model=None, methods=["GET", "HEAD"])


def original_file(library: Library, document_id: int) -> "Response":
    """Return a reply with the file of a document.

    A file on the disk is sent in small parts. A file in a zip archive is unpacked first, in memory; its size is limited
    by the setting ``file_bytes``.

    Args:
        library: the library with the document.
        document_id: the document's number.

    Raises:
        QaError: there is no such document, or its file cannot be read; the text names no folder.
    """
    from starlette.responses import FileResponse, Response

    folder = library.folder
    try:
        source = folder = file_of(Path(library.document(document_id).summary.source))
        disposition = FileResponse(source, filename=source.name).headers["content-disposition"]
        if not split_member(source)[1] and source.is_file():
            return FileResponse(source, media_type=_BINARY, filename=source.name)
        content = read_bytes(source, library.settings.file_bytes)
    except QaError as error:
        raise type(error)(without_folder(str(error), folder)) from error
    return Response(content, media_type=_BINARY, headers={"Content-Disposition": disposition})
