"""Decide which documents and passages of a library are relevant to a question."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from operator import itemgetter

from qa.evaluation.outcomes import Outcome
from qa.evaluation.overlap import answer_form, contains_answer
from qa.evaluation.question_sets import GoldPassage, Question
from qa.evaluation.question_sets.document_names import DocumentNames
from qa.library import Library
from qa.types import Citation, Hit

_NOT_IN_LIBRARY = "not in the library: "
"""prefix of the key of a relevant item that the library lacks, so that the item counts as missed"""
_EXAMPLE_CHARACTERS = 400
"""number of characters of a document shown as an example"""


class Relevance:
    """The relevant documents and passages of questions.

    A document is relevant if the question names it. A passage is relevant if its span overlaps a gold passage, or if it
    contains a gold answer and belongs to a relevant document (to any document, if the question names none). If no
    passage is relevant by these rules and the question names documents, the passages of these documents that contain
    only a part of a gold answer, because it crosses their boundary, are relevant. This keeps libraries with different
    passage boundaries comparable. A relevant document or passage that the library lacks counts as missed.

    Documents and passages are identified by the keys of :func:`document_key` and :func:`passage_key`.

    Args:
        library: the library that is evaluated.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self._passages: dict[int, list[tuple[str, str]]] = {}

    @cached_property
    def names(self) -> DocumentNames:
        """The names of the library's documents."""
        return DocumentNames(self.library.documents())

    def documents(self, question: Question) -> frozenset[str]:
        """Return the keys of the relevant documents; empty if the question has no answer or names no document.

        A named document that the library lacks has a key that no document of the library has.
        """
        if question.answers == ():
            return frozenset()
        return frozenset(key for name in _named_documents(question) for key in self._document_keys(name))

    def grades(self, question: Question) -> dict[str, int]:
        """Return the grades that the question gives to documents of the library, by document key."""
        named = ((grade, self.names.document_ids(name)) for name, grade in question.grades.items())
        # If several names mean the same document, the highest grade counts.
        return {str(id_): grade for grade, ids in sorted(named, key=itemgetter(0)) for id_ in ids}

    def passages(self, question: Question) -> frozenset[str]:
        """Return the keys of the relevant passages.

        The set is empty if the question has no answer, or neither gold answers nor gold passages. If it has gold
        answers or gold passages and the library has no relevant passage, the set holds one key that no passage has, so
        that the question counts as missed.
        """
        if question.answers == ():
            return frozenset()
        answers = [form for form in map(answer_form, question.answers or ()) if form]
        relevant = {key for passage in question.passages for key in self._overlapping(passage)}
        if answers:
            relevant |= self._containing(question, answers)
            if not relevant and _named_documents(question):
                relevant = {key for id_ in self._searched_ids(question) for key in self._across(id_, answers)}
        return frozenset(relevant or ({_NOT_IN_LIBRARY} if answers or question.passages else ()))

    def first_correct_rank(self, outcome: Outcome) -> float:
        """Return the rank of the first correct passage; infinity if no passage is correct.

        - If the answers are known, a passage is correct if it contains a gold answer; without an answer, none is.
        - If the answers are unknown and gold passages known, a passage is correct if it or a duplicate of it
          (``Hit.also``) overlaps a gold passage.
        - If neither answers nor gold passages are known, a passage is correct if it or a duplicate of it belongs to a
          relevant document.
        """
        is_correct = self._correctness(outcome.question)
        return next((hit.rank for hit in outcome.answer.passages if is_correct(hit)), float("inf"))

    def is_correct(self, question: Question, hit: Hit) -> bool:
        """Return whether a passage is correct in the sense of :meth:`first_correct_rank`."""
        return self._correctness(question)(hit)

    def first_is_correct(self, outcome: Outcome) -> bool:
        """Return whether the first passage is correct (see :meth:`first_correct_rank`); False without passages.

        The confidence of an answer estimates how probable this is.
        """
        first = outcome.answer.passages[:1]
        return bool(first) and self.is_correct(outcome.question, first[0])

    def example(self, question: Question) -> tuple[str, str] | None:
        """Return a document's title and the text of a relevant passage in it, found or not; ``None`` if there is none.

        If the question names only documents, the text is the beginning of a relevant document.
        """
        keys = [key for key in self.passages(question) if not key.startswith(_NOT_IN_LIBRARY)]
        if keys:
            document_id, start, end = min(tuple(map(int, key.split(":"))) for key in keys)
        else:
            ids = [int(key) for key in self.documents(question) if not key.startswith(_NOT_IN_LIBRARY)]
            if not ids or question.answers or question.passages:
                return None
            document_id, start, end = min(ids), 0, _EXAMPLE_CHARACTERS
        contents = self.library.document(document_id)
        return contents.summary.metadata.title, contents.text[start:end]

    def _document_keys(self, name: str) -> Iterable[str]:
        return map(str, self.names.document_ids(name)) if self.names.document_ids(name) else [_NOT_IN_LIBRARY + name]

    def _correctness(self, question: Question) -> Callable[[Hit], bool]:
        if question.answers is not None:
            answers = question.answers
            return lambda hit: contains_answer(hit.text, answers)
        by_passage = bool(question.passages)
        relevant = self.passages(question) if by_passage else self.documents(question)
        key = passage_key if by_passage else document_key
        return lambda hit: any(key(citation) in relevant for citation in _citations(hit))

    def _searched_ids(self, question: Question) -> Iterable[int]:
        """Return the ids of the documents that the question names; of all documents if it names none."""
        named = _named_documents(question)
        return {id_ for name in named for id_ in self.names.document_ids(name)} if named else self._all_ids

    def _containing(self, question: Question, answers: Sequence[str]) -> set[str]:
        """Return the keys of the passages that contain one of the answers, given as :func:`answer_form`."""
        return {
            key
            for id_ in self._searched_ids(question)
            for key, text in self._passages_of(id_)
            if any(answer in text for answer in answers)
        }

    def _overlapping(self, gold: GoldPassage) -> Iterable[str]:
        for id_ in self.names.document_ids(gold.document):
            for key, _ in self._passages_of(id_):
                start, end = map(int, key.split(":")[1:])
                if start < gold.end and gold.start < end:
                    yield key

    def _across(self, document_id: int, answers: Sequence[str]) -> Iterable[str]:
        """Return the keys of the passages that contain a part of an answer which occurs in the joined passages."""
        passages = self._passages_of(document_id)
        text = "".join(form for _, form in passages)
        spans = [found.span() for answer in answers for found in re.finditer(re.escape(answer), text)]
        begins = accumulate((len(form) for _, form in passages), initial=0)
        for (key, form), begin in zip(passages, begins, strict=False):
            if any(begin < end and start < begin + len(form) for start, end in spans):
                yield key

    @cached_property
    def _all_ids(self) -> list[int]:
        return [document.id for document in self.library.documents()]

    def _passages_of(self, document_id: int) -> list[tuple[str, str]]:
        """Return the key and the :func:`answer_form` of each passage of a document."""
        if document_id not in self._passages:
            contents = self.library.document(document_id)
            self._passages[document_id] = [
                (_key(document_id, p.span.start, p.span.end), answer_form(contents.text[p.span.start : p.span.end]))
                for p in contents.passages
            ]
        return self._passages[document_id]


