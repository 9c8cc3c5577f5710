"""Errors of models and vector indexes. The text of each is a Chinese sentence that tells the user what to do.

- EmbeddingsError

  - ModelError
  - IndexFileError
"""


class EmbeddingsError(Exception):
    """Base class of this package's errors."""


class ModelError(EmbeddingsError):
    """A model cannot be used, for example because it is missing, damaged or not a Sentence Transformers model."""


class IndexFileError(EmbeddingsError):
    """A vector index file is missing, unreadable or damaged."""
