"""Chunking: find the outline of a document and cut it into passages."""

from qa.chunking.outline import outline
from qa.chunking.passage_parts import passage_parts
from qa.chunking.passages import passages

__all__ = ["outline", "passage_parts", "passages"]
