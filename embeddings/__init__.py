"""Texts to vectors, and exact nearest-neighbour search over vectors.

Public names:

- :class:`Encoder`: a Sentence Transformers model that turns texts into unit vectors;
- :func:`bundled_checkpoint`, ``BUNDLED_MODEL``: the default model, which comes with the installation;
- :class:`PassageReader`, :class:`ReadablePassage`, :class:`Reading`: a question read together with passages;
- :func:`bundled_reader`, :class:`Reranker`: the readers, which say how well a passage answers and where;
- :class:`VectorIndex`, :class:`SearchResult`: unit vectors by id, searched with FAISS;
- :class:`EmbeddingsError` and its subclasses :class:`ModelError` and :class:`IndexFileError`.
"""

from embeddings.bundled import BUNDLED_MODEL, bundled_checkpoint
from embeddings.bundled_reader import bundled_reader
from embeddings.encoder import Encoder
from embeddings.errors import EmbeddingsError, IndexFileError, ModelError
from embeddings.reading import PassageReader, ReadablePassage, Reading
from embeddings.reranker import Reranker
from embeddings.vector_index import SearchResult, VectorIndex

__all__ = [
    "BUNDLED_MODEL",
    "EmbeddingsError",
    "Encoder",
    "IndexFileError",
    "ModelError",
    "PassageReader",
    "ReadablePassage",
    "Reading",
    "Reranker",
    "SearchResult",
    "VectorIndex",
    "bundled_checkpoint",
    "bundled_reader",
]
