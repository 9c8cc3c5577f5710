"""Turn the errors of the embedding model into those of this package."""

from collections.abc import Iterator
from contextlib import contextmanager

from embeddings import EmbeddingsError
from qa.errors import SettingsError


@contextmanager
def model_errors() -> Iterator[None]:
    """Raise an error of the model as a ``SettingsError``."""
    try:
        yield
    except EmbeddingsError as error:
        raise SettingsError(str(error)) from error
