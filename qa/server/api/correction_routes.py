"""The route that corrects the metadata of a document."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request

from qa.errors import LibraryError, LibraryLockedError, ModelMismatchError
from qa.json_output import document_record
from qa.server.api.document_routes import DocumentId, document_of
from qa.server.api.metadata_models import CorrectionModel, DocumentModel
from qa.server.gate import Gate
from qa.server.public_text import public_record, public_text
from qa.server.rights import Operation
from qa.server.served_library import ServedLibrary
from qa.web.service_observers import actor_of


def correction_routes(gate: Gate) -> APIRouter:
    """Return the route.

    Args:
        gate: the libraries and who may use them.
    """
    router = APIRouter(tags=["documents"])
    Changed = Annotated[ServedLibrary, Depends(gate.for_(Operation.ADD))]

    @router.patch("/documents/{document_id}", response_model=DocumentModel)
    def correct_metadata(
        document_id: DocumentId, corrections: CorrectionModel, library: Changed, request: Request
    ) -> Any:
        """Correct fields of a document's metadata, also for later versions of its file; other fields stay."""
        service, summary = library.service, document_of(library, document_id).summary
        changed: Any = corrections.model_dump(exclude_unset=True)
        if changed:
            try:
                service.library.correct_metadata(document_id, **changed)
            except (LibraryLockedError, ModelMismatchError):
                raise
            except LibraryError as error:
                raise HTTPException(422, public_text(error)) from error
            service.observers.changed(actor_of(request), "document.correct", (summary.metadata.title,))
        return public_record(document_record(document_of(library, document_id).summary))

    return router
