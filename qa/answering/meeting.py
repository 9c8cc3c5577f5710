"""Select the passages and the sentences that meet the requirements of a question.

These are the years, numbers and other quantities that the question names (:func:`qa.question.requirements`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from qa.answering.effective_date import effective_date
from qa.answering.matching_list import matching_list_first
from qa.answering.own_case import is_letter
from qa.answering.penalty_first import penalty_first
from qa.answering.stated import stated_quantities
from qa.answering.statements import statements
from qa.answering.value_first import content_first, value_first
from qa.chunking.context import context_text
from qa.index import StoredPassage
from qa.index.condition import document_number_form
from qa.language import abbreviations, letters, matching_form
from qa.language.official import Quantity, QuantityKind
from qa.question import QuestionFeatures, is_formality
from qa.question.named_filters import NAMED_NUMBER
from qa.question.requirements import requirements, without_requirements
from qa.search import Ranking
from qa.types import Missing, Span

_NUMBER = re.compile(NAMED_NUMBER)
_LOOKED_THROUGH = 20
"""number of passages at the front of the ranking to check for one that meets the requirements"""
_LEAST_COVERAGE = 0.8
"""least share of the question, without its requirements, that a passage must cover, relative to the highest share that
a passage covers"""
_LEAST_OF_SENTENCE = 0.6
"""least share of the question, without its requirements, that a sentence must cover, relative to the highest share that
a sentence covers"""
_PRESENT = 6
"""maximum number of other values to name when the value asked for is missing"""
_BY_SENTENCE = (QuantityKind.YEAR, QuantityKind.ORDINAL)
"""kinds of requirements that a sentence, the text before it, its headings or its title must state; quantities of other
kinds may stand anywhere in the passage"""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A ranking with the passage to answer from at the front, and the requirements or names that could not be matched.

    If the question has requirements and ``missing`` is empty, the first passage meets them all.
    """

    ranking: Ranking
    sentences: tuple[Span, ...] | None = None
    """the sentences of the first passage that may answer; ``None`` for all"""
    missing: tuple[Missing, ...] = ()
    """the 文号 or else the authorities in the question that no passage names; if there are none, the requirements that
    no passage states, or all requirements if each is stated, but no passage meets them together"""
    is_certain: bool = False
    """whether the sentences certainly answer, however few words they share with the question"""


def meet_requirements(question: str, ranking: Ranking) -> Meeting:
    """Move the first passage that meets the question's requirements to the front; list requirements that none meets.

    A passage counts only if it covers nearly as much of the rest of the question as the best passage does, and a
    sentence only if it covers nearly as much of that rest as the best sentence does: a 第35号 that belongs to another
    matter is no answer. If the question has no requirements, the passage with the date of effect, the penalty, the list
    or the value that the question asks for is moved to the front.

    Args:
        question: the form of the question that was searched for.
        ranking: a ranking of at least one passage.
    """
    ranking = _stating_first(QuestionFeatures(question), ranking)
    required = requirements(question)
    listed: tuple[Span, ...] | None = None
    if not required:
        if date := effective_date(question, ranking):
            return Meeting(date.ranking, date.sentences, is_certain=date.is_of_named)
        stating = value_first(question, penalty_first(question, content_first(question, ranking)))
        ranking, listed = matching_list_first(question, stating)
    unknown = _unknown_names(question, ranking)
    if unknown or not required:
        return Meeting(ranking, listed, unknown)
    rest = QuestionFeatures(without_requirements(question))
    looked_through = ranking.passages[:_LOOKED_THROUGH]
    coverage = [rest.coverage(rest.shared(ranking.folded(entry.passage).whole)) for entry in looked_through]
    least = _LEAST_COVERAGE * max(coverage)
    near = [entry for entry, covered in zip(looked_through, coverage, strict=True) if covered >= least]
    comparisons = [_Comparison(entry.passage, rest) for entry in near]
    best = max(comparison.best for comparison in comparisons)
    for entry, comparison in zip(near, comparisons, strict=True):
        sentences = comparison.meeting(required, _LEAST_OF_SENTENCE * best)
        if sentences is None or sentences:
            if entry is not looked_through[0]:
                # A first passage that meets the question stays first, though it may share less of it than the best.
                own = _Comparison(looked_through[0].passage, rest)
                by_itself = own.meeting(required, _LEAST_OF_SENTENCE * own.best)
                if by_itself is None or by_itself:
                    return Meeting(ranking, by_itself)
            return Meeting(ranking.beginning_with(entry), sentences)
    missing = [asked for asked in required if not any(comparison.states(asked) for comparison in comparisons)]
    named = (Missing(asked.name, _present(asked, comparisons)) for asked in missing or required)
    return Meeting(ranking, None, tuple(named))


def _stating_first(question: QuestionFeatures, ranking: Ranking) -> Ranking:
    """Move the first passage that states something to the front, before a mere title, a signature or a letter."""
    looked_through = ranking.passages[:_LOOKED_THROUGH]
    first = next((entry for entry in looked_through if _states(question, entry.passage)), ranking.passages[0])
    return ranking if first is ranking.passages[0] else ranking.beginning_with(first)


def _states(question: QuestionFeatures, passage: StoredPassage) -> bool:
    if letters(passage.text) in letters(passage.citation.title) or is_letter(passage):
        return False
    sentences = [passage.text[span.start : span.end] for span in statements(passage)]
    return any(not is_formality(question, each) for each in sentences)


