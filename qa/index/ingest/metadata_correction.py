"""Correct the metadata of a document; a correction also applies to later versions of its files."""

from dataclasses import fields, replace
from datetime import date
from typing import Any, TypedDict

from qa.errors import LibraryError
from qa.index.ingest.ingest_target import IngestTarget
from qa.index.ingest.missing_vectors import embed_missing
from qa.index.ingest.passage_texts import PassageText, PassageTexts
from qa.index.store import NewPassage
from qa.messages import Message
from qa.types import Metadata

_DATES = {field.name for field in fields(Metadata) if field.name.startswith("date_")}


class MetadataArguments(TypedDict, total=False):
    """Corrected fields of a document's metadata.

    An empty text marks a field as not stated, and so does ``None`` for a date. The title must not be empty.
    """

    title: str
    issuer: str
    index_number: str
    document_number: str
    category: str
    subject_words: str
    date_written: date | str | None
    date_published: date | str | None
    status: str


def correct_metadata(target: IngestTarget, document_id: int, corrections: MetadataArguments) -> Metadata:
    """Correct fields of a document's metadata, now and in later versions of its files.

    Args:
        target: the library; its engine is up to date afterwards.
        document_id: the document's number.
        corrections: the corrected fields; the other fields stay as they are.

    Returns:
        The metadata after the correction.

    Raises:
        LibraryError: there is no such document or field, the document is damaged, a value is not of its field's kind,
            or the title is empty.
        ModelError: the title changes, and the model cannot be loaded or is damaged.
        OSError: the engine cannot be written.
    """
    changed: dict[str, Any] = {name: _value(name, value) for name, value in corrections.items()}
    contents = target.store.document(document_id)
    before = contents.summary.metadata
    corrected = replace(before, **changed)
    passages: list[PassageText] = []
    if corrected.title != before.title:
        # The model reads the title with each passage.
        texts = PassageTexts(target.encoder, target.settings)
        passages = [texts.compose(passage, corrected.title, contents.text) for passage in contents.passages]
        embed_missing(target, passages)
    new = [NewPassage(passage.passage, passage.vector_key) for passage in passages]
    target.store.correct(document_id, corrected, tuple(changed), new)
    target.engine.finish()
    if passages:
        target.store.forget_unused_vectors()
    return corrected


def _value(name: str, value: object) -> str | date | None:
    """Return a corrected value as a document stores it: a text or a date, or ``None`` for a date that is not stated.

    Raises:
        LibraryError: there is no such field, the value is not of the field's kind, or the title is empty.
    """
    if name not in {field.name for field in fields(Metadata)}:
        raise LibraryError(Message("元数据里没有 {name} 这一项", name=name))
    if name in _DATES and (value is None or isinstance(value, date)):
        return value
    if not isinstance(value, str):
        raise LibraryError(Message("{name} 的值不对：{value}。请写成文字", name=name, value=value))
    text = " ".join(value.split())
    if name == "title" and not text:
        raise LibraryError(Message("题目不能是空的"))
    if name not in _DATES:
        return text
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise LibraryError(Message("日期看不懂：{text}。请写成 2019-05-01", text=text)) from error
