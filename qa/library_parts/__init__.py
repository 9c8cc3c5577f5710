"""The parts of :class:`qa.library.Library`, one file for each group of its methods."""

from qa.library_parts.library_documents import LibraryDocuments
from qa.library_parts.library_pins import LibraryPins
from qa.library_parts.library_upkeep import LibraryUpkeep
from qa.library_parts.model_errors import model_errors

__all__ = ["LibraryDocuments", "LibraryPins", "LibraryUpkeep", "model_errors"]
