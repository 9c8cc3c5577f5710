"""The JSON that the command line prints: a public interface (README, "JSON")."""

from dataclasses import asdict
from datetime import date
from typing import Any

from qa.types import Answer, Citation, DocumentSummary


def answer_record(answer: Answer, question_id: str) -> dict[str, Any]:
    """One answered question: ``id, question, found, confidence, answer, passages``.

    ``answer`` is ``None`` when the documents do not contain one.
    """
    sentence = answer.sentence
    return {
        "id": question_id,
        "question": answer.question,
        "found": answer.found,
        "confidence": round(answer.confidence, 4),
        "answer": {"text": sentence.text, "citation": citation_record(sentence.citation)} if sentence else None,
        "passages": [
            {
                "rank": hit.rank,
                "score": round(hit.score, 6),
                "text": hit.text,
                "citation": citation_record(hit.citation),
            }
            for hit in answer.passages
        ],
    }


def citation_record(citation: Citation) -> dict[str, Any]:
    """A citation with the names of its fields; dates as ISO 8601, ``None`` where the document does not say."""
    return _plain(asdict(citation))


def document_record(document: DocumentSummary) -> dict[str, Any]:
    """A document as listed: ``id, source, characters, passages`` and its metadata."""
    return {
        "id": document.id,
        "source": document.source,
        "characters": document.characters,
        "passages": document.passages,
        **_plain(asdict(document.metadata)),
    }


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in fields.items()}
