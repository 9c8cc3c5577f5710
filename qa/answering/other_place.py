"""Notice that a document is about another place than the question."""

from qa.question import places
from qa.types import Citation


def is_about_another_place(question: str, citation: Citation) -> bool:
    """Return whether question and document name places, but none in common; the document by its title and issuer."""
    asked, named = places(question), places(f"{citation.title}\n{citation.issuer}")
    return bool(asked and named) and asked.isdisjoint(named)
