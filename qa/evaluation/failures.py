"""Why a question failed: what was expected, what came, and where the right passage stood."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from math import isinf

from qa.citation_text import citation_line
from qa.evaluation.outcomes import Outcome
from qa.evaluation.overlap import contains_answer
from qa.evaluation.questions import Question
from qa.evaluation.relevance import Relevance, key_of
from qa.language import words
from qa.messages import Message
from qa.question import named_filters
from qa.search import RankedPassage, hits
from qa.types import Citation, Hit


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
    """empty where it was not asked what they are: the ranks of the retrievers are not known then"""


@dataclass(frozen=True, slots=True)
class Failure:
    """A question that was not answered rightly."""

    id: str
    question: str
    kind: str
    """what went wrong"""
    expected: tuple[str, ...]
    """the gold answers, or where they stand; empty: the documents do not say"""
    given: str | None
    """the marked sentence, empty if nothing was found; ``None`` where nothing was to be answered"""
    confidence: float
    first: Seen | None
    right: Seen | None
    """the best passage that is right, whether it was found or not; ``None`` where the library has none"""


def failures(
    outcomes: Sequence[Outcome],
    relevance: Relevance,
    on_progress: Callable[[], None] | None = None,
    stopped: Callable[[], bool] | None = None,
    *,
    answered: bool = True,
) -> Iterator[Failure]:
    """The questions that were not answered rightly, in order.

    Args:
        outcomes: of a run.
        relevance: of the library that answered: it is asked again what brought the passages where they are.
        on_progress: called after each outcome, failed or not.
        stopped: asked before the library is; once it says true, the failures that follow do not say what that was.
        answered: whether the questions were answered, and not only searched for.
    """
    reasons = _Reasons(relevance, stopped or (lambda: False))
    for outcome in outcomes:
        kind = _kind(outcome, relevance, answered=answered)
        if kind:
            yield _failure(outcome, kind, relevance, reasons, answered=answered)
        if on_progress:
            on_progress()


def _kind(outcome: Outcome, relevance: Relevance, *, answered: bool) -> str:
    question, answer = outcome.question, outcome.answer
    if not question.is_judged:
        return ""
    if not question.is_answerable:
        return Message("资料里没有却答了") if answer.found else ""
    if not relevance.is_right(outcome):
        return _not_right(question)
    if not answered:
        return ""
    if not answer.found:
        return Message("资料里有却没答")
    marked = answer.sentence is not None and contains_answer(answer.sentence.text, question.answers or ())
    return "" if marked or not question.answers else Message("标出的句子不是答案")


def _not_right(question: Question) -> str:
    if question.answers:
        return Message("第一段没有答案")
    return Message("第一段不是应有的段落") if question.passages else Message("第一段不是应有的文件")


class _Reasons:
    """Asks the library again, as it was asked, what brought passages where they are.

    Args:
        relevance: of the library.
        stopped: once it says true, the library is not asked any more.
    """

    def __init__(self, relevance: Relevance, stopped: Callable[[], bool]) -> None:
        self._library = relevance.library
        self._stopped = stopped

    def of(self, outcome: Outcome) -> tuple[RankedPassage, ...]:
        """Everything that was found for a question; nothing once it is stopped."""
        if self._stopped():
            return ()
        searched, filters = _searched(outcome), outcome.question.filters
        if not outcome.answer.filters_from_question:
            return self._library.ranking(searched, **filters).passages
        said = named_filters(searched, lambda: self._issuers)
        return self._library.ranking(said.question, **asdict(said.filters)).passages

    @cached_property
    def _issuers(self) -> list[str]:
        return sorted({document.metadata.issuer for document in self._library.documents()} - {""})


def _failure(outcome: Outcome, kind: str, relevance: Relevance, reasons: _Reasons, *, answered: bool) -> Failure:
    question, answer = outcome.question, outcome.answer
    ranked = reasons.of(outcome)
    sentence = answer.sentence
    return Failure(
        id=question.id,
        question=question.text,
        kind=kind,
        expected=question.answers or (_gold(outcome) if question.is_answerable else ()),
        given=(sentence.text if sentence else "") if answered else None,
        confidence=answer.confidence,
        first=_seen(outcome, answer.passages[0], ranked) if answer.passages else None,
        right=_right(outcome, ranked, relevance) if question.is_answerable else None,
    )


def _gold(outcome: Outcome) -> tuple[str, ...]:
    """Where an answer stands, for a question of which no more is known."""
    question = outcome.question
    return question.documents or tuple(
        Message("{document} 字符 {start}–{end}", document=one.document, start=one.start, end=one.end)
        for one in question.passages
    )


def _right(outcome: Outcome, ranked: Sequence[RankedPassage], relevance: Relevance) -> Seen | None:
    """The best right passage of the answer, else of all that was found, else of the library."""
    place = relevance.first_right(outcome)
    if not isinf(place):
        return _seen(outcome, outcome.answer.passages[int(place) - 1], ranked)
    beyond = next((hit for hit in hits(ranked) if relevance.holds(outcome.question, hit)), None)
    if beyond is not None:
        return _seen(outcome, beyond, ranked)
    example = relevance.example(outcome.question)
    if example is None:
        return None
    title, text = example
    return Seen(text, f"《{title}》", _shared_words(_searched(outcome), text))


def _seen(outcome: Outcome, hit: Hit, ranked: Sequence[RankedPassage]) -> Seen:
    key = key_of(hit.citation)
    one = next((one for one in ranked if key in map(key_of, _places(one))), None)
    return Seen(
        text=hit.text,
        citation=citation_line(hit.citation),
        words=_shared_words(_searched(outcome), hit.text),
        rank=hit.rank,
        lexical_rank=one.lexical_rank if one else None,
        dense_rank=one.dense_rank if one else None,
        scores=", ".join(f"{name} {value:.2f}" for name, value in _scores(one).items()) if one else "",
    )


def _places(one: RankedPassage) -> list[Citation]:
    return [one.passage.citation, *(other.citation for other in one.duplicates)]


def _scores(one: RankedPassage) -> dict[str, float]:
    return {**asdict(one.features), "score": one.score}


def _searched(outcome: Outcome) -> str:
    return outcome.answer.searched or outcome.question.text


def _shared_words(question: str, text: str) -> str:
    held = set(words(text))
    return " ".join(dict.fromkeys(word for word in words(question) if word in held))
