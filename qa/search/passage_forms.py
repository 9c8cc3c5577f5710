"""The forms of a library's passages that do not depend on the question, kept between questions."""

from qa.index import StoredPassage
from qa.recent import Recent
from qa.search.fingerprint import Fingerprint, fingerprint
from qa.search.folded_passage import FoldedPassage, fold

_KEPT_PASSAGES = 30_000
"""about 25 MB; folding the candidates of a question takes as long as finding them"""


class PassageForms:
    """Computes each form of a passage once and keeps it, up to a number of passages. Safe for threads.

    Forms are kept by passage id: the text, title and headings of a passage never change, because a changed document
    gets new passages.
    """

    def __init__(self) -> None:
        self._folded = Recent[int, FoldedPassage](_KEPT_PASSAGES)
        self._fingerprints = Recent[int, Fingerprint](_KEPT_PASSAGES)

    def folded(self, passage: StoredPassage) -> FoldedPassage:
        """Return a passage in its matching form."""
        found = self._folded.get(passage.id)
        if found is None:
            self._folded.put(passage.id, found := fold(passage))
        return found

    def fingerprint(self, passage: StoredPassage) -> Fingerprint:
        """Return the fingerprint of a passage's text."""
        found = self._fingerprints.get(passage.id)
        if found is None:
            self._fingerprints.put(passage.id, found := fingerprint(passage.text))
        return found
