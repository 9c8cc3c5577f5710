"""Errors of models and vector indexes. The text of each is a Chinese sentence that tells the user what to do.

- EmbeddingsError

  - ModelError
  - IndexFileError
"""


class EmbeddingsError(Exception):
    """Base class of this package's errors."""


class ModelError(EmbeddingsError):
    """A model is missing or damaged, or its package is not installed."""


class IndexFileError(EmbeddingsError):
    """A vector index file is missing or damaged."""
