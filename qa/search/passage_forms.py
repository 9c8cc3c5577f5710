"""Keep each passage's matching form and fingerprint for later questions, since they do not depend on the question."""

from collections.abc import Sequence
from typing import NamedTuple

from qa.index import StoredPassage
from qa.recent import Recent
from qa.search.fingerprint import fingerprint
from qa.search.folded_passage import FoldedPassage, fold

_KEPT_PASSAGES = 30_000
"""maximum number of passages whose forms are kept, about 25 MB; without them, computing the matching forms of a
question's candidates would take as long as finding the candidates"""


class PassageForm(NamedTuple):
    """The matching form and the fingerprint of one passage."""

    folded: FoldedPassage
    fingerprint: bytes
    """fingerprint of the passage's text; see :func:`qa.search.fingerprint.fingerprint`"""


class PassageForms:
    """Computes the :class:`PassageForm` of each passage once and keeps it, up to a number of passages. Thread-safe.

    Forms are kept by passage id: the text, title and headings of a passage never change, because a changed document
    gets new passages.
    """

    def __init__(self) -> None:
        self._kept = Recent[int, PassageForm](_KEPT_PASSAGES)

    def of(self, passages: Sequence[StoredPassage]) -> list[PassageForm]:
        """Return the form of each passage, in the order given."""
        kept = self._kept.get_all([passage.id for passage in passages])
        return [form or self._computed(passage) for form, passage in zip(kept, passages, strict=True)]

    def folded(self, passage: StoredPassage) -> FoldedPassage:
        """Return a passage in its matching form."""
        return (self._kept.get(passage.id) or self._computed(passage)).folded

    def _computed(self, passage: StoredPassage) -> PassageForm:
        form = PassageForm(fold(passage), fingerprint(passage.text))
        self._kept.put(passage.id, form)
        return form
