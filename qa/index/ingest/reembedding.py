"""Embed the passages of a library with another model."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qa.errors import LibraryError
from qa.index.ingest.add_progress import AddProgress, rebuild_progress
from qa.index.ingest.embedding_queue import EmbeddingQueue
from qa.index.ingest.ingest_target import IngestTarget
from qa.index.ingest.passage_texts import PassageText, PassageTexts
from qa.index.store import NewPassage, StoreWriter
from qa.messages import Message

_GROUP_PASSAGES = 512


@dataclass(frozen=True, slots=True)
class _DocumentGroup:
    """The passages of documents that are embedded together, by document number."""

    passages: Mapping[int, Sequence[PassageText]]
    former: int
    """number of passages that the store holds for these documents; ``passages`` has more if the new model reads less"""

    @property
    def count(self) -> int:
        return sum(map(len, self.passages.values()))


def reembed(target: IngestTarget, on_progress: Callable[[AddProgress], None], stopped: Callable[[], bool]) -> int:
    """Embed all passages with the target's model, then replace those of the former model in one transaction.

    Each batch of vectors is stored beside the former vectors as soon as it is ready. Until the transaction, the library
    keeps its former model, and a later call computes only the vectors that are still missing.

    Args:
        target: the library; its engine is up to date afterwards.
        on_progress: called at least after each batch of vectors, and while the indexes are updated.
        stopped: called at least after each batch of vectors; once it returns True, the call ends and the library keeps
            its former model.

    Returns:
        The number of passages; 0 if the library already has the target's model or has no passages, or if the call was
        stopped.

    Raises:
        LibraryError: documents are damaged: they have no passages until they are repaired. All others have the
            target's model.
        ModelError: the model cannot be loaded or is damaged; the library keeps its former model.
        OSError: the engine cannot be written.
    """
    store = target.store
    if store.model in (None, target.encoder.identity):
        return 0
    damaged = store.damaged_documents()
    passages: dict[int, list[NewPassage]] = {}
    report = rebuild_progress(on_progress)
    done, left = 0, store.passage_count()
    with EmbeddingQueue(target.encoder) as queue:
        for group in _groups(target, damaged):
            left -= group.former
            for stored in _embed(group, store, queue):
                report(done + stored, done + group.count + left)
                if stopped():
                    return 0
            done += group.count
            for document_id, texts in group.passages.items():
                passages[document_id] = [NewPassage(text.passage, text.vector_key) for text in texts]
    store.change_model(target.encoder.identity, passages)
    target.engine.finish(rebuild_progress(on_progress))
    store.forget_unused_vectors()
    if damaged:
        raise LibraryError(
            Message(
                "资料库已换成现在的模型，但编号为 {numbers} 的文件损坏了，没有重新计算。请用 qa verify --repair 修复",
                numbers="、".join(map(str, sorted(damaged))),
            )
        )
    return done


def _groups(target: IngestTarget, damaged: Collection[int]) -> Iterator[_DocumentGroup]:
    """Yield the library's sound documents in groups of at least 512 passages; the last group may be smaller."""
    texts = PassageTexts(target.encoder, target.settings)
    passages: dict[int, Sequence[PassageText]] = {}
    former = 0
    for document in target.store.documents():
        if document.id in damaged:
            continue
        passages[document.id] = texts.of_stored(target.store.document(document.id))
        former += document.passages
        if former >= _GROUP_PASSAGES:
            yield _DocumentGroup(passages, former)
            passages, former = {}, 0
    if passages:
        yield _DocumentGroup(passages, former)


def _embed(group: _DocumentGroup, store: StoreWriter, queue: EmbeddingQueue) -> Iterator[int]:
    """Embed a group and store its vectors; yield how many of them are stored, at the beginning and after each batch."""
    texts = {passage.vector_key: passage.text for passages in group.passages.values() for passage in passages}
    known = store.known_vectors(list(texts))
    stored = len(known)
    yield stored
    for batch in queue.submit({key: text for key, text in texts.items() if key not in known}):
        store.put_vectors(dict(zip(batch.keys, batch.vectors.result(), strict=True)))
        stored += len(batch.keys)
        yield stored
