"""Find mistakes in a question set before anything is measured with it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from qa.evaluation.overlap import answer_form
from qa.evaluation.question_sets.document_names import DocumentNames
from qa.evaluation.question_sets.question_set import CorpusText, Question, QuestionSet
from qa.language import letters
from qa.library import Library

_NEEDS_CONTEXT = re.compile(
    r"^(?:那么?|还有|另外)|(?<!其)[它他她]们?(?!人)|^(?:该|此|这|那)(?:[个位条项次家些]|$)|上述|(?:该|本)(?:案|文|人|公司|局|委)|呢[?？]?$"
)
"""matches words that refer to something said before"""


@dataclass(frozen=True, slots=True)
class Finding:
    """A probable mistake in a question, which makes its scores doubtful."""

    question: str
    """id of the question"""
    text: str


def check_questions(questions: QuestionSet, library: Library | None) -> Iterator[Finding]:
    """Yield the probable mistakes of a question set in the order of its questions, blank and too long questions last.

    Args:
        questions: the set, with its corpus if it has its own.
        library: the library that will be asked; ``None`` if the set has its own corpus.
    """
    documents = _Documents.of_corpus(questions.corpus) if library is None else _Documents.of_library(library)
    has_answers = any(question.answers is not None for question in questions.questions)
    first_ids: dict[tuple[str, ...], str] = {}
    for question in questions.questions:
        yield from (Finding(question.id, text) for text in _mistakes(question, documents, has_answers=has_answers))
        # The same words after a different history are a different question.
        first = first_ids.setdefault(tuple(map(letters, (*question.history, question.text))), question.id)
        if first != question.id:
            yield Finding(question.id, f"与 {first} 是同一个问题")
    yield from (Finding(question_id, "问题是空的") for question_id in questions.blank)
    yield from (Finding(question_id, "问题太长，不会被问") for question_id in questions.too_long)


@dataclass(frozen=True, slots=True)
class _Document:
    """A document's length, and the form of its text in which answers are searched."""

    characters: int
    form: str


@dataclass(frozen=True, slots=True)
class _Documents:
    """All documents, and a look-up by the names that questions use."""

    named: Callable[[str], Sequence[_Document]]
    all: Sequence[_Document]

    @classmethod
    def of_corpus(cls, corpus: Sequence[CorpusText]) -> Self:
        documents = {text.name: _Document(len(text.text), answer_form(f"{text.title}\n{text.text}")) for text in corpus}
        return cls(lambda name: [documents[name]] if name in documents else [], tuple(documents.values()))

    @classmethod
    def of_library(cls, library: Library) -> Self:
        summaries = library.documents()
        documents = {
            summary.id: _Document(summary.characters, answer_form(library.document_text(summary.id)))
            for summary in summaries
        }
        names = DocumentNames(summaries)
        return cls(lambda name: [documents[id_] for id_ in names.document_ids(name)], tuple(documents.values()))


def _mistakes(question: Question, documents: _Documents, *, has_answers: bool) -> Iterator[str]:
    if question.answers == () and (question.documents or question.passages):
        yield "写的是资料里没有答案，却指了文件"
    if question.answers is None and question.documents and has_answers:
        yield "指了文件而没有写答案：只看文件找得对不对"
    named = {name: documents.named(name) for name in question.documents}
    yield from (f"没有这份文件：{name}" for name, found in named.items() if not found)
    yield from _misplaced_passages(question, documents)
    yield from _missing_answers(question, [document for found in named.values() for document in found] or documents.all)
    if not question.history and _NEEDS_CONTEXT.search(question.text):
        yield f"离开上文看不懂：{question.text[:40]}"


def _missing_answers(question: Question, documents: Sequence[_Document]) -> Iterator[str]:
    for answer in question.answers or ():
        form = answer_form(answer)
        if not form or not any(form in document.form for document in documents):
            yield f"答案不在文件里：{answer[:40]}"


def _misplaced_passages(question: Question, documents: _Documents) -> Iterator[str]:
    for passage in question.passages:
        lengths = [document.characters for document in documents.named(passage.document)]
        if not lengths:
            yield f"没有这份文件：{passage.document}"
        elif passage.end > max(lengths):
            place = f"{passage.start}–{passage.end}"
            yield f"段落超出了文件：{passage.document} 只有 {max(lengths)} 个字符，写的是 {place}"
