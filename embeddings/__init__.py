"""Texts to vectors, and vectors to their nearest: Sentence Transformers and FAISS."""

from embeddings.bundled import BUNDLED_MODEL, bundled_checkpoint
from embeddings.encoder import Encoder
from embeddings.errors import EmbeddingsError, IndexFileError, ModelError
from embeddings.vector_index import SearchResult, VectorIndex

__all__ = [
    "BUNDLED_MODEL",
    "EmbeddingsError",
    "Encoder",
    "IndexFileError",
    "ModelError",
    "SearchResult",
    "VectorIndex",
    "bundled_checkpoint",
]
