"""Routes for questions: ``/ask``, ``/ask-all``, ``/retrieve``, ``/feedback``."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from pydantic import BaseModel

from qa.feedback import Feedback
from qa.json_output import answer_record
from qa.server.api.answer_models import AnswerModel, LibraryAnswersModel, PassagesModel, QuestionModel, RetrievalModel
from qa.server.api.document_models import FeedbackModel
from qa.server.gate import Gate
from qa.server.libraries.all_answers import LibraryAnswer, all_answers
from qa.server.public_text import public_record, public_text
from qa.server.rights import Operation
from qa.server.served_library import ServedLibrary
from qa.types import Answer
from qa.web.guards.fair_turns import Client
from qa.web.service import Service


def ask_routes(gate: Gate) -> APIRouter:
    """Return the routes.

    Args:
        gate: the libraries and who may use them.
    """
    router = APIRouter(tags=["questions"])
    Readable = Annotated[ServedLibrary, Depends(gate.for_(Operation.READ))]
    Judged = Annotated[ServedLibrary, Depends(gate.for_(Operation.GIVE_FEEDBACK))]

    @router.post("/ask", response_model=AnswerModel)
    def ask(asked: QuestionModel, library: Readable, request: Request) -> Any:
        """Answer a question: the sentence that answers, the confidence and the passages, each with its citation."""
        answer = _answer(library.service, asked, gate.client(request))
        return _reply(AnswerModel, answer_record(answer, asked.id))

    @router.post("/ask-all", response_model=LibraryAnswersModel, tags=["libraries"])
    def ask_all(asked: QuestionModel, request: Request) -> Any:
        """Put a question to every library that this client may read; the best answer comes first."""
        services = {library.name: library.service for library in gate.readable(request)}
        if not services:
            raise HTTPException(404, "没有可以读的资料库")
        answers = all_answers(services, lambda service: _answer(service, asked, gate.client(request)))
        if failure := answers[0].failure:
            # Libraries that failed come last, so the others failed too.
            raise failure
        return {"answers": [_library_answer(each, asked.id) for each in answers]}

    @router.post("/retrieve", response_model=PassagesModel)
    def retrieve(asked: RetrievalModel, library: Readable, request: Request) -> Any:
        """Return the passages for a question, best first."""
        found = library.service.retrieve(asked.question, asked.k, asked.filters.arguments(), gate.client(request))
        return _reply(PassagesModel, {"question": asked.question, "passages": [hit.to_dict() for hit in found]})

    @router.post("/feedback", status_code=204)
    def give_feedback(given: FeedbackModel, library: Judged) -> None:
        """Store a reader's verdict on an answer; `qa feedback` exports the latest ones as questions."""
        library.service.store_feedback(Feedback(**given.model_dump()))

    return router


def _reply(model: type[BaseModel], record: dict[str, Any]) -> Response:
    """Check a record against its model and serialise it in this thread; FastAPI would hand it to another thread."""
    return Response(model.model_validate(public_record(record)).model_dump_json(), media_type="application/json")


def _answer(service: Service, asked: QuestionModel, client: Client) -> Answer:
    filters = asked.filters.arguments()
    return service.ask(asked.question, asked.earlier, asked.narrow, filters, client=client, k=asked.k)


def _library_answer(found: LibraryAnswer, question_id: str) -> dict[str, Any]:
    return {
        "library": found.library,
        "answer": public_record(answer_record(found.answer, question_id)) if found.answer else None,
        "error": public_text(found.failure) if found.failure else None,
    }
