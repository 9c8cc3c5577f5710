"""Chunking: find the outline of a document and cut it into passages."""

from qa.chunking.outline import outline
from qa.chunking.passages import passages

__all__ = ["outline", "passages"]
