"""The forms of a library's passages that do not depend on the question, kept between questions."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from qa.index import StoredPassage
from qa.search.folded_passage import FoldedPassage, fold
from qa.search.shingles import minima, shingles

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
        self._minima = _Kept[bytes](lambda passage: minima(shingles(passage.text)).tobytes())

    def folded(self, passage: StoredPassage) -> FoldedPassage:
        """Return a passage in its matching form."""
        return self._folded.form(passage)

    def minima(self, passage: StoredPassage) -> bytes:
        """Return the four minimal hash values of a passage's shingles, as the bytes of a uint32 array."""
        return self._minima.form(passage)


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
