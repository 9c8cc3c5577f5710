"""Embed passages whose vectors the store lacks."""

from collections.abc import Iterable

from qa.index.ingest.ingest_target import IngestTarget
from qa.index.ingest.passage_texts import PassageText


def embed_missing(target: IngestTarget, passages: Iterable[PassageText]) -> None:
    """Embed the passages whose vectors the store lacks; store the vectors, and record the model."""
    texts = {passage.vector_key: passage.text for passage in passages}
    missing = sorted(texts.keys() - target.store.known_vectors(list(texts)))
    vectors = target.encoder.encode_passages([texts[key] for key in missing])
    target.store.set_model(target.encoder.identity)
    target.store.put_vectors(dict(zip(missing, vectors, strict=True)))
