"""Use a library as a retriever in a pipeline of Haystack.

    pip install haystack-ai
    python examples/haystack_retriever.py

Each document has the passage as its content and the citation as its metadata.
"""

import os
import tempfile
from pathlib import Path
from typing import Any

os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"  # before the import: nothing is sent anywhere

from haystack import Document, Pipeline, component

from qa import Hit, Library

SEEDS = Path(__file__).parent.parent / "seeds"
QUESTION = "深圳企业开办时间缩短到几天?"


@component
class GongwenRetriever:
    """A Haystack component that returns passages of a library.

    Args:
        library: an open library.
        top_k: number of passages to return.
    """

    def __init__(self, library: Library, top_k: int = 5) -> None:
        self._library = library
        self._top_k = top_k

    @component.output_types(documents=list[Document])
    def run(self, query: str, top_k: int | None = None, filters: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the passages for a question.

        Args:
            query: the question.
            top_k: number of passages to return.
            filters: as for :meth:`qa.Library.ask`, such as ``{"issuer": "深圳市"}``.
        """
        hits = self._library.retrieve(query, k=top_k or self._top_k, **(filters or {}))
        return {"documents": [_document(hit) for hit in hits]}


def _document(hit: Hit) -> Document:
    return Document(content=hit.text, meta=hit.citation.to_dict(), score=hit.score)


def main() -> None:
    """Retrieve passages for one question in a pipeline."""
    with tempfile.TemporaryDirectory() as folder, Library.open(folder) as library:
        library.add(SEEDS)
        pipeline = Pipeline()
        pipeline.add_component("retriever", GongwenRetriever(library, top_k=3))
        result = pipeline.run({"retriever": {"query": QUESTION, "filters": {"issuer": "深圳"}}})
        for document in result["retriever"]["documents"]:
            print(f"《{document.meta['title']}》，第 {document.meta['paragraph']} 段\n{document.content}\n")


if __name__ == "__main__":
    main()
