"""Mistakes in a question set, found before it is measured with."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from qa.evaluation.questions import Question, QuestionSet
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


def check_questions(questions: QuestionSet, library: Library) -> Iterator[Finding]:
    """What is doubtful about a question set: in the order of its questions.

    Args:
        questions: with their corpus, if they have one.
        library: that they will be asked of; not looked at where the questions bring their own corpus.
    """
    texts = {text.name: letters(f"{text.title}{text.text}") for text in questions.corpus} or _texts(library)
    everything = tuple(texts.values())
    asked: dict[str, list[str]] = defaultdict(list)
    for question in questions.questions:
        asked[letters(question.text)].append(question.id)
    for question in questions.questions:
        yield from (Finding(question.id, said) for said in _doubts(question, texts, everything))
        same = asked[letters(question.text)]
        if same[0] != question.id:
            yield Finding(question.id, f"与 {same[0]} 是同一个问题")


def _doubts(question: Question, texts: dict[str, str], everything: tuple[str, ...]) -> Iterator[str]:
    for name in question.documents:
        if name not in texts:
            yield f"没有这份文件：{name}"
    places = [texts[name] for name in question.documents if name in texts] or everything
    for answer in question.answers or ():
        wanted = letters(answer)
        if not any(wanted in text for text in places):
            yield f"答案不在文件里：{answer[:40]}"
    if not question.history and _LEANS.search(question.text):
        yield f"离开上文看不懂：{question.text[:40]}"


def _texts(library: Library) -> dict[str, str]:
    return {
        PurePath(source).name: letters(library.document_text(summary.id))
        for summary in library.documents()
        for source in summary.sources
    }
