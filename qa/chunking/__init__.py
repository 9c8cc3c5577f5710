"""The outline of a document, and its passages."""

from qa.chunking.outline import outline
from qa.chunking.passages import passages

__all__ = ["outline", "passages"]
