"""Use a library as the retriever of another program, such as an agent or a RAG pipeline.

    python examples/use_as_retriever.py

Frameworks expect texts with metadata from a retriever. ``retriever`` returns a plain function that returns them; wrap
its result in the framework's own document class.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

from qa import Hit, Library

SEEDS = Path(__file__).parent.parent / "seeds"
QUESTION = "数据开放平台是哪天开通的?"


class RetrievedPassage(TypedDict):
    """A passage with the citation that a language model should quote."""

    text: str
    score: float
    title: str
    paragraph: int
    start: int
    end: int
    source: str


def retriever(library: Library, k: int = 5) -> Callable[[str], list[RetrievedPassage]]:
    """Return a function that maps a question to its ``k`` best passages, best first."""

    def retrieve(question: str) -> list[RetrievedPassage]:
        return [_passage(hit) for hit in library.retrieve(question, k=k)]

    return retrieve


def _passage(hit: Hit) -> RetrievedPassage:
    citation = hit.citation
    return {
        "text": hit.text,
        "score": hit.score,
        "title": citation.title,
        "paragraph": citation.paragraph,
        "start": citation.start,
        "end": citation.end,
        "source": citation.source,
    }


def main() -> None:
    """Retrieve passages for one question and print them as a language model would get them."""
    with tempfile.TemporaryDirectory() as folder, Library.open(folder) as library:
        library.add(SEEDS)
        retrieve = retriever(library, k=3)
        for rank, passage in enumerate(retrieve(QUESTION), start=1):
            print(f"[{rank}] 《{passage['title']}》，第 {passage['paragraph']} 段\n{passage['text']}\n")


if __name__ == "__main__":
    main()
