"""Which documents and passages of a library are relevant to a question."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import PurePath

from qa.evaluation.outcomes import Outcome
from qa.evaluation.overlap import contains_answer
from qa.evaluation.questions import Question
from qa.language import letters
from qa.library import Library
from qa.types import Citation


class Relevance:
    """The relevant documents and passages for questions.

    A document is relevant when the question names its file. A passage is relevant when its span overlaps a gold one, or
    when it holds a gold answer and stands in a relevant document (in any, where no document is named): so libraries
    that are cut differently stay comparable.

    Args:
        library: that is evaluated.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._texts: dict[int, list[tuple[str, str]]] = {}

    def documents(self, question: Question) -> frozenset[str]:
        """The files of the relevant documents."""
        return frozenset(question.documents) | {passage.document for passage in question.passages}

    def passages(self, question: Question) -> frozenset[str]:
        """The keys of the relevant passages."""
        named = self.documents(question)
        found: set[str] = set()
        answers = [wanted for wanted in map(letters, question.answers or ()) if wanted]
        for name, document in self._files:
            if named and name not in named:
                continue
            gold = [(one.start, one.end) for one in question.passages if one.document == name]
            for key, text in self._passages_of(document):
                start, end = map(int, key.split(":")[1:])
                overlaps = any(start < last and first < end for first, last in gold)
                if overlaps or any(answer in text for answer in answers):
                    found.add(key)
        return frozenset(found)

    @cached_property
    def _files(self) -> list[tuple[str, int]]:
        return [
            (PurePath(source).name, summary.id) for summary in self._library.documents() for source in summary.sources
        ]

    def _passages_of(self, document: int) -> list[tuple[str, str]]:
        if document not in self._texts:
            contents = self._library.document(document)
            self._texts[document] = [
                (_key(document, p.span.start, p.span.end), letters(contents.text[p.span.start : p.span.end]))
                for p in contents.passages
            ]
        return self._texts[document]


def key_of(citation: Citation) -> str:
    """What names a passage."""
    return _key(citation.document_id, citation.start, citation.end)


def ranked_documents(outcome: Outcome) -> tuple[str, ...]:
    """The files of the passages that were found, each once, best first."""
    return tuple(dict.fromkeys(PurePath(hit.citation.source).name for hit in outcome.answer.passages))


def first_rank(outcome: Outcome, answers: Sequence[str]) -> float:
    """The rank of the first passage that holds one of ``answers``; infinite if none does."""
    ranks = (hit.rank for hit in outcome.answer.passages if contains_answer(hit.text, answers))
    return next(ranks, float("inf"))


def _key(document: int, start: int, end: int) -> str:
    return f"{document}:{start}:{end}"
