"""Turn the errors of the package ``embeddings`` into those of this package."""

from collections.abc import Iterator
from contextlib import contextmanager

from embeddings import EmbeddingsError
from qa.errors import SettingsError


@contextmanager
def model_errors() -> Iterator[None]:
    """Raise a ``SettingsError`` in place of an ``EmbeddingsError`` from the block."""
    try:
        yield
    except EmbeddingsError as error:
        raise SettingsError(str(error)) from error
