"""Candidate passages compared with a question: which bigrams of the question each passage and each sentence hold.

All passages are compared at once in arrays, because loops over passages, sentences and bigrams in the interpreter would
take longer than the search itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.index import StoredPassage
from qa.question import QuestionFeatures
from qa.search.fingerprint import fingerprints
from qa.search.folded_passage import FoldedPassage
from qa.search.idf_weights import IdfWeights
from qa.search.passage_forms import PassageForms


@dataclass(frozen=True, slots=True)
class PassageMatches:
    """Passages compared with a question. The bigrams are those of :attr:`QuestionFeatures.bigrams`, sorted."""

    passages: tuple[StoredPassage, ...]
    folded: tuple[FoldedPassage, ...]
    fingerprints: NDArray[Any]
    """shape (passages,); see :func:`qa.search.fingerprint.fingerprints`"""
    bigrams: NDArray[np.bool_]
    """shape (passages, bigrams): whether title, headings or text of the passage hold the bigram"""
    sentences: NDArray[np.bool_]
    """shape (sentences, bigrams): whether the sentence, or the title and headings above it, hold the bigram; the rows
    are the sentences of the first passage, then those of the second, and so on"""

    def pairs(self) -> Iterator[tuple[StoredPassage, FoldedPassage]]:
        """Return an iterator over the passages, each with its matching form."""
        return zip(self.passages, self.folded, strict=True)

    def support(self, question: QuestionFeatures, weights: IdfWeights) -> list[float]:
        """Return for each passage the best support that one of its sentences gives, 0 to 1.

        The support of a sentence is its coverage, halved if it lacks the expected type of answer.
        """
        coverage = weights.coverage(self.sentences)
        counts = [len(passage.sentences) for passage in self.folded]
        if not counts:
            return []
        firsts = [0, *accumulate(counts)][:-1]
        best: NDArray[np.float64] = np.maximum.reduceat(coverage, firsts)
        if not question.expects_type:
            covered: list[float] = best.tolist()
            return covered
        least = best * question.FACTOR_WITHOUT_TYPE
        passage_of = np.repeat(np.arange(len(counts)), counts)
        # Only a sentence with more coverage than the best support without the expected type needs a check of its type.
        better = np.flatnonzero(coverage > least[passage_of])
        better = better[np.lexsort((-coverage[better], passage_of[better]))]
        support: list[float] = least.tolist()
        known = -1
        for row, place in zip(better.tolist(), passage_of[better].tolist(), strict=True):
            if place != known and question.has_answer_type(self._sentence(place, row - firsts[place])):
                support[place], known = float(coverage[row]), place
        return support

    def _sentence(self, place: int, number: int) -> str:
        """Return a sentence of a passage in its matching form."""
        passage = self.folded[place]
        start, end = passage.sentences[number].tolist()
        return passage.text[start:end]


def match_passages(
    question: QuestionFeatures, passages: Sequence[StoredPassage], forms: PassageForms
) -> PassageMatches:
    """Compare passages with a question."""
    known = forms.of(passages)
    folded = tuple([form.folded for form in known])
    wanted = sorted(question.bigrams)
    lengths = np.array([len(passage.text) + 1 for passage in folded], dtype=np.int64)
    starts = np.cumsum(lengths) - lengths
    places, which = _occurrences("\n".join([passage.text for passage in folded]), wanted)
    # An occurrence that begins this many characters before an end still ends there.
    beyond = len(wanted[0]) - 1 if wanted else 0

    def between(edges: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which bigrams begin in each interval: before the first edge, between two edges, after the last edge.

        Few array operations work on the occurrences, because each operation releases the interpreter lock.

        Returns:
            shape (edges + 1, bigrams)
        """
        found = np.zeros((len(edges) + 1, len(wanted)), dtype=np.bool_)
        found[np.searchsorted(edges, places, side="right"), which] = True
        return found

    context_ends = np.array([passage.context_end - beyond for passage in folded], dtype=np.int64)
    ends = starts + [passage.end - beyond for passage in folded]
    parts = between(np.column_stack((starts, starts + np.maximum(context_ends, 0), ends)).ravel())
    context, text = parts[1::3], parts[2::3]
    counts = [len(passage.sentences) for passage in folded]
    spans = np.concatenate([passage.sentences for passage in folded] or [np.zeros((0, 2), dtype=np.int32)])
    spans = np.repeat(starts, counts)[:, np.newaxis] + np.column_stack((spans[:, 0], spans[:, 1] - beyond))
    sentences = between(spans.ravel())[1::2] | np.repeat(context, counts, axis=0)
    return PassageMatches(
        tuple(passages), folded, fingerprints(form.fingerprint for form in known), context | text, sentences
    )


def _occurrences(text: str, wanted: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Find all occurrences in a text of strings of the same length, 1 or 2.

    Returns:
        The places, ascending, and for each place the index of the string in ``wanted``; shape (occurrences,) each.
    """
    # Few operations work on the whole text, because each releases the interpreter lock, for which other questions wait.
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    characters = sorted(set("".join(wanted)))
    # The last number stays 0; it is the number of every character beyond.
    number = np.zeros(max(map(ord, characters), default=0) + 2, dtype=np.int64)
    number[[ord(character) for character in characters]] = np.arange(1, len(characters) + 1)
    numbers = number.take(codes, mode="clip")
    if not wanted or len(wanted[0]) == 1:
        places = np.flatnonzero(numbers)
        return places, numbers[places] - 1
    rank = {character: place for place, character in enumerate(characters, start=1)}
    size = len(characters) + 1
    table = np.zeros(size * size, dtype=np.int64)
    table[[rank[pair[0]] * size + rank[pair[1]] for pair in wanted]] = np.arange(1, len(wanted) + 1)
    which = table.take(numbers[:-1] * size + numbers[1:], mode="clip")
    places = np.flatnonzero(which)
    return places, which[places] - 1
