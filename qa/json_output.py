"""The JSON that the command line prints: a public interface (README, "JSON")."""

from dataclasses import asdict
from datetime import date
from typing import Any

from qa.library import Verification
from qa.types import Answer, Citation, DocumentContents, DocumentSummary


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
                "also": [citation_record(citation) for citation in hit.also],
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
        "sources": list(document.sources),
        "characters": document.characters,
        "passages": document.passages,
        **_plain(asdict(document.metadata)),
    }


def contents_record(contents: DocumentContents) -> dict[str, Any]:
    """A document as listed, and ``content_hash, media_type, encoding, text, passages`` with each passage's place."""
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


def verification_record(verification: Verification) -> dict[str, Any]:
    """A verification: ``documents, sources, passages, vectors`` (how many) and ``problems``."""
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
