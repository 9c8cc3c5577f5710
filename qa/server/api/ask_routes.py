"""Routes for questions: ``/ask``, ``/retrieve``, ``/feedback``."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request

from qa.feedback import Feedback
from qa.json_output import answer_record
from qa.server.api.answer_models import AnswerModel, PassagesModel, QuestionModel, RetrievalModel
from qa.server.api.document_models import FeedbackModel
from qa.server.gate import Gate
from qa.server.public_text import public_record
from qa.server.rights import Operation
from qa.server.served_library import ServedLibrary


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
        answer = library.service.ask(
            asked.question,
            asked.earlier,
            asked.narrow,
            asked.filters.arguments(),
            client=gate.client(request),
            k=asked.k,
        )
        return public_record(answer_record(answer, asked.id))

    @router.post("/retrieve", response_model=PassagesModel)
    def retrieve(asked: RetrievalModel, library: Readable, request: Request) -> Any:
        """Return the passages for a question, best first."""
        found = library.service.retrieve(asked.question, asked.k, asked.filters.arguments(), gate.client(request))
        return public_record({"question": asked.question, "passages": [hit.to_dict() for hit in found]})

    @router.post("/feedback", status_code=204)
    def give_feedback(given: FeedbackModel, library: Judged) -> None:
        """Store a reader's verdict on an answer; `qa feedback` exports them as a question set."""
        library.service.store_feedback(Feedback(**given.model_dump()))

    return router
