"""Why a question failed: what was expected, what came, and where the right passage stood."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from math import isinf

from qa.citing import citation_line
from qa.evaluation.outcomes import DEPTH, Outcome
from qa.evaluation.overlap import contains_answer
from qa.evaluation.relevance import Relevance
from qa.language import words
from qa.search import RankedPassage, hits, searched_forms


@dataclass(frozen=True, slots=True)
class Seen:
    """A passage with what brought it where it is."""

    text: str
    citation: str
    words: str
    """the words that it shares with the question"""
    rank: int | None = None
    """``None`` where it was not found, as with those below"""
    lexical_rank: int | None = None
    dense_rank: int | None = None
    scores: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """A question that was not answered rightly."""

    id: str
    question: str
    kind: str
    """what went wrong"""
    expected: tuple[str, ...]
    """the gold answers, or the names of the documents that answer"""
    given: str
    confidence: float
    first: Seen | None
    right: Seen | None
    """the best passage that is right, whether it was found or not; ``None`` where the library has none"""


def failures(
    outcomes: Sequence[Outcome], relevance: Relevance, on_progress: Callable[[], None] | None = None
) -> Iterator[Failure]:
    """The questions that were not answered rightly, in order.

    Args:
        outcomes: of a run.
        relevance: of the library that answered: it is asked again what brought the passages where they are.
        on_progress: called after each outcome, failed or not.
    """
    for outcome in outcomes:
        kind = _kind(outcome, relevance)
        if kind:
            yield _failure(outcome, kind, relevance)
        if on_progress:
            on_progress()


def _kind(outcome: Outcome, relevance: Relevance) -> str:
    question, answer = outcome.question, outcome.answer
    if not question.is_judged:
        return ""
    if not question.is_answerable:
        return "资料里没有却答了" if answer.found else ""
    if not relevance.is_right(outcome):
        return "第一段没有答案" if question.answers else "第一段不是应有的文件"
    if not answer.found:
        return "资料里有却没答"
    marked = answer.sentence is not None and contains_answer(answer.sentence.text, question.answers or ())
    return "" if marked or not question.answers else "标出的句子不是答案"


def _failure(outcome: Outcome, kind: str, relevance: Relevance) -> Failure:
    question = outcome.question
    searched = outcome.answer.searched or searched_forms(question.text, question.history)[0]
    ranked = relevance.library.ranking(searched, **question.filters).passages
    everything = replace(outcome, answer=replace(outcome.answer, passages=hits(ranked)))
    place = relevance.first_right(everything) if question.is_answerable else float("inf")
    sentence = outcome.answer.sentence
    return Failure(
        id=question.id,
        question=question.text,
        kind=kind,
        expected=question.answers or (question.documents if question.is_answerable else ()),
        given=sentence.text if sentence else "",
        confidence=outcome.answer.confidence,
        first=_seen(searched, ranked, 1) if ranked else None,
        right=_not_found(outcome, searched, relevance) if isinf(place) else _seen(searched, ranked, int(place)),
    )


def _seen(question: str, ranked: Sequence[RankedPassage], rank: int) -> Seen:
    one = ranked[rank - 1]
    lexical_rank = 1 + sum(other.features.bm25 > one.features.bm25 for other in ranked)
    dense_rank = 1 + sum(other.features.dense > one.features.dense for other in ranked)
    scores = {**asdict(one.features), "score": one.score}
    return Seen(
        text=one.passage.text,
        citation=citation_line(one.passage.citation),
        words=_shared_words(question, one.passage.text),
        rank=rank,
        # Beyond this depth a retriever does not say how many passages it ranks before.
        lexical_rank=lexical_rank if lexical_rank <= DEPTH else None,
        dense_rank=dense_rank if dense_rank <= DEPTH else None,
        scores=", ".join(f"{name} {value:.2f}" for name, value in scores.items()),
    )


def _not_found(outcome: Outcome, question: str, relevance: Relevance) -> Seen | None:
    """A right passage of the library, where neither retriever found one."""
    example = relevance.example(outcome.question) if outcome.question.is_answerable else None
    if example is None:
        return None
    title, text = example
    return Seen(text, f"《{title}》", _shared_words(question, text))


def _shared_words(question: str, text: str) -> str:
    held = set(words(text))
    return " ".join(dict.fromkeys(word for word in words(question) if word in held))
