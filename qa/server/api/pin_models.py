"""Open questions and pins in requests and replies of the HTTP API."""

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from qa.open_questions import Flaw
from qa.server.api.answer_models import CitationModel

_PIN: dict[str, JsonValue] = {
    "question": "图书馆周几闭馆？",
    "document_id": 1,
    "text": "图书馆每周二闭馆。",
    "variants": ["图书馆哪天不开门？"],
}


class OpenQuestionModel(BaseModel):
    """Questions that ask the same and were not answered, or whose answer somebody disliked."""

    question: str = Field(description="as it was asked last")
    times: int
    last: str = Field(description="the day on which it was asked last")
    flaws: list[Flaw]
    reasons: list[str] = Field(description="what was wrong, as readers stated it")


class OpenQuestionsModel(BaseModel):
    """The open questions, the most frequent first."""

    days: int = Field(description="for how many days questions are kept; 0 if none are logged")
    questions: list[OpenQuestionModel]


class ForgottenModel(BaseModel):
    """How many entries of the log were deleted."""

    deleted: int


class PinModel(BaseModel):
    """A text of a document that a person chose as the answer to a question."""

    id: int
    question: str
    variants: list[str]
    text: str
    created: str
    state: str = Field(description="`used`; or `document_gone`, `text_gone`: the pin is not used")
    citation: CitationModel | None


class PinsModel(BaseModel):
    """The pins of a library, oldest first."""

    pins: list[PinModel]


class NewPinModel(BaseModel):
    """A text of a document, to be pinned as the answer to a question."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_PIN]})

    question: str = Field(min_length=1, max_length=2000)
    document_id: int = Field(ge=1, le=2**63 - 1)
    text: str = Field(min_length=1, max_length=20000, description="the answer, as it stands in the document")
    variants: list[str] = Field(default=[], max_length=100, description="the same question in other words")
    start: int = Field(default=0, ge=0, le=2**63 - 1, description="near which offset the text stands")
