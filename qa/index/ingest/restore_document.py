"""Put a removed document back into a library."""

from collections.abc import Iterable

from qa.index.ingest.ingest_target import IngestTarget
from qa.index.ingest.missing_vectors import embed_missing
from qa.index.ingest.passage_texts import PassageTexts
from qa.index.store import NewDocument, NewPassage
from qa.types import Document, DocumentContents, Span


def restore_document(target: IngestTarget, contents: DocumentContents, sources: Iterable[str]) -> None:
    """Put a removed document back under its number, as it was. No file is read.

    Args:
        target: the library; its engine is up to date afterwards.
        contents: the document before it was removed.
        sources: the files to record as its sources.
    """
    # Purge removed documents first: until then the number is taken.
    target.engine.update()
    summary, text = contents.summary, contents.text
    texts = PassageTexts(target.encoder, target.settings)
    passages = tuple(texts.compose(passage, summary.metadata.title, text) for passage in contents.passages)
    embed_missing(target, passages)
    stored = [NewPassage(passage.passage, passage.vector_key) for passage in passages]
    for source in sources:
        document = Document(
            source=source,
            media_type=contents.media_type,
            encoding=contents.encoding,
            text=text,
            metadata=summary.metadata,
            body=Span(0, len(text)),
            pages=contents.pages,
            recognised=contents.recognised,
        )
        target.store.put_back(NewDocument(document, stored, summary.id), contents.content_hash)
    target.engine.finish()
