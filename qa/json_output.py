"""The JSON output of the command line: a public interface, documented in the README under "JSON"."""

from dataclasses import asdict
from datetime import date
from typing import Any

from qa.library import PinnedText, Verification
from qa.types import Answer, DocumentContents, DocumentSummary


def answer_record(answer: Answer, question_id: str) -> dict[str, Any]:
    """Return an answer as JSON values; the README lists the keys.

    - ``kind`` is ``answer``; ``places`` (the question is a single word, and the passages contain it or its official
      synonym); ``documents`` (the question is about the library itself); or the kind of small talk.
    - ``status`` is ``found``, ``possible`` or ``not_found``.
    - ``answer`` is the answering sentence; ``None`` if ``status`` is ``not_found`` or ``kind`` is ``documents``.
    - ``calibrated`` is ``False`` if the confidence was not fitted for the model in use and is not a probability.
    - ``vectors_only`` is ``True`` if the index of words could not be searched.
    - ``missing`` holds the values and names of the question that the documents found do not state.
    - ``suggestions`` are questions that the library answers; they are given with small talk only.
    - ``also_searched`` holds the words of official documents that were searched for everyday words of the question,
      such as 犬 for 狗, and occur in the passages found.
    - ``parts`` are the records of the parts of a question that asks several things; otherwise empty.
    - ``later`` are the documents that repeal the cited document or take its place.
    - ``documents`` and ``documents_total`` answer a question about the library itself: the first documents asked for,
      and the number of all of them. For another question they are empty and 0.
    - ``pinned`` is ``True`` if a person chose the answer.
    """
    sentence = answer.sentence
    return {
        "id": question_id,
        "question": answer.question,
        "kind": answer.kind.value,
        "status": answer.status.value,
        "found": answer.found,
        "confidence": round(answer.confidence, 4),
        "calibrated": answer.calibrated,
        "vectors_only": answer.vectors_only,
        "answer": sentence.to_dict() if sentence else None,
        "passages": [hit.to_dict() for hit in answer.passages],
        "missing": [missing.to_dict() for missing in answer.missing],
        "suggestions": list(answer.suggestions),
        "also_searched": list(answer.also_searched),
        "parts": [answer_record(part, f"{question_id}.{number}") for number, part in enumerate(answer.parts, start=1)],
        "later": [later.to_dict() for later in answer.later],
        "documents": [document_record(document) for document in answer.listing.documents] if answer.listing else [],
        "documents_total": answer.listing.total if answer.listing else 0,
        "pinned": answer.pinned,
    }


def document_record(document: DocumentSummary) -> dict[str, Any]:
    """Return a document's summary: ``id, source, sources, characters, passages`` and the fields of its metadata."""
    return {
        "id": document.id,
        "source": document.source,
        "sources": list(document.sources),
        "characters": document.characters,
        "passages": document.passages,
        **_plain(asdict(document.metadata)),
    }


def contents_record(contents: DocumentContents) -> dict[str, Any]:
    """Return a document with the keys of :func:`document_record` and ``content_hash, media_type, encoding, text``.

    ``passages`` is here the list of the passages, not their number; each has ``kind, heading_path, paragraph, start,
    end``.
    """
    passages = [
        {
            "kind": passage.kind.value,
            "heading_path": list(passage.heading_path),
            "paragraph": passage.paragraph,
            "start": passage.span.start,
            "end": passage.span.end,
        }
        for passage in contents.passages
    ]
    return document_record(contents.summary) | {
        "content_hash": contents.content_hash,
        "media_type": contents.media_type,
        "encoding": contents.encoding,
        "text": contents.text,
        "passages": passages,
    }


def pin_record(pinned: PinnedText) -> dict[str, Any]:
    """Return a pin: ``id, question, variants, text, created``, ``state`` and ``citation``.

    ``state`` is ``used``, ``document_gone`` or ``text_gone``; ``citation`` is ``None`` unless ``state`` is ``used``.
    """
    pin, sentence = pinned.pin, pinned.sentence
    return {
        "id": pin.id,
        "question": pin.question,
        "variants": list(pin.variants),
        "text": pin.text,
        "created": pin.created,
        "state": pinned.state,
        "citation": sentence.citation.to_dict() if sentence else None,
    }


def verification_record(verification: Verification) -> dict[str, Any]:
    """Return a verification: the counts ``documents, sources, passages, vectors`` and the list ``problems``.

    Each problem has ``text`` and ``part``, which is ``database``, ``document``, ``source``, ``correction``, ``vector``,
    ``lexical_index``, ``vector_index``, ``upload`` or ``pin``.
    """
    problems = [{"part": problem.part.value, "text": problem.text} for problem in verification.problems]
    return {
        "documents": verification.documents,
        "sources": verification.sources,
        "passages": verification.passages,
        "vectors": verification.vectors,
        "problems": problems,
    }


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in fields.items()}
