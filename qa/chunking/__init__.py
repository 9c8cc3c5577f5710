"""A document's outline and the passages cut along it."""

from qa.chunking.outline import outline
from qa.chunking.passages import passages

__all__ = ["outline", "passages"]
