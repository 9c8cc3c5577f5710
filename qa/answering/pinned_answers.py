"""Pins, the answers that a person chose: find the pin for a question, and its text in the present documents."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Literal

from embeddings import Encoder
from qa.answering.article import passages_at
from qa.answering.later_documents import LaterDocuments
from qa.answering.named_documents import is_allowed
from qa.answering.sentence import cited_slice
from qa.errors import LibraryError
from qa.index import Engine, Pin, PinFile, Store, StoredPassage
from qa.messages import Message
from qa.question import is_variant, question_key, standalone_forms
from qa.types import (
    Answer,
    AnswerKind,
    AnswerSentence,
    Citation,
    DocumentSummary,
    Filters,
    Hit,
    LaterDocument,
    Metadata,
    Span,
)

_NEAR = 0.93
"""The least cosine of a question and a variant of it. The cosine alone decides nothing: it is 1.00 for 从深圳到广州多远
and 从广州到深圳多远."""

_SHOWN = 40
"""maximum number of characters of a text that an error shows"""

PinState = Literal["used", "document_gone", "text_gone"]


@dataclass(frozen=True, slots=True)
class PinnedText:
    """A pin, and the present position of its text in the documents."""

    pin: Pin
    state: PinState
    """``document_gone``: the pin is not used, because its document is no longer in the library; ``text_gone``: it is
    not used, because the document no longer contains the text"""
    sentence: AnswerSentence | None = None
    """the text with its citation; ``None`` if the pin is not used"""


class PinnedAnswers:
    """The pins of a library, found by question.

    Args:
        file: the pins.
        store: the library's documents.
        engine: the library's passages.
        encoder: the model that compares questions.
        later_documents: finds the documents that repeal a cited one or take its place.
    """

    def __init__(
        self, file: PinFile, store: Store, engine: Engine, encoder: Encoder, later_documents: LaterDocuments
    ) -> None:
        self._file = file
        self._store = store
        self._engine = engine
        self._encoder = encoder
        self._later_documents = later_documents
        self._keys: tuple[tuple[Pin, ...], tuple[tuple[str, str, Pin], ...]] = ((), ())

    def all(self) -> tuple[PinnedText, ...]:
        """Return all pins with the places of their texts, oldest first."""
        return tuple(self._located(pin)[0] for pin in self._file.pins())

    def located(self, pin: Pin) -> PinnedText:
        """Return a pin with the place of its text."""
        return self._located(pin)[0]

    def with_pin(self, answer: Answer, filters: Filters, earlier: Sequence[str]) -> Answer:
        """Return the answer that is pinned to a question.

        The answer that was found is returned if it is small talk, if there is no pin for the question, if the text of
        the pin is gone, or if the filters do not allow its document.

        Args:
            answer: the answer that was found.
            filters: the filters that were set beside the question.
            earlier: the earlier questions of the conversation. A pin is looked up by the completed question, and by the
                typed question only if that can be understood alone: 怎么领证？, but not 那领证呢？
        """
        pins = self._file.pins()
        if not pins or answer.kind.is_small_talk:
            return answer
        understood = answer.searched or answer.question
        typed = answer.question.strip()
        stands_alone = typed in standalone_forms(typed, earlier)
        asked = dict.fromkeys((understood, typed) if stands_alone else (understood,))
        question, pin = next(((each, found) for each in asked if (found := self.find(each))), ("", None))
        located, passages = self._located(pin) if pin else (None, [])
        sentence = located.sentence if located else None
        if sentence is None or not is_allowed(_cited_document(sentence.citation), filters):
            return answer
        return Answer(
            question=answer.question,
            found=True,
            confidence=1.0,
            sentence=sentence,
            passages=_with_first(passages, answer.passages),
            searched=answer.searched if question == understood else "",
            filters=filters,
            vectors_only=answer.vectors_only,
            kind=AnswerKind.ANSWER,
            also_searched=answer.also_searched,
            later=self._later(sentence.citation),
            pinned=True,
        )

    def find(self, question: str) -> Pin | None:
        """Return the pin for a question, or for another one of which it is a variant; ``None`` if there is no pin."""
        key = question_key(question)
        known = self._known()
        if same := next((pin for _, text, pin in known if text == question), None):
            return same
        candidates = [(text, pin) for other, text, pin in known if is_variant(key, other)]
        return next((pin for text, pin in candidates if self._is_near(question, text)), None)

    def _later(self, cited: Citation) -> tuple[LaterDocument, ...]:
        return self._later_documents.find(cited, (), self._engine)

    def _known(self) -> tuple[tuple[str, str, Pin], ...]:
        """Return the key and the text of each question, with its pin."""
        pins = self._file.pins()
        if self._keys[0] is not pins:
            keys = tuple((question_key(text), text, pin) for pin in pins for text in pin.questions)
            self._keys = (pins, keys)
        return self._keys[1]

    def _is_near(self, question: str, known: str) -> bool:
        one, other = self._encoder.encode_symmetric([question, known])
        return float(one @ other) >= _NEAR

    def place(self, document_id: int, text: str, start: int) -> AnswerSentence:
        """Return a text of a document with its citation.

        Args:
            document_id: the document's number.
            text: the text.
            start: an offset in the document; if the text occurs several times, the occurrence nearest to it is cited.

        Raises:
            LibraryError: there is no such document, or it is damaged; or none of its passages contains the text.
        """
        whole = self._store.document_text(document_id, self._engine.generation)
        place = nearest(whole, text, start) if text else None
        quoted = self.quoted(document_id, place, whole) if place else None
        if quoted is None:
            raise LibraryError(Message("文件里没有这段话：{text}。请照原文一字不差地写", text=text[:_SHOWN]))
        return quoted[0]

    def quoted(self, document_id: int, place: Span, text: str) -> tuple[AnswerSentence, list[StoredPassage]] | None:
        """Return a slice of a document with its citation, and the passages that the slice overlaps.

        Returns ``None`` if the slice is empty or overlaps no passage.

        Args:
            document_id: the document's number.
            place: the slice.
            text: the document's text.
        """
        if place.start >= place.end:
            return None
        with self._engine.snapshot() as snapshot:
            passages = passages_at(place, document_id, snapshot)
        return (cited_slice(passages[0], place, text[place.start : place.end]), passages) if passages else None

    def _located(self, pin: Pin) -> tuple[PinnedText, Sequence[StoredPassage]]:
        state: PinState = "document_gone"
        for document in dict.fromkeys((pin.document_id, *self._store.documents_of(pin.source))):
            try:
                text = self._store.document_text(document, self._engine.generation)
            except LibraryError:
                continue
            state = "text_gone"
            place = nearest(text, pin.text, pin.start)
            if place and (quoted := self.quoted(document, place, text)):
                return PinnedText(pin, "used", quoted[0]), quoted[1]
        return PinnedText(pin, state), ()


def without_questions(pins: Sequence[Pin], questions: Sequence[str]) -> list[Pin]:
    """Return copies of those pins that have any of the questions, without these questions.

    Questions with the same key (:func:`qa.question.question_key`) count as the same. A copy with no question left has
    an empty question.
    """
    keys = {question_key(question) for question in questions}
    changed = []
    for pin in pins:
        left = tuple(text for text in pin.questions if question_key(text) not in keys)
        if left != pin.questions:
            changed.append(replace(pin, question=left[0] if left else "", variants=left[1:]))
    return changed


def nearest(text: str, wanted: str, start: int) -> Span | None:
    """Return the occurrence of a string that begins nearest to an offset; ``None`` if it does not occur."""
    before = text.rfind(wanted, 0, max(0, start) + len(wanted))
    after = text.find(wanted, max(0, start))
    places = [place for place in (before, after) if place >= 0]
    if not places:
        return None
    best = min(places, key=lambda place: abs(place - start))
    return Span(best, best + len(wanted))


def _cited_document(citation: Citation) -> DocumentSummary:
    names = [field.name for field in fields(Metadata) if hasattr(citation, field.name)]
    metadata = Metadata(**{name: getattr(citation, name) for name in names})
    return DocumentSummary(citation.document_id, citation.source, metadata, 0, 0)


def _with_first(pinned: Sequence[StoredPassage], found: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return the passages of a pinned text, then others found; in all as many as were found, but at least one."""
    best = max((hit.score for hit in found), default=1.0)
    first = [Hit(0, best, passage.text, passage.citation) for passage in pinned]
    places = {(hit.citation.document_id, hit.citation.start) for hit in first}
    others = [hit for hit in found if (hit.citation.document_id, hit.citation.start) not in places]
    hits = [*first, *others][: max(len(found), 1)]
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate(hits, start=1))
