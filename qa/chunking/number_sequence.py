"""Follow the numbers in a document, to tell whether a number is the next of its sequence and so begins a heading."""

from collections.abc import Sequence

from qa.chunking.numbering import Number, Rank

_LARGEST_GAP = 3


class NumberSequence:
    """The last number of each rank so far.

    A heading restarts the numbers of the ranks below it, except those of articles and of higher ranks. An annex
    restarts the numbers of all ranks below it.

    Args:
        numbers: the leading number of each line of the document.
    """

    def __init__(self, numbers: Sequence[Number | None]) -> None:
        self._last: dict[int, tuple[int, int]] = {}
        self._articles: set[tuple[int, int]] = set()
        self._interrupted: dict[int, int] = {}
        """the last number of each rank before an interruption: a higher heading or an inner list with the same marks"""
        self._set_off = {
            (number.rank, number.value, number.inserted) for number in numbers if number and number.is_set_off
        }
        self._chapters = {number.parents[0] for number in numbers if number and number.is_clause}
        self._clause: tuple[int, ...] = ()
        """the parts of the number of the last clause, such as 11, 1 and 2 for 11.1.2; empty if there is none"""

    def expects(self, number: Number, follows_sentence: bool) -> bool:
        """Return whether a paragraph with this number can begin a section here.

        It can if the number is 1, or at most three higher than the last number of its rank. Further rules:

        - A sequence may continue below the next heading: （五） below 一、, then （六） below 二、.
        - Collections of excerpts leave out articles or change their order. An article that has not occurred yet is
          therefore accepted if a blank follows its number.
        - For the same reason, a number of an article or of a higher rank may be any number higher than the last one, if
          a blank follows it, or if its rank has occurred and the paragraph before ends with a sentence.
        - The chapter of a standard (11 试验方法) may be any number higher than the last one.
        - A number in front of the words of a reference is not accepted: 第三条规定的…. A number of an article or of a
          higher rank without a blank is also not accepted if it stands elsewhere with a blank: 第三条以外的情形….
        - A clause (11.1.2) must follow the last clause, and an inserted article (第三条之一) must be higher than the
          last article.
        - A part that the table of contents lists below 一、 is always accepted.

        Args:
            number: the number.
            follows_sentence: whether the paragraph before it ends with a sentence.
        """
        if number.rank in (Rank.LISTED_SECOND, Rank.LISTED_THIRD):
            return True
        last, inserted = self._last.get(number.rank, (0, 0))
        if number.is_reference or (number.rank <= Rank.ARTICLE and self._stands_elsewhere(number)):
            return False
        if number.is_clause:
            return _follows((*number.parents, number.value), self._clause)
        if number.inserted:
            return (last, inserted) < (number.value, number.inserted)
        if self._is_new_article(number):
            return True
        skips = self._can_skip(number, follows_sentence)
        is_next = last < number.value and (skips or number.value <= last + _LARGEST_GAP)
        return is_next or number.value in (1, self._interrupted.get(number.rank, 0) + 1)

    def _is_new_article(self, number: Number) -> bool:
        return number.rank == Rank.ARTICLE and number.is_set_off and (number.value, 0) not in self._articles

    def _can_skip(self, number: Number, follows_sentence: bool) -> bool:
        if number.rank == Rank.THIRD:
            return number.is_set_off and number.value in self._chapters
        is_among_articles = follows_sentence and number.rank in self._last
        return number.rank <= Rank.ARTICLE and (number.is_set_off or is_among_articles)

    def _stands_elsewhere(self, number: Number) -> bool:
        return not number.is_set_off and (number.rank, number.value, number.inserted) in self._set_off

    def advance(self, height: int, number: Number | None) -> None:
        """Record a heading, so that the next expected numbers follow it.

        Args:
            height: its height in the outline; a smaller height is a higher rank.
            number: its number, if it has one.
        """
        # Articles are numbered through a whole law across its chapters, and chapters across its subparts. An annex has
        # its own numbers.
        if height == Rank.ANNEX:
            self._articles.clear()
        lowest = height if height == Rank.ANNEX else max(height, Rank.ARTICLE)
        ended = {rank: value for rank, (value, _) in self._last.items() if rank > lowest}
        self._interrupted = {} if height == Rank.ANNEX else self._interrupted | ended
        self._last = {rank: last for rank, last in self._last.items() if rank <= lowest}
        if height < Rank.THIRD:
            self._clause = ()
        if number and number.is_clause:
            self._clause = clause_of(number)
        elif number:
            self._note_interruption(number)
            self._last[number.rank] = (number.value, number.inserted)
            if number.rank == Rank.ARTICLE:
                self._articles.add(self._last[number.rank])

    def _note_interruption(self, number: Number) -> None:
        last = self._last.get(number.rank, (0, 0))[0]
        if number.value == 1 and last and number.rank > Rank.ARTICLE:
            self._interrupted[number.rank] = last
        elif number.value - 1 == self._interrupted.get(number.rank):
            del self._interrupted[number.rank]


def _follows(clause: tuple[int, ...], last: tuple[int, ...]) -> bool:
    """Return whether a clause can follow the last one.

    After 11.1 these can follow: 11.1.1; 11.2 to 11.4; 11.2.1 to 11.4.1, without a clause above them; and the first
    clause of any later chapter, such as 12.1.
    """
    if not last or clause[0] > last[0]:
        return all(number <= 1 for number in clause[1:])
    same = next((level for level, pair in enumerate(zip(clause, last, strict=False)) if pair[0] != pair[1]), None)
    if same is None:
        return len(clause) == len(last) + 1 and clause[-1] <= 1
    is_next = last[same] < clause[same] <= last[same] + _LARGEST_GAP
    return is_next and all(number <= 1 for number in clause[same + 1 :])


def clause_of(number: Number | None) -> tuple[int, ...]:
    """Return all parts of the number of a clause: 11, 1 and 2 for 11.1.2.

    A number of the rank of 1. gives its value, because it may be the number of a chapter of a standard (11). The result
    is empty for a number of any other rank, and for ``None``.
    """
    if number is None or not (number.is_clause or number.rank == Rank.THIRD):
        return ()
    return (*number.parents, number.value)
