"""Explain why questions failed: the expected answer, the given answer, and the rank of the correct passage."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from math import isinf

from qa.citation_text import citation_line
from qa.evaluation.outcomes import Outcome
from qa.evaluation.overlap import contains_answer
from qa.evaluation.question_sets import Question
from qa.evaluation.relevance import Relevance, passage_key
from qa.language import words
from qa.messages import Message
from qa.search import RankedPassage, hits
from qa.types import Citation, Hit


@dataclass(frozen=True, slots=True)
class ExplainedPassage:
    """A passage with its ranks and scores."""

    text: str
    citation: str
    shared_words: str
    """the words that the passage shares with the question"""
    rank: int | None = None
    """rank in the answer, or in the whole ranking if the answer lacks the passage; ``None`` if it was not found"""
    lexical_rank: int | None = None
    """rank by the lexical retriever; ``None`` if that retriever did not find the passage, or if ``scores`` is empty"""
    dense_rank: int | None = None
    """rank by the dense retriever; ``None`` if that retriever did not find the passage, or if ``scores`` is empty"""
    scores: str = ""
    """the passage's features and score in the ranking, as text; empty if the passage was not found or the ranking was
    not computed again"""


@dataclass(frozen=True, slots=True)
class Failure:
    """A question that was not answered correctly."""

    id: str
    question: str
    kind: str
    """kind of the failure, in Chinese"""
    expected: tuple[str, ...]
    """the gold answers, else the gold documents or passages; empty if the documents have no answer"""
    given: str | None
    """the answer sentence, empty if there is none; ``None`` if the question was searched for without an answer"""
    confidence: float
    first: ExplainedPassage | None
    """the first passage; ``None`` if no passage was found"""
    correct: ExplainedPassage | None
    """the best correct passage, found or not; ``None`` if the library has none or the documents have no answer"""
    also_searched: tuple[str, ...] = ()
    """the official synonyms of the question's everyday words that were searched as well and occur in the passages"""


def failures(
    outcomes: Sequence[Outcome],
    relevance: Relevance,
    on_progress: Callable[[], None] | None = None,
    stopped: Callable[[], bool] | None = None,
    *,
    answered: bool = True,
) -> Iterator[Failure]:
    """Yield the questions that were not answered correctly, in order.

    Args:
        outcomes: the outcomes of a run.
        relevance: relevance in the library that answered; the library ranks again to explain each failure.
        on_progress: called after each outcome, failed or not.
        stopped: checked before the library ranks again; once it returns true, failures have neither scores nor the
            ranks of the retrievers.
        answered: True if the questions were answered, False if they were searched for without an answer.
    """
    for outcome in outcomes:
        kind = _kind(outcome, relevance, answered=answered)
        if kind:
            ranking = () if stopped and stopped() else _ranking(outcome, relevance)
            yield _failure(outcome, kind, relevance, ranking, answered=answered)
        if on_progress:
            on_progress()


def _kind(outcome: Outcome, relevance: Relevance, *, answered: bool) -> str:
    """Return the kind of failure in Chinese; empty for a correct answer or if nothing is known about the answer.

    If ``answered`` is False, a correct first passage is enough; otherwise the answer must also count as found, and its
    sentence must contain a gold answer, if there are gold answers.
    """
    question = outcome.question
    if not question.is_judged:
        return ""
    if not question.is_answerable:
        return Message("资料里没有却答了") if outcome.answer.found else ""
    if not relevance.first_is_correct(outcome):
        return _wrong_first_passage(question)
    return _wrong_answer(outcome) if answered else ""


def _wrong_first_passage(question: Question) -> str:
    if question.answers:
        return Message("第一段没有答案")
    return Message("第一段不是应有的段落") if question.passages else Message("第一段不是应有的文件")


def _wrong_answer(outcome: Outcome) -> str:
    answers, sentence = outcome.question.answers, outcome.answer.sentence
    if not outcome.answer.found:
        return Message("资料里有却没答")
    is_correct = not answers or (sentence is not None and contains_answer(sentence.text, answers))
    return "" if is_correct else Message("标出的句子不是答案")


def _ranking(outcome: Outcome, relevance: Relevance) -> tuple[RankedPassage, ...]:
    """Return the library's whole ranking for the question, with the filters of its answer."""
    return relevance.library.ranking(_searched(outcome), **asdict(outcome.answer.filters)).passages


def _failure(
    outcome: Outcome, kind: str, relevance: Relevance, ranking: Sequence[RankedPassage], *, answered: bool
) -> Failure:
    question, answer = outcome.question, outcome.answer
    sentence = answer.sentence
    return Failure(
        id=question.id,
        question=question.text,
        kind=kind,
        expected=question.answers or (_gold_places(question) if question.is_answerable else ()),
        given=(sentence.text if sentence else "") if answered else None,
        confidence=answer.confidence,
        first=_explained(outcome, answer.passages[0], ranking) if answer.passages else None,
        correct=_best_correct(outcome, ranking, relevance) if question.is_answerable else None,
        also_searched=answer.also_searched,
    )


def _gold_places(question: Question) -> tuple[str, ...]:
    """Return the gold documents or passages of a question without gold answers, as text."""
    return question.documents or tuple(
        Message("{document} 字符 {start}–{end}", document=passage.document, start=passage.start, end=passage.end)
        for passage in question.passages
    )


def _best_correct(outcome: Outcome, ranking: Sequence[RankedPassage], relevance: Relevance) -> ExplainedPassage | None:
    """Return the best correct passage of the answer, else of the whole ranking, else of the library."""
    rank = relevance.first_correct_rank(outcome)
    if not isinf(rank):
        return _explained(outcome, outcome.answer.passages[int(rank) - 1], ranking)
    beyond = next((hit for hit in hits(ranking) if relevance.is_correct(outcome.question, hit)), None)
    if beyond is not None:
        return _explained(outcome, beyond, ranking)
    example = relevance.example(outcome.question)
    if example is None:
        return None
    title, text = example
    return ExplainedPassage(text, f"《{title}》", _shared_words(_searched(outcome), text))


def _explained(outcome: Outcome, hit: Hit, ranking: Sequence[RankedPassage]) -> ExplainedPassage:
    key = passage_key(hit.citation)
    ranked = next((ranked for ranked in ranking if key in map(passage_key, _citations(ranked))), None)
    return ExplainedPassage(
        text=hit.text,
        citation=citation_line(hit.citation),
        shared_words=_shared_words(_searched(outcome), hit.text),
        rank=hit.rank,
        lexical_rank=ranked.lexical_rank if ranked else None,
        dense_rank=ranked.dense_rank if ranked else None,
        scores=", ".join(f"{name} {value:.2f}" for name, value in _scores(ranked).items()) if ranked else "",
    )


def _citations(ranked: RankedPassage) -> list[Citation]:
    return [ranked.passage.citation, *(duplicate.citation for duplicate in ranked.duplicates)]


def _scores(ranked: RankedPassage) -> dict[str, float]:
    return {**ranked.features._asdict(), "score": ranked.score}


def _searched(outcome: Outcome) -> str:
    return outcome.answer.searched or outcome.question.text


def _shared_words(question: str, text: str) -> str:
    in_text = set(words(text))
    return " ".join(dict.fromkeys(word for word in words(question) if word in in_text))
