"""Put a removed document back into a library."""

from collections.abc import Iterable

from qa.index.ingest.file_outcomes import FileOutcomes
from qa.index.ingest.ingest_target import IngestTarget
from qa.index.ingest.passage_texts import PassageTexts
from qa.index.ingest.pipeline import IngestPipeline
from qa.index.ingest.prepared_document import PreparedDocument
from qa.index.ingest.progress_meter import ProgressMeter
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
    outcomes = FileOutcomes(target.store)
    progress = ProgressMeter(lambda _: None, outcomes)
    with IngestPipeline(target, outcomes, progress, stopped=lambda: False) as pipeline:
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
            pipeline.add(PreparedDocument(document, contents.content_hash, None, passages, summary.id))
        pipeline.drain()
    target.engine.finish()
