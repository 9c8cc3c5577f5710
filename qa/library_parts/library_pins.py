"""The answers that people chose in a library."""

from collections.abc import Sequence

from qa.answering.pinned_answers import PinnedText, without_questions
from qa.errors import LibraryError
from qa.index import (
    Pin,
    new_pin,
)
from qa.library_parts.opened_library import OpenedLibrary
from qa.messages import Message
from qa.types import AnswerSentence, Span


class LibraryPins(OpenedLibrary):
    """The methods for pins (answers that a person chose), and for quoting a slice of a document."""

    def quote(self, document_id: int, start: int, end: int) -> AnswerSentence:
        """Return a slice of a document's text with its citation.

        Raises:
            LibraryError: there is no such document, it is damaged, or the slice is empty or outside its passages.
        """
        self.refresh()
        text = self.document_text(document_id)
        quoted = self._pins.quoted(document_id, Span(start, min(end, len(text))), text)
        if quoted is None:
            raise LibraryError(
                Message("编号 {number} 的文件里没有这一段：{start}–{end}", number=document_id, start=start, end=end)
            )
        return quoted[0]

    def pin(
        self, question: str, document_id: int, text: str, variants: Sequence[str] = (), start: int = 0
    ) -> PinnedText:
        """Choose a text of a document as the answer to a question, in place of what the program finds.

        Only the question and its variants get this answer. They are also recognised with other punctuation, with
        question words of the same meaning (什么时候, 何时) and with wrong characters of the same sound. The pin follows
        the document: it moves with its text to a new version of the file, and is not used while the document or the
        text is gone.

        Args:
            question: the question. Earlier pins lose this question and the variants; a pin that has no question left
                is removed.
            document_id: the document's number.
            text: the answer as it stands in the document.
            variants: the same question in other words.
            start: an offset in the document; if the text occurs several times, the nearest occurrence is meant.

        Returns:
            The pin, with the citation of its text.

        Raises:
            LibraryError: there is no such document, the text does not stand in it, or the pin cannot be stored.
            QuestionError: the question or a variant is blank or too long.
        """
        texts = tuple(dict.fromkeys(self._checked(each).strip() for each in (question, *variants)))
        self.refresh()
        wanted = text.strip()
        found = self._pins.place(document_id, wanted, start)
        source = self._database.stored_path(found.citation.source)
        pin = new_pin(texts, wanted, document_id, source, found.citation.start)
        return self._pins.located(self._pin_file.add(pin, lambda present: without_questions(present, texts)))

    def unpin(self, pin_id: int) -> Pin:
        """Remove a pin and return it.

        Raises:
            LibraryError: there is no such pin, or it cannot be removed.
        """
        return self._pin_file.remove(pin_id)

    def pins(self) -> tuple[PinnedText, ...]:
        """Return all pins, oldest first, each with the present position of its text.

        If the text or its document is gone, the pin has no position; its ``state`` says which is gone.

        Raises:
            LibraryError: the pins cannot be read.
        """
        self.refresh()
        return self._pins.all()
