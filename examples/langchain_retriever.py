"""Use a library as a retriever of LangChain.

    pip install langchain-core
    python examples/langchain_retriever.py

Each document has the passage as its content and the citation as its metadata.
"""

import tempfile
from pathlib import Path

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from qa import Hit, Library

SEEDS = Path(__file__).parent.parent / "seeds"
QUESTION = "深圳企业开办时间缩短到几天?"


class GongwenRetriever(BaseRetriever):
    """A LangChain retriever that returns passages of a library."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    k: int = 5

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [_document(hit) for hit in self.library.retrieve(query, k=self.k)]


def _document(hit: Hit) -> Document:
    citation = hit.citation
    place = f"{citation.document_id}:{citation.start}-{citation.end}"
    return Document(hit.text, id=place, metadata=citation.to_dict() | {"score": hit.score})


def main() -> None:
    """Retrieve passages for one question through LangChain's own interface."""
    with tempfile.TemporaryDirectory() as folder, Library.open(folder) as library:
        library.add(SEEDS)
        retriever = GongwenRetriever(library=library, k=3)
        for document in retriever.invoke(QUESTION):
            print(
                f"《{document.metadata['title']}》，第 {document.metadata['paragraph']} 段\n{document.page_content}\n"
            )


if __name__ == "__main__":
    main()
