"""The forms of a library's passages that do not depend on the question, kept between questions."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from qa.index import StoredPassage
from qa.search.fingerprint import Fingerprint, fingerprint
from qa.search.folded_passage import FoldedPassage, fold

_KEPT_PASSAGES = 30_000
"""about 30 MB; folding the candidates of a question takes as long as finding them"""

_Form = TypeVar("_Form")


class PassageForms:
    """Computes each form of a passage once and keeps it, up to a number of passages. Safe for threads.

    Forms are kept by passage id: the text, title and headings of a passage never change, because a changed document
    gets new passages.
    """

    def __init__(self) -> None:
        self._folded = _Kept[FoldedPassage](fold)
        self._fingerprints = _Kept[Fingerprint](lambda passage: fingerprint(passage.text))

    def folded(self, passage: StoredPassage) -> FoldedPassage:
        """Return a passage in its matching form."""
        return self._folded.form(passage)

    def fingerprint(self, passage: StoredPassage) -> Fingerprint:
        """Return the fingerprint of a passage's text."""
        return self._fingerprints.form(passage)


class _Kept(Generic[_Form]):
    """One form of each passage; when it is full, the form that was computed first is dropped."""

    def __init__(self, compute: Callable[[StoredPassage], _Form]) -> None:
        self._compute = compute
        self._forms: dict[int, _Form] = {}
        self._lock = Lock()

    def form(self, passage: StoredPassage) -> _Form:
        found = self._forms.get(passage.id)
        if found is None:
            found = self._compute(passage)
            with self._lock:
                self._forms[passage.id] = found
                if len(self._forms) > _KEPT_PASSAGES:
                    del self._forms[next(iter(self._forms))]
        return found
