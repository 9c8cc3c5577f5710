"""Questions with the sentences of their first passages, and which of them answer."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from qa.answering.read_passages import PASSAGES_READ, REACH
from qa.evaluation import Question, Relevance
from qa.language import letters
from qa.library import Library
from qa.question import official_words, standalone_forms
from qa.search import RankedPassage, hits, quotable_spans

_SHORTEST = 4
"""minimum number of letters and digits of a sentence that may count as a part of the answer"""


@dataclass(frozen=True, slots=True)
class SentenceExample:
    """One question with the passages found for it and their sentences."""

    question: NDArray[np.float32]
    """its vector, shape (dimension,)"""
    sentences: NDArray[np.float32]
    """the vectors of the sentences of its first passages, shape (sentences, dimension)"""
    passage: NDArray[np.int64]
    """shape (sentences,): the number of the passage that the sentence stands in"""
    answers: NDArray[np.bool_]
    """shape (sentences,): whether the sentence answers"""
    scores: NDArray[np.float32]
    """shape (passages,): the scores before the passages are read"""
    correct: NDArray[np.bool_]
    """shape (passages,): whether the passage answers"""


@dataclass(frozen=True, slots=True)
class SentenceExamples:
    """The examples of one set, joined to arrays with one question after the other; see :class:`SentenceExample`."""

    question: NDArray[np.float16]
    """shape (questions, dimension)"""
    sentences: NDArray[np.float16]
    """shape (all sentences, dimension)"""
    passage: NDArray[np.int64]
    """shape (all sentences,)"""
    answers: NDArray[np.bool_]
    """shape (all sentences,)"""
    scores: NDArray[np.float32]
    """shape (all passages,)"""
    correct: NDArray[np.bool_]
    """shape (all passages,)"""
    sentence_counts: NDArray[np.int64]
    """shape (questions,): the number of sentences of each question"""
    passage_counts: NDArray[np.int64]
    """shape (questions,): the number of passages of each question"""

    @classmethod
    def of(cls, examples: Sequence[SentenceExample]) -> Self:
        """Join examples, of which there must be at least one."""
        return cls(
            np.stack([each.question for each in examples]).astype(np.float16),
            np.concatenate([each.sentences for each in examples]).astype(np.float16),
            np.concatenate([each.passage for each in examples]),
            np.concatenate([each.answers for each in examples]),
            np.concatenate([each.scores for each in examples]),
            np.concatenate([each.correct for each in examples]),
            np.array([len(each.sentences) for each in examples]),
            np.array([len(each.scores) for each in examples]),
        )

    def __iter__(self) -> Iterator[SentenceExample]:
        """Yield the examples."""
        sentence = passage = 0
        for number, (sentences, passages) in enumerate(zip(self.sentence_counts, self.passage_counts, strict=True)):
            lines, places = slice(sentence, sentence + sentences), slice(passage, passage + passages)
            yield SentenceExample(
                self.question[number].astype(np.float32),
                self.sentences[lines].astype(np.float32),
                self.passage[lines],
                self.answers[lines],
                self.scores[places],
                self.correct[places],
            )
            sentence, passage = lines.stop, places.stop

    def save(self, path: Path) -> None:
        """Write the examples atomically."""
        unfinished = path.with_suffix(".part.npz")
        np.savez(unfinished, **{field.name: getattr(self, field.name) for field in fields(self)})
        unfinished.replace(path)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read examples."""
        with np.load(path) as stored:
            return cls(**{field.name: stored[field.name] for field in fields(cls)})


def sentence_examples(library: Library, questions: Iterable[Question]) -> Iterator[SentenceExample]:
    """Yield an example for each question for which passages are found."""
    relevance, context = Relevance(library), library.ask_context
    for question in questions:
        text = standalone_forms(question.text, question.history)[0]
        vector = context.encoder.encode_queries([text])[0]
        with context.engine.snapshot() as snapshot:
            also = official_words(text, context.everyday_words)
            ranked = context.ranker.rank(text, vector, snapshot, also=also).passages[:PASSAGES_READ]
        first = [each for each in ranked if each.score >= ranked[0].score - REACH]
        if first:
            correct = [relevance.is_correct(question, hit) for hit in hits(first)]
            yield _example(library, question, vector, first, correct)


def _example(
    library: Library,
    question: Question,
    vector: NDArray[np.float32],
    first: Sequence[RankedPassage],
    correct: Sequence[bool],
) -> SentenceExample:
    vectors, numbers, answers = [], [], []
    gold = [letters(answer) for answer in question.answers or ()]
    for number, (entry, is_correct) in enumerate(zip(first, correct, strict=True)):
        passage = entry.passage
        spans = quotable_spans(passage.text, passage.citation.heading_path, passage.kind)
        texts = [passage.text[span.start : span.end] for span in spans]
        vectors.append(library.ask_context.encoder.encode_sentences(texts))
        numbers += [number] * len(texts)
        answers += [is_correct and _answers(letters(text), gold) for text in texts]
    return SentenceExample(
        vector,
        np.concatenate(vectors),
        np.array(numbers, dtype=np.int64),
        np.array(answers, dtype=bool),
        np.array([entry.score for entry in first], dtype=np.float32),
        np.array(correct, dtype=bool),
    )


def _answers(sentence: str, gold: Sequence[str]) -> bool:
    """Return whether a sentence contains a gold answer, or is long enough and contained in a gold answer."""
    return any(answer in sentence or (len(sentence) >= _SHORTEST and sentence in answer) for answer in gold)
