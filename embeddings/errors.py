"""What can go wrong with models and vector indexes; the text is one Chinese sentence that says what to do."""


class EmbeddingsError(Exception):
    """Base of this package's errors."""


class ModelError(EmbeddingsError):
    """A model is missing or damaged, or its package is not installed."""


class IndexFileError(EmbeddingsError):
    """A file does not hold a whole vector index."""
