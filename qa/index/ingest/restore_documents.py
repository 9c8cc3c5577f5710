"""Put removed documents back into a library."""

from collections.abc import Sequence

from qa.index.ingest.ingest_target import IngestTarget
from qa.index.ingest.missing_vectors import embed_missing
from qa.index.ingest.passage_texts import PassageTexts
from qa.index.store import NewDocument, NewPassage
from qa.types import Document, DocumentContents, Span


def restore_documents(target: IngestTarget, removed: Sequence[tuple[DocumentContents, Sequence[str]]]) -> None:
    """Put removed documents back under their numbers, as they were, in one transaction. No file is read.

    Args:
        target: the library; its engine is up to date afterwards.
        removed: each document before it was removed, with the files to record as its sources.
    """
    # Purge removed documents first: until then their numbers are taken.
    target.engine.update()
    texts = PassageTexts(target.encoder, target.settings)
    passages = [
        [texts.compose(passage, contents.summary.metadata.title, contents.text) for passage in contents.passages]
        for contents, _ in removed
    ]
    embed_missing(target, (passage for of_document in passages for passage in of_document))
    stored = [[NewPassage(each.passage, each.vector_key) for each in of_document] for of_document in passages]
    target.store.put_back(
        [
            (_new_document(contents, source, of_document), contents.content_hash)
            for (contents, sources), of_document in zip(removed, stored, strict=True)
            for source in sources
        ]
    )
    target.engine.finish()


def _new_document(contents: DocumentContents, source: str, passages: Sequence[NewPassage]) -> NewDocument:
    document = Document(
        source=source,
        media_type=contents.media_type,
        encoding=contents.encoding,
        text=contents.text,
        metadata=contents.summary.metadata,
        body=Span(0, len(contents.text)),
        pages=contents.pages,
        recognised=contents.recognised,
    )
    return NewDocument(document, passages, contents.summary.id)
