"""Mistakes in a question set, found before it is measured with."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from qa.evaluation.overlap import answer_form
from qa.evaluation.questions import CorpusText, Question, QuestionSet
from qa.evaluation.relevance import DocumentNames
from qa.language import letters
from qa.library import Library

_LEANS = re.compile(
    r"^(?:那么?|还有|另外)|(?<!其)[它他她]们?(?!人)|^(?:该|此|这|那)(?:[个位条项次家些]|$)|上述|(?:该|本)(?:案|文|人|公司|局|委)|呢[?？]?$"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a question that makes its figure doubtful."""

    question: str
    """its id"""
    text: str


def check_questions(questions: QuestionSet, library: Library | None) -> Iterator[Finding]:
    """What is doubtful about a question set: in the order of its questions, those that cannot be asked last.

    Args:
        questions: with their corpus, if they have one.
        library: that they will be asked of; not needed where the questions bring their own corpus.
    """
    texts = _Texts.of_corpus(questions.corpus) if library is None else _Texts.of_library(library)
    are_answered = any(question.answers is not None for question in questions.questions)
    asked: dict[tuple[str, ...], str] = {}
    for question in questions.questions:
        yield from (Finding(question.id, said) for said in _doubts(question, texts, are_answered=are_answered))
        # What is asked depends on what was asked before.
        first = asked.setdefault(tuple(map(letters, (*question.history, question.text))), question.id)
        if first != question.id:
            yield Finding(question.id, f"与 {first} 是同一个问题")
    yield from (Finding(id_, "问题是空的") for id_ in questions.blank)
    yield from (Finding(id_, "问题太长，不会被问") for id_ in questions.too_long)


@dataclass(frozen=True, slots=True)
class _Text:
    """A document: how long it is, and the form in which answers are looked for in it."""

    characters: int
    form: str


@dataclass(frozen=True, slots=True)
class _Texts:
    """Documents: by what a question may call them, and all of them."""

    called: Callable[[str], Sequence[_Text]]
    all: Sequence[_Text]

    @classmethod
    def of_corpus(cls, corpus: Sequence[CorpusText]) -> Self:
        texts = {one.name: _Text(len(one.text), answer_form(f"{one.title}\n{one.text}")) for one in corpus}
        return cls(lambda name: [texts[name]] if name in texts else [], tuple(texts.values()))

    @classmethod
    def of_library(cls, library: Library) -> Self:
        documents = library.documents()
        texts = {one.id: _Text(one.characters, answer_form(library.document_text(one.id))) for one in documents}
        names = DocumentNames(documents)
        return cls(lambda name: [texts[number] for number in names.numbers(name)], tuple(texts.values()))


def _doubts(question: Question, texts: _Texts, *, are_answered: bool) -> Iterator[str]:
    if question.answers == () and (question.documents or question.passages):
        yield "写的是资料里没有答案，却指了文件"
    if question.answers is None and question.documents and are_answered:
        yield "指了文件而没有写答案：只看文件找得对不对"
    named = {name: texts.called(name) for name in question.documents}
    for name, found in named.items():
        if not found:
            yield f"没有这份文件：{name}"
    yield from _misplaced(question, texts)
    places = [text for found in named.values() for text in found] or texts.all
    for answer in question.answers or ():
        wanted = answer_form(answer)
        if not wanted or not any(wanted in text.form for text in places):
            yield f"答案不在文件里：{answer[:40]}"
    if not question.history and _LEANS.search(question.text):
        yield f"离开上文看不懂：{question.text[:40]}"


def _misplaced(question: Question, texts: _Texts) -> Iterator[str]:
    """The gold passages that are not there."""
    for passage in question.passages:
        lengths = [text.characters for text in texts.called(passage.document)]
        if not lengths:
            yield f"没有这份文件：{passage.document}"
        elif passage.end > max(lengths):
            place = f"{passage.start}–{passage.end}"
            yield f"段落超出了文件：{passage.document} 只有 {max(lengths)} 个字符，写的是 {place}"
