"""Candidate passages compared with a question: which of its bigrams each passage and each sentence hold.

All passages are compared at once in arrays, because the interpreter would take longer for the loops over passages,
sentences and bigrams than the two retrievers for the search.
"""

import sys
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
    """shape (sentences, bigrams): whether the sentence, or the title and headings above it, hold the bigram; the
    sentences of all passages below one another"""

    def pairs(self) -> Iterator[tuple[StoredPassage, FoldedPassage]]:
        """Return each passage with its matching form."""
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
        # Only a sentence that would be better with the expected type than the best without it is looked at.
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
    places, which = _occurrences("\n".join(passage.text for passage in folded), wanted)
    size = len(wanted[0]) if wanted else 1
    owner = np.searchsorted(starts, places, side="right") - 1

    def held(inside: NDArray[np.bool_], row: NDArray[np.int64], rows: int) -> NDArray[np.bool_]:
        found = np.zeros((rows, len(wanted)), dtype=np.bool_)
        found[row[inside], which[inside]] = True
        return found

    ends = starts + [passage.end for passage in folded]
    bigrams = held(places + size <= ends[owner], owner, len(folded))
    context_ends = starts + [passage.context_end for passage in folded]
    context = held(places + size <= context_ends[owner], owner, len(folded))

    counts = [len(passage.sentences) for passage in folded]
    passage_of = np.repeat(np.arange(len(folded)), counts)
    spans = np.concatenate([passage.sentences for passage in folded] or [np.zeros((0, 2), dtype=np.int32)])
    spans = spans + starts[passage_of, np.newaxis]
    sentence = np.searchsorted(spans[:, 0], places, side="right") - 1
    inside = (sentence >= 0) & (places + size <= spans[sentence, 1]) if len(spans) else np.zeros(len(places), bool)
    sentences = held(inside, sentence, len(spans)) | context[passage_of]
    return PassageMatches(tuple(passages), folded, fingerprints(form.fingerprint for form in known), bigrams, sentences)


def _occurrences(text: str, wanted: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where strings of the same length, 1 or 2, occur in a text: the places, ascending, and which it is."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    characters = sorted(set("".join(wanted)))
    number = np.zeros(sys.maxunicode + 1, dtype=np.uint16)
    number[[ord(character) for character in characters]] = np.arange(1, len(characters) + 1)
    numbers = number[codes]
    rank = {character: place for place, character in enumerate(characters, start=1)}
    if not wanted or len(wanted[0]) == 1:
        places = np.flatnonzero(numbers)
        return places, numbers[places].astype(np.int64) - 1
    table = np.full((len(characters) + 1, len(characters) + 1), -1, dtype=np.int64)
    for place, pair in enumerate(wanted):
        table[rank[pair[0]], rank[pair[1]]] = place
    pairs = np.flatnonzero((numbers[:-1] > 0) & (numbers[1:] > 0))
    which = table[numbers[pairs], numbers[pairs + 1]]
    is_wanted = which >= 0
    return pairs[is_wanted], which[is_wanted]
