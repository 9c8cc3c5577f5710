"""Why a question failed: what was expected, what came, and where the right passage stood."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.citing import citation_line
from qa.evaluation.outcomes import Outcome
from qa.evaluation.overlap import contains_answer
from qa.evaluation.scores import is_right
from qa.language import words
from qa.library import Library
from qa.search import RankedPassage


@dataclass(frozen=True, slots=True)
class Seen:
    """A passage with what brought it where it is."""

    text: str
    citation: str
    rank: int
    lexical_rank: int
    dense_rank: int
    scores: str
    words: str
    """the words that it shares with the question"""


@dataclass(frozen=True, slots=True)
class Failure:
    """A question that was not answered rightly."""

    id: str
    question: str
    kind: str
    """what went wrong"""
    expected: tuple[str, ...]
    given: str
    confidence: float
    first: Seen | None
    right: Seen | None
    """the best passage that holds a gold answer, if one was found"""


def failures(outcomes: Sequence[Outcome], library: Library) -> Iterator[Failure]:
    """The questions that were not answered rightly, in order.

    Args:
        outcomes: of a run.
        library: that answered: it is asked again what brought the passages where they are.
    """
    for outcome in outcomes:
        kind = _kind(outcome)
        if kind:
            yield _failure(outcome, kind, library)


def _kind(outcome: Outcome) -> str:
    answers, answer = outcome.question.answers, outcome.answer
    if answers is None:
        return ""
    if not answers:
        return "资料里没有却答了" if answer.found else ""
    if not answer.found:
        return "资料里有却没答"
    if not is_right(outcome):
        return "第一段没有答案"
    marked = answer.sentence is not None and contains_answer(answer.sentence.text, answers)
    return "" if marked else "标出的句子不是答案"


def _failure(outcome: Outcome, kind: str, library: Library) -> Failure:
    question = outcome.question
    ranked = library.ranking(outcome.answer.searched or question.text).passages
    holding = next(
        (n for n, one in enumerate(ranked) if contains_answer(one.passage.text, question.answers or ())), None
    )
    sentence = outcome.answer.sentence
    return Failure(
        id=question.id,
        question=question.text,
        kind=kind,
        expected=question.answers or (),
        given=sentence.text if sentence else "",
        confidence=outcome.answer.confidence,
        first=_seen(question.text, ranked, 0) if ranked else None,
        right=_seen(question.text, ranked, holding) if holding is not None else None,
    )


def _seen(question: str, ranked: Sequence[RankedPassage], place: int) -> Seen:
    one = ranked[place]
    features = one.features
    shared = dict.fromkeys(word for word in words(question) if word in set(words(one.passage.text)))
    return Seen(
        text=one.passage.text,
        citation=citation_line(one.passage.citation),
        rank=place + 1,
        lexical_rank=1 + sum(other.features.bm25 > features.bm25 for other in ranked),
        dense_rank=1 + sum(other.features.dense > features.dense for other in ranked),
        scores=f"dense {features.dense:.2f}, BM25 {features.bm25:.2f}, "
        f"overlap {features.overlap:.2f}, sentence {features.sentence:.2f}, score {one.score:.2f}",
        words=" ".join(shared),
    )
