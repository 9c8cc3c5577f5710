"""Turn texts into vectors, and search vectors for their exact nearest neighbours.

Public names:

- :class:`Encoder`: a Sentence Transformers model that turns texts into unit vectors;
- :func:`bundled_checkpoint`, ``BUNDLED_MODEL``: the default model, which comes with the installation;
- :class:`Reranker`: a cross-encoder, which scores how well texts answer a question;
- :class:`SpanReader`: reads texts together with a question: how well each answers, and where the answer stands;
- :class:`VectorIndex`, :class:`SearchResult`: unit vectors by id, searched with FAISS;
- :class:`EmbeddingsError` and its subclasses :class:`ModelError` and :class:`IndexFileError`.
"""

from embeddings.bundled import BUNDLED_MODEL, bundled_checkpoint
from embeddings.encoder import Encoder
from embeddings.errors import EmbeddingsError, IndexFileError, ModelError
from embeddings.reranker import Reranker
from embeddings.span_reader import SpanReader
from embeddings.vector_index import SearchResult, VectorIndex

__all__ = [
    "BUNDLED_MODEL",
    "EmbeddingsError",
    "Encoder",
    "IndexFileError",
    "ModelError",
    "Reranker",
    "SearchResult",
    "SpanReader",
    "VectorIndex",
    "bundled_checkpoint",
]
