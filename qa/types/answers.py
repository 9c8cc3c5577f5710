"""The answer to a question."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from qa.types.citations import AnswerSentence, Citation, Hit
from qa.types.filters import NO_FILTERS, Filters
from qa.types.listed_documents import DocumentSummary


class AnswerKind(StrEnum):
    """The kind of reply that a question got."""

    ANSWER = "answer"
    """an answer from the documents, or the result that they have none"""
    PLACES = "places"
    """passages that contain a word, or else its official synonym, because the question is that word alone"""
    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    IDENTITY = "identity"
    """the question who or what the program is"""
    ABILITY = "ability"
    """the question what the program can do"""
    DOCUMENTS = "documents"
    """a question about the library itself: ``listing`` names its documents"""

    @property
    def is_small_talk(self) -> bool:
        """Whether the question is small talk, which is answered without a look at the library."""
        return self not in (AnswerKind.ANSWER, AnswerKind.PLACES, AnswerKind.DOCUMENTS)


class AnswerStatus(StrEnum):
    """The degree of confidence in an answer."""

    FOUND = "found"
    POSSIBLE = "possible"
    """a sentence that may answer, to be checked"""
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Missing:
    """A value or name of the question that the documents found do not state, such as a year, an amount or a 文号."""

    asked: str
    present: tuple[str, ...] = ()
    """values of the same kind that the documents found do state, not necessarily all of them"""

    def to_dict(self) -> dict[str, Any]:
        """Return ``asked, present`` as JSON values."""
        return {"asked": self.asked, "present": list(self.present)}


@dataclass(frozen=True, slots=True)
class LaterDocument:
    """A document of the library that is a newer version of the cited document, or that repeals it."""

    relation: Literal["newer", "repeals"]
    citation: Citation
    """``newer``: a passage of the newer version; ``repeals``: the line that names the cited document as repealed"""

    def to_dict(self) -> dict[str, Any]:
        """Return ``relation, citation`` as JSON values."""
        return {"relation": self.relation, "citation": self.citation.to_dict()}


@dataclass(frozen=True, slots=True)
class Listing:
    """The documents that a question about the library asks for."""

    documents: tuple[DocumentSummary, ...]
    """the first ten documents: best fit first if the question gives a title, otherwise newest first"""
    total: int
    """number of all documents that the question asks for"""


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a question.

    If ``found`` is True, ``sentence`` is the answer; for a question about the library itself, ``listing`` is. If
    ``found`` is False and there is a ``sentence``, it is a possible answer. If ``found`` is False and ``sentence`` is
    ``None``, the documents do not contain an answer and ``passages`` are merely the nearest passages, or those that
    contain the word if the question is a single word. ``confidence`` lies between 0 and 1.
    """

    question: str
    found: bool
    confidence: float
    sentence: AnswerSentence | None
    passages: tuple[Hit, ...]
    searched: str = ""
    """the text that was searched for, if it differs from the question: a follow-up question completed, an abbreviation
    written out, or a spelling corrected; otherwise empty"""
    filters: Filters = NO_FILTERS
    """the filters that were applied"""
    filters_from_question: bool = False
    """True if the question itself named the filters, as 深圳市2019年关于…的文件 does"""
    calibrated: bool = True
    """False if ``confidence`` was not fitted for the model in use and may not be read as a probability"""
    vectors_only: bool = False
    """True if there is no usable index of words, so that passages were found by their vectors alone"""
    kind: AnswerKind = AnswerKind.ANSWER
    missing: tuple[Missing, ...] = ()
    """values and names in the question that the documents found do not state"""
    suggestions: tuple[str, ...] = ()
    """questions that the library answers, to show with the reply to small talk; empty until a caller sets them"""
    also_searched: tuple[str, ...] = ()
    """the official synonyms of the question's everyday words that were searched too and occur in the passages found"""
    parts: tuple["Answer", ...] = ()
    """answers to the parts of a question that asks several things, or an answer for each of several table rows that
    answer the question. With parts of a question, ``sentence`` comes from the most confident of these answers and the
    answer to the whole question; with table rows, from the first row"""
    later: tuple[LaterDocument, ...] = ()
    """the documents that repeal the cited document or are newer versions of it, the newest first"""
    listing: Listing | None = None
    """the documents asked for, if the question is about the library itself"""
    pinned: bool = False
    """True if a person chose the sentence as the answer to this question"""

    @property
    def status(self) -> AnswerStatus:
        """``FOUND`` if ``found``; otherwise ``POSSIBLE`` if there is a ``sentence``, else ``NOT_FOUND``."""
        if self.found:
            return AnswerStatus.FOUND
        return AnswerStatus.NOT_FOUND if self.sentence is None else AnswerStatus.POSSIBLE
