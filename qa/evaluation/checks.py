"""Mistakes in a question set, found before it is measured with."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

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
    asked: dict[str, list[str]] = defaultdict(list)
    for question in questions.questions:
        asked[letters(question.text)].append(question.id)
    for question in questions.questions:
        yield from (Finding(question.id, said) for said in _doubts(question, texts))
        same = asked[letters(question.text)]
        if same[0] != question.id:
            yield Finding(question.id, f"与 {same[0]} 是同一个问题")
    yield from (Finding(id_, "问题是空的") for id_ in questions.blank)
    yield from (Finding(id_, "问题太长，不会被问") for id_ in questions.too_long)


@dataclass(frozen=True, slots=True)
class _Texts:
    """The letters of documents: by what a question may call them, and all of them."""

    called: Callable[[str], Sequence[str]]
    all: Sequence[str]

    @classmethod
    def of_corpus(cls, corpus: Sequence[CorpusText]) -> Self:
        texts = {text.name: letters(f"{text.title}\n{text.text}") for text in corpus}
        return cls(lambda name: [texts[name]] if name in texts else [], tuple(texts.values()))

    @classmethod
    def of_library(cls, library: Library) -> Self:
        documents = library.documents()
        texts = {document.id: letters(library.document_text(document.id)) for document in documents}
        names = DocumentNames(documents)
        return cls(lambda name: [texts[number] for number in names.numbers(name)], tuple(texts.values()))


def _doubts(question: Question, texts: _Texts) -> Iterator[str]:
    named = {name: texts.called(name) for name in question.documents}
    for name, found in named.items():
        if not found:
            yield f"没有这份文件：{name}"
    places = [text for found in named.values() for text in found] or texts.all
    for answer in question.answers or ():
        wanted = letters(answer)
        if not wanted or not any(wanted in text for text in places):
            yield f"答案不在文件里：{answer[:40]}"
    if not question.history and _LEANS.search(question.text):
        yield f"离开上文看不懂：{question.text[:40]}"
