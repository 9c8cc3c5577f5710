"""Which documents and passages of a library are relevant to a question."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from operator import itemgetter
from pathlib import PurePath

from qa.evaluation.outcomes import Outcome
from qa.evaluation.overlap import answer_form, contains_answer
from qa.evaluation.questions import GoldPassage, Question
from qa.library import Library
from qa.types import Citation, DocumentSummary, Hit

_NOT_IN_LIBRARY = "not in the library: "
"""stands for what is relevant and cannot be found, so that a question without it counts as missed"""
_SHOWN = 400
"""characters of a document that are shown of it"""


class DocumentNames:
    """Which documents a question set means by a name.

    That is the name of a file; where there is no such file, its name without the ending; else its title.

    Args:
        documents: of the library.
    """

    def __init__(self, documents: Iterable[DocumentSummary]) -> None:
        self._by_form: tuple[dict[str, set[int]], ...] = tuple(defaultdict(set) for _ in range(3))
        for document in documents:
            for source in document.sources:
                file = PurePath(source)
                for form, name in zip(self._by_form, (file.name, file.stem, document.metadata.title), strict=True):
                    form[name].add(document.id)

    def numbers(self, name: str) -> frozenset[int]:
        """The numbers of the documents so called; several where several folders have such a file."""
        return next((frozenset(form[name]) for form in self._by_form if name in form), frozenset())


class Relevance:
    """The relevant documents and passages for questions.

    A document is relevant when the question names it. A passage is relevant when its span overlaps a gold one, or
    when it holds a gold answer and stands in a relevant document (in any, where no document is named); where none of a
    named document holds the whole answer, those are over which it runs. So libraries that are cut differently stay
    comparable. What is relevant and not in the library counts as not found.

    Args:
        library: that is evaluated.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self._passages: dict[int, list[tuple[str, str]]] = {}

    @cached_property
    def names(self) -> DocumentNames:
        """What the documents of the library are called."""
        return DocumentNames(self.library.documents())

    def documents(self, question: Question) -> frozenset[str]:
        """The numbers of the relevant documents; none where the documents do not say."""
        if question.answers == ():
            return frozenset()
        return frozenset(
            one
            for name in _named(question)
            for one in (map(str, self.names.numbers(name)) if self.names.numbers(name) else [_NOT_IN_LIBRARY + name])
        )

    def grades(self, question: Question) -> dict[str, int]:
        """How relevant documents are, by their numbers, where the question says so of them."""
        named = ((grade, self.names.numbers(name)) for name, grade in question.grades.items())
        # Of several names of a document the better one counts.
        return {str(number): grade for grade, numbers in sorted(named, key=itemgetter(0)) for number in numbers}

    def passages(self, question: Question) -> frozenset[str]:
        """The keys of the relevant passages; none where neither answers nor passages are known, or none answers."""
        if question.answers == ():
            return frozenset()
        answers = [wanted for wanted in map(answer_form, question.answers or ()) if wanted]
        found = {key for passage in question.passages for key in self._overlapping(passage)}
        if answers:
            for number in self._where(question):
                found |= {key for key, text in self._passages_of(number) if any(one in text for one in answers)}
            if not found and _named(question):
                found = {key for number in self._where(question) for key in self._across(number, answers)}
        return frozenset(found or ({_NOT_IN_LIBRARY} if answers or question.passages else ()))

    def first_right(self, outcome: Outcome) -> float:
        """The rank of the first passage that is right; infinite if none is.

        It holds a gold answer; where answers are not known, it overlaps a gold passage, or is of a relevant document.
        """
        right = self._right_for(outcome.question)
        return next((hit.rank for hit in outcome.answer.passages if right(hit)), float("inf"))

    def holds(self, question: Question, hit: Hit) -> bool:
        """Whether a passage is right, as above."""
        return self._right_for(question)(hit)

    def _right_for(self, question: Question) -> Callable[[Hit], bool]:
        if question.answers is not None:
            wanted = question.answers
            return lambda hit: contains_answer(hit.text, wanted)
        by_passage = bool(question.passages)
        relevant = self.passages(question) if by_passage else self.documents(question)
        name = key_of if by_passage else number_of
        return lambda hit: any(name(one) in relevant for one in _places(hit))

    def is_right(self, outcome: Outcome) -> bool:
        """Whether the first passage answers: what the confidence is about."""
        first = outcome.answer.passages[:1]
        return bool(first) and self.holds(outcome.question, first[0])

    def example(self, question: Question) -> tuple[str, str] | None:
        """The title and text of a relevant passage, whether it can be found or not; of none, ``None``."""
        keys = [key for key in self.passages(question) if not key.startswith(_NOT_IN_LIBRARY)]
        if keys:
            number, start, end = min(tuple(map(int, key.split(":"))) for key in keys)
        else:
            number = min(
                (int(one) for one in self.documents(question) if not one.startswith(_NOT_IN_LIBRARY)), default=0
            )
            if not number or question.answers or question.passages:
                return None
            start, end = 0, _SHOWN
        contents = self.library.document(number)
        return contents.summary.metadata.title, contents.text[start:end]

    def _where(self, question: Question) -> Iterable[int]:
        """The documents in which an answer is to stand."""
        named = _named(question)
        return {number for name in named for number in self.names.numbers(name)} if named else self._numbers

    def _overlapping(self, gold: GoldPassage) -> Iterable[str]:
        for number in self.names.numbers(gold.document):
            for key, _ in self._passages_of(number):
                start, end = map(int, key.split(":")[1:])
                if start < gold.end and gold.start < end:
                    yield key

    def _across(self, document: int, answers: Sequence[str]) -> Iterable[str]:
        """The passages over which an answer runs that none of them holds whole."""
        passages = self._passages_of(document)
        text = "".join(form for _, form in passages)
        spans = [found.span() for answer in answers for found in re.finditer(re.escape(answer), text)]
        begins = accumulate((len(form) for _, form in passages), initial=0)
        for (key, form), begin in zip(passages, begins, strict=False):
            if any(begin < end and start < begin + len(form) for start, end in spans):
                yield key

    @cached_property
    def _numbers(self) -> list[int]:
        return [document.id for document in self.library.documents()]

    def _passages_of(self, document: int) -> list[tuple[str, str]]:
        """The keys of a document's passages, and their letters."""
        if document not in self._passages:
            contents = self.library.document(document)
            self._passages[document] = [
                (_key(document, p.span.start, p.span.end), answer_form(contents.text[p.span.start : p.span.end]))
                for p in contents.passages
            ]
        return self._passages[document]