def _unknown_names(question: str, ranking: Ranking) -> tuple[Missing, ...]:
    """Return the names in a question that no passage found contains.

    They are 文号; only if there are none, they are the authorities that no passage names in any form of the name.
    """
    folded = matching_form(question)
    passages = [entry.passage for entry in ranking.passages]
    if unknown := tuple(_unknown_numbers(question, passages)):
        return unknown
    named = dict.fromkeys(names for name, names in _authorities() if name in folded)

    def is_known(names: tuple[str, ...]) -> bool:
        texts = (text for each in passages for text in (each.citation.issuer, ranking.folded(each).whole))
        return any(name in text for text in texts for name in names)

    return tuple(Missing(next(name for name in names if name in folded)) for names in named if not is_known(names))


@cache
def _authorities() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return pairs: each name of an authority, and all names of this authority."""
    forms = ((short, *long) for short, long in abbreviations().items())
    return tuple((name, names) for names in forms for name in names)


def _unknown_numbers(question: str, passages: Sequence[StoredPassage]) -> Iterator[Missing]:
    """Yield the 文号 that a question names, if no passage states it and no passage's document has it.

    Words of the question may stand directly before the 文号 (市政府的云府办〔2021〕18号), so it need only end like that
    of a document.
    """
    named = list(_NUMBER.finditer(question))
    own = {document_number_form(each.citation.document_number) for each in passages if named} - {""}
    for found in named:
        number = document_number_form(found["number"])
        if number.endswith(tuple(own)):
            continue
        texts = (f"{each.citation.document_number}\n{each.citation.title}\n{each.text}" for each in passages)
        if not any(number in document_number_form(text) for text in texts):
            yield Missing(found["number"])


class _Comparison:
    """A passage compared with a question: what its sentences state, and how much of the question they share.

    Args:
        passage: the passage.
        rest: the question without its requirements.
    """

    def __init__(self, passage: StoredPassage, rest: QuestionFeatures) -> None:
        self.stated = stated_quantities(passage)
        above = rest.shared(_context(passage))
        self._coverage = [rest.coverage(rest.shared(text) | above) for text in self.stated.texts]

    @property
    def best(self) -> float:
        """The highest coverage of a sentence."""
        return max(self._coverage, default=0.0)

    def meeting(self, required: Sequence[Quantity], least: float) -> tuple[Span, ...] | None:
        """Return the sentences that meet every requirement.

        The result is ``None`` if the requirements do not tell the sentences apart, so that every sentence may answer.
        It is empty if the passage contradicts a requirement or has no sentence that may answer, or if no sentence meets
        all requirements with enough coverage.

        Args:
            required: the requirements.
            least: the coverage that each of the sentences needs.
        """
        allowed = frozenset(range(len(self.stated.spans)))
        restricted = False
        for asked in required:
            if asked.kind not in _BY_SENTENCE:
                if self.stated.meets(asked) is False:
                    return ()
                if excluding := self._excluding(asked):
                    allowed, restricted = allowed - excluding, True
            elif (meeting := self._meeting(asked)) is not None:
                allowed, restricted = allowed & meeting, True
        if not restricted:
            return None if self.stated.spans else ()
        covering = [place for place in sorted(allowed) if self._coverage[place] >= least]
        return tuple(self.stated.spans[place] for place in covering)

    def states(self, asked: Quantity) -> bool:
        """Return whether the passage meets a requirement, or states nothing that contradicts it."""
        if asked.kind not in _BY_SENTENCE:
            return self.stated.meets(asked) is not False
        return self._meeting(asked) != frozenset()

    def comparable_quantities(self, asked: Quantity) -> Iterator[Quantity]:
        """Yield the quantities of the same kind and unit as ``asked`` that the best-covered sentences state.

        The years and ordinals before such a sentence are included.
        """
        for place, coverage in enumerate(self._coverage):
            if coverage == self.best:
                for group in (self.stated.own[place], self.stated.before[place]):
                    yield from (quantity for quantity in group if quantity.is_comparable(asked))

    def _excluding(self, asked: Quantity) -> frozenset[int]:
        """Return the indexes of the sentences that state a different quantity, if another states the one asked for."""
        same = [[quantity for quantity in own if quantity.is_comparable(asked)] for own in self.stated.own]
        meeting = [any(quantity.meets(asked) for quantity in each) for each in same]
        if not any(meeting):
            return frozenset()
        return frozenset(place for place, each in enumerate(same) if each and not meeting[place])

    def _meeting(self, asked: Quantity) -> frozenset[int] | None:
        met = [self.stated.sentence_meets(place, asked) for place in range(len(self.stated.spans))]
        if any(met):
            return frozenset(place for place, meets in enumerate(met) if meets)
        return frozenset() if False in met else None


def _present(asked: Quantity, comparisons: Sequence[_Comparison]) -> tuple[str, ...]:
    """Return the values that the passages state in place of a missing one of the same kind, in ascending order."""
    best = max(comparison.best for comparison in comparisons)
    quantities = (
        quantity for each in comparisons if each.best == best for quantity in each.comparable_quantities(asked)
    )
    same = {quantity.low: quantity.name for quantity in quantities}
    return tuple(dict.fromkeys(same[value] for value in sorted(same)))[:_PRESENT]


def _context(passage: StoredPassage) -> str:
    citation = passage.citation
    return matching_form(context_text(citation.title, citation.heading_path, passage.kind))
