"""The library that documents are added to."""

from dataclasses import dataclass

from embeddings import Encoder
from qa.index.engine import EngineWriter
from qa.index.store import StoreWriter
from qa.settings import Settings


@dataclass(frozen=True, slots=True)
class IngestTarget:
    """The store and the engine of a library that an addition writes to, with its model and settings."""

    store: StoreWriter
    engine: EngineWriter
    encoder: Encoder
    settings: Settings
