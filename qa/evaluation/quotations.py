"""Check that the texts of answers are slices of the documents that they cite."""

from functools import lru_cache

from qa.library import Library
from qa.types import Answer

_TEXTS_CACHED = 500


class QuotationChecker:
    """Compares the texts of answers with the documents that they cite.

    Args:
        library: the library that answered.
    """

    def __init__(self, library: Library) -> None:
        # The text of a document never changes under its id, and the same documents are quoted again and again.
        self._text = lru_cache(maxsize=_TEXTS_CACHED)(library.document_text)

    def are_valid(self, answer: Answer) -> bool:
        """Return whether the sentence and each passage of an answer equal the document slices that they cite."""
        quoted = [(hit.text, hit.citation) for hit in answer.passages]
        if answer.sentence:
            quoted.append((answer.sentence.text, answer.sentence.citation))
        return all(self._text(cited.document_id)[cited.start : cited.end] == text for text, cited in quoted)
