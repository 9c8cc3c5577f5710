"""Routes of the open questions and of the answers that a person chooses: ``/open-questions``, ``/pins``."""

import json
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request, Response

from qa.errors import LibraryError
from qa.json_output import pin_record
from qa.pin_questions import pins_as_questions
from qa.server.api.document_routes import document_of
from qa.server.api.pin_models import ForgottenModel, NewPinModel, OpenQuestionsModel, PinModel, PinsModel
from qa.server.gate import Gate
from qa.server.public_text import public_record, public_text
from qa.server.rights import Operation
from qa.server.served_library import ServedLibrary
from qa.web.service_observers import actor_of

_LINES = "application/x-ndjson"
_QUESTION_SET: dict[int | str, dict[str, Any]] = {200: {"content": {_LINES: {"schema": {"type": "string"}}}}}


def pin_routes(gate: Gate) -> APIRouter:
    """Return the routes.

    Args:
        gate: the libraries and who may use them.
    """
    router = APIRouter(tags=["pins"])
    _add_open_questions(router, gate)
    _add_pins(router, gate)
    return router


def _add_open_questions(router: APIRouter, gate: Gate) -> None:
    Pinned = Annotated[ServedLibrary, Depends(gate.for_(Operation.PIN))]

    @router.get("/open-questions", response_model=OpenQuestionsModel)
    def list_open_questions(library: Pinned) -> Any:
        """List the questions without a pin that were not answered or whose answer somebody disliked."""
        desk = library.service.desk
        return {"days": desk.days, "questions": [asdict(count) for count in desk.open_questions()]}

    @router.delete("/open-questions", response_model=ForgottenModel)
    def forget_open_question(question: Annotated[str, Query(min_length=1, max_length=2000)], library: Pinned) -> Any:
        """Delete a question, in all its forms, from the log."""
        return {"deleted": library.service.desk.log.forget(question)}


def _add_pins(router: APIRouter, gate: Gate) -> None:
    Pinned = Annotated[ServedLibrary, Depends(gate.for_(Operation.PIN))]

    @router.get("/pins", response_model=PinsModel)
    def list_pins(library: Pinned) -> Any:
        """List the pins, and whether their texts still stand in their documents."""
        return {"pins": [public_record(pin_record(pinned)) for pinned in library.service.library.pins()]}

    @router.post("/pins", status_code=201, response_model=PinModel)
    def add_pin(new: NewPinModel, library: Pinned, request: Request) -> Any:
        """Choose a text of a document as the answer to a question and its variants."""
        present = document_of(library, new.document_id).text
        try:
            pinned = library.service.desk.pin(actor_of(request), **new.model_dump())
        except LibraryError as error:
            if (text := new.text.strip()) and text in present:
                raise
            raise HTTPException(422, public_text(error)) from error
        return public_record(pin_record(pinned))

    @router.get("/pins/question-set", response_class=Response, responses=_QUESTION_SET)
    def export_pins(library: Pinned) -> Response:
        """Return the pins as a question set that `qa evaluate` reads."""
        rows = pins_as_questions(library.service.library.pins())
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        return Response(lines, media_type=_LINES)

    @router.delete("/pins/{pin_id}", status_code=204)
    def remove_pin(pin_id: Annotated[int, Path(ge=1, le=2**63 - 1)], library: Pinned, request: Request) -> None:
        """Remove a pin."""
        if all(pinned.pin.id != pin_id for pinned in library.service.library.pins()):
            raise HTTPException(404, f"没有编号为 {pin_id} 的人工指定")
        library.service.desk.unpin(actor_of(request), pin_id)