def passage_key(citation: Citation) -> str:
    """Return the key of a passage: document id, start and end."""
    return _key(citation.document_id, citation.start, citation.end)


def document_key(citation: Citation) -> str:
    """Return the key of a document: its id as a string."""
    return str(citation.document_id)


def deduplicated_ranking(
    outcome: Outcome, relevant: frozenset[str], key: Callable[[Citation], str]
) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the distinct ranked keys of an outcome, and the relevant keys without the duplicates of ranked keys.

    A passage represents its duplicates (``Hit.also``). It counts as relevant if it or a duplicate is relevant;
    several relevant duplicates count once.

    Args:
        outcome: the outcome of a question.
        relevant: keys of the relevant items.
        key: :func:`passage_key` to rank passages, :func:`document_key` to rank documents.
    """
    ranked: list[str] = []
    seen: set[str] = set()
    duplicates: set[str] = set()
    for hit in outcome.answer.passages:
        new = [item for item in dict.fromkeys(map(key, _citations(hit))) if item not in seen]
        relevant_new = [item for item in new if item in relevant]
        shown = relevant_new[:1] or new[:1]
        ranked += shown
        seen.update(shown, relevant_new)
        duplicates.update(relevant_new[1:])
    return tuple(ranked), relevant - duplicates


def first_answer_rank(outcome: Outcome) -> float:
    """Return the rank of the first passage that contains a gold answer; infinity if none does."""
    answers = outcome.question.answers or ()
    ranks = (hit.rank for hit in outcome.answer.passages if contains_answer(hit.text, answers))
    return next(ranks, float("inf"))


def _named_documents(question: Question) -> set[str]:
    return {*question.documents, *(passage.document for passage in question.passages)}


def _citations(hit: Hit) -> tuple[Citation, ...]:
    return (hit.citation, *hit.also)


def _key(document_id: int, start: int, end: int) -> str:
    return f"{document_id}:{start}:{end}"
