"""Answer a question about the library itself from the metadata of its documents."""

from collections.abc import Callable, Mapping, Sequence

from qa.answering.named_documents import is_allowed, is_same_number, named_documents, newest_first
from qa.language import matching_form
from qa.question import LibraryQuestion
from qa.types import Answer, AnswerKind, DocumentSummary, Filters, Listing

_SHOWN = 10


def library_answer(
    question: str,
    asked: LibraryQuestion,
    filters: Filters,
    documents: Callable[[], Sequence[DocumentSummary]],
    official: Mapping[str, tuple[str, ...]],
) -> Answer | None:
    """Return an answer that lists at most ten documents that a question asks for.

    Returns ``None`` if no document has the title, 文号, topic or issuer that the question names: the question may be
    about something else, and is then searched as usual.

    The documents are listed newest first, except those asked for by title: of these, the shortest title comes first.

    Args:
        question: the question as typed.
        asked: what the question asks for.
        filters: which documents may be listed.
        documents: returns the documents of the library.
        official: for each everyday word the words that official documents use for it, such as 犬 for 狗.
    """
    allowed = [document for document in documents() if is_allowed(document, filters)]
    if asked.title:
        found: Sequence[DocumentSummary] = named_documents(asked.title, allowed)
    elif asked.number:
        numbered = (each for each in allowed if is_same_number(each.metadata.document_number, asked.number))
        found = sorted(numbered, key=newest_first)
    elif asked.topic:
        forms = [(word, *official.get(word, ())) for word in asked.topic]
        found = sorted((each for each in allowed if _is_about(each, forms)), key=newest_first)
    else:
        found = sorted((each for each in allowed if _matches(each, asked)), key=newest_first)
    if not found and (asked.title or asked.number or asked.issuers or asked.topic):
        return None
    return Answer(
        question,
        found=bool(found),
        confidence=1.0 if found else 0.0,
        sentence=None,
        passages=(),
        filters=filters,
        kind=AnswerKind.DOCUMENTS,
        listing=Listing(tuple(found[:_SHOWN]), len(found)),
    )


def _is_about(document: DocumentSummary, forms: Sequence[tuple[str, ...]]) -> bool:
    """Return whether the title of a document contains, for every word, at least one of its ``forms``."""
    title = matching_form(document.metadata.title)
    return all(any(form in title for form in word) for word in forms)


def _matches(document: DocumentSummary, asked: LibraryQuestion) -> bool:
    meta = document.metadata
    issuer = matching_form(f"{meta.issuer} {meta.title}")
    return asked.kind in matching_form(meta.title) and (
        not asked.issuers or any(name in issuer for name in asked.issuers)
    )