def key_of(citation: Citation) -> str:
    """What names a passage."""
    return _key(citation.document_id, citation.start, citation.end)


def number_of(citation: Citation) -> str:
    """What names a document."""
    return str(citation.document_id)


def ranking(
    outcome: Outcome, relevant: frozenset[str], name: Callable[[Citation], str]
) -> tuple[tuple[str, ...], frozenset[str]]:
    """What was found for a question, best first, and what of the relevant there is to find.

    A passage may stand for others that say the same: whoever sees it sees all of them, so it is relevant when one of
    them is, and several relevant ones count once.

    Args:
        outcome: of the question.
        relevant: names of what is relevant to it.
        name: what is ranked: :func:`key_of` for passages, :func:`number_of` for documents, each once.
    """
    ranked: list[str] = []
    seen: set[str] = set()
    again: set[str] = set()
    for hit in outcome.answer.passages:
        new = [one for one in dict.fromkeys(map(name, _places(hit))) if one not in seen]
        right = [one for one in new if one in relevant]
        shown = right[:1] or new[:1]
        ranked += shown
        seen.update(shown, right)
        again.update(right[1:])
    return tuple(ranked), relevant - again


def first_rank(outcome: Outcome) -> float:
    """The rank of the first passage that holds a gold answer; infinite if none does."""
    answers = outcome.question.answers or ()
    ranks = (hit.rank for hit in outcome.answer.passages if contains_answer(hit.text, answers))
    return next(ranks, float("inf"))


def _named(question: Question) -> set[str]:
    return {*question.documents, *(passage.document for passage in question.passages)}


def _places(hit: Hit) -> tuple[Citation, ...]:
    return (hit.citation, *hit.also)


def _key(document: int, start: int, end: int) -> str:
    return f"{document}:{start}:{end}"
