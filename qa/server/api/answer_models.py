"""Answers, passages and citations in replies of the HTTP API: the same JSON as from ``qa ask --json``.

A ``source`` is the file's name without folders. Tests compare the models with :mod:`qa.types` and
:mod:`qa.json_output`.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from qa.library import FilterArguments
from qa.server.api.metadata_models import DocumentModel
from qa.types import AnswerKind, AnswerStatus

LONGEST_LIST = 1000
_QUESTION = "深圳企业开办时间缩短到几天？"


class CitationModel(BaseModel):
    """The place of a quoted text, with everything that a person needs to check it."""

    document_id: int
    title: str
    issuer: str
    index_number: str
    document_number: str
    date_written: date | None
    date_published: date | None
    heading_path: list[str]
    paragraph: int
    start: int = Field(description="offset in the document's text, in Unicode code points")
    end: int
    source: str = Field(description="name of the file")
    page: int | None
    status: str
    provision: str
    recognition: float | None = Field(
        description="the mean confidence, 0 to 1, with which text recognition read the page; null for other text"
    )


class PassageModel(BaseModel):
    """A retrieved passage; ``text`` is exactly the cited slice of the document."""

    rank: int
    score: float = Field(description="higher is better; comparable within one question only")
    text: str
    citation: CitationModel
    also: list[CitationModel] = Field(description="the other places of the same text")


class ValueModel(BaseModel):
    """A part of the answering sentence."""

    text: str
    start: int = Field(description="offset in the document's text, in Unicode code points")
    end: int


class SentenceModel(BaseModel):
    """The sentence that answers, quoted from the document."""

    text: str
    citation: CitationModel
    value: ValueModel | None = Field(description="the words in it that answer, such as 4天")
    items: int = Field(
        description="the number of all items of a list that is quoted in part; in the last of the table rows quoted, "
        "the number of all rows that answer, if there are more; else 0"
    )
    lead: str = Field(description="the words that a fragment or an item of a list depends on")


class MissingModel(BaseModel):
    """A value or name of the question that the documents found do not state, such as a year, an amount or a 文号."""

    asked: str
    present: list[str]


class LaterModel(BaseModel):
    """A document that repeals the cited one or is its newer version."""

    relation: Literal["newer", "repeals"]
    citation: CitationModel


class AnswerModel(BaseModel):
    """The answer to a question."""

    id: str
    question: str
    kind: AnswerKind
    status: AnswerStatus
    found: bool
    confidence: float = Field(ge=0, le=1)
    calibrated: bool
    vectors_only: bool
    answer: SentenceModel | None
    passages: list[PassageModel]
    missing: list[MissingModel]
    suggestions: list[str]
    also_searched: list[str] = Field(description="the official synonyms of everyday words that were searched too")
    parts: list["AnswerModel"] = Field(description="an answer to each part of a question that asks several things")
    later: list[LaterModel] = Field(description="the documents that repeal the cited one or take its place")
    documents: list[DocumentModel] = Field(description="the documents that a question about the library asks for")
    documents_total: int
    pinned: bool = Field(description="whether a person chose the answer (人工指定)")


class LibraryAnswerModel(BaseModel):
    """The answer of one library."""

    library: str = Field(description="name of the library")
    answer: AnswerModel | None
    error: str | None = Field(description="why the library has no answer")


class LibraryAnswersModel(BaseModel):
    """The answers of all libraries that the client may read: found, possible, not found, then the failures."""

    answers: list[LibraryAnswerModel]


class PassagesModel(BaseModel):
    """The passages for a question, best first."""

    question: str
    passages: list[PassageModel]


class FiltersModel(BaseModel):
    """Restrictions on the documents that may answer; an empty field restricts nothing."""

    model_config = ConfigDict(extra="forbid")

    issuer: str = Field(default="", description="a part of the issuer's name")
    since: date | None = Field(default=None, description="the first day")
    until: date | None = Field(default=None, description="the last day")
    document_number: str = Field(default="", description="the 文号, in any kind of brackets")
    status: str = Field(default="", description="a part of the status, such as 有效")
    document_id: int | None = Field(default=None, description="the document's number in the library")

    def arguments(self) -> FilterArguments:
        """Return the filters as arguments of :meth:`qa.Library.ask`."""
        arguments: FilterArguments = {**self.model_dump()}  # type: ignore[typeddict-item]
        return arguments


class QuestionModel(BaseModel):
    """A question with its conversation and filters."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"question": _QUESTION, "filters": {"issuer": "深圳市"}}]}
    )

    question: str = Field(description="the question, in Chinese")
    id: str = Field(default="1", description="comes back with the answer")
    k: int = Field(default=5, ge=1, le=LONGEST_LIST, description="how many passages")
    earlier: Annotated[list[str], Field(max_length=200)] = Field(
        default=[], description="the earlier questions of the same conversation, oldest first"
    )
    narrow: bool = Field(default=True, description="whether filters named in the question (issuer and year) apply")
    filters: FiltersModel = FiltersModel()


class RetrievalModel(BaseModel):
    """A request for the passages of a question, without an answer."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"question": _QUESTION, "k": 10}]})

    question: str = Field(description="the question, in Chinese")
    k: int = Field(default=10, ge=1, le=LONGEST_LIST, description="how many passages")
    filters: FiltersModel = FiltersModel()
