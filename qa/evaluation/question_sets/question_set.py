"""Questions with their gold answers, and the corpus that comes with a question set."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from qa.library import FilterArguments

_LONGEST_NAME = 200
"""maximum number of bytes of a file name; file systems allow 255"""


@dataclass(frozen=True, slots=True)
class GoldPassage:
    """A slice ``text[start:end]`` of a document's text that answers a question."""

    document: str
    """name of the document, as in ``Question.documents``"""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its gold data."""

    id: str
    text: str
    answers: tuple[str, ...] | None = None
    """strings from the documents, each a correct answer; empty: the documents have no answer; ``None``: unknown"""
    documents: tuple[str, ...] = ()
    """names of the documents that answer, if known: file names, with or without extension, or titles"""
    grades: Mapping[str, int] = field(default_factory=dict)
    """grade of relevance by document name, if known; a relevant document without a grade has grade 1"""
    passages: tuple[GoldPassage, ...] = ()
    """the passages that answer, if known"""
    filters: FilterArguments = field(default_factory=FilterArguments)
    """which documents may answer, as arguments of :meth:`qa.Library.ask`"""
    history: tuple[str, ...] = ()
    """the earlier questions of the conversation, oldest first"""
    kind: str = ""
    """the type of the question, if the file states it"""

    @property
    def is_judged(self) -> bool:
        """Whether the question has a gold answer, document or passage, or is known to have no answer."""
        return self.answers is not None or self.is_answerable

    @property
    def is_answerable(self) -> bool:
        """Whether the documents are known to answer the question."""
        return bool(self.answers) or (self.answers is None and bool(self.documents or self.passages))


@dataclass(frozen=True, slots=True)
class CorpusText:
    """A text of a question set's own corpus."""

    name: str
    """name of the file that holds the text, as in ``Question.documents``"""
    title: str
    text: str
    id: str = ""
    """the text's id in the question set"""


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions, with the corpus they are asked about if the set has its own."""

    questions: tuple[Question, ...]
    corpus: tuple[CorpusText, ...] = ()
    blank: tuple[str, ...] = ()
    """ids of the questions without text; they are not in ``questions``"""
    too_long: tuple[str, ...] = ()
    """ids of the questions that exceed the library's limit; they are not in ``questions``"""
    unknown: tuple[str, ...] = ()
    """names of texts that the questions name and the set's own corpus lacks; these texts count as not found"""
    source: str = ""
    """path of the file or folder"""
    sha256: str = ""
    """checksum of the content"""

    def within_limit(self, longest: int) -> Self:
        """Return the set without the questions of more than ``longest`` characters, whose ids go to ``too_long``."""
        too_long = tuple(question.id for question in self.questions if len(question.text.strip()) > longest)
        excluded = set(too_long)
        short = tuple(question for question in self.questions if question.id not in excluded)
        return replace(self, questions=short, too_long=too_long)


def corpus_file(text_id: str) -> str:
    """Return a safe file name for the corpus text with this id."""
    safe = "".join(c if c.isalnum() or c in "-_" else f"%{ord(c):x}" for c in text_id)
    if len(safe.encode()) > _LONGEST_NAME:
        safe = f"{safe[:20]}-{hashlib.sha256(text_id.encode()).hexdigest()[:20]}"
    return f"{safe}.txt"
