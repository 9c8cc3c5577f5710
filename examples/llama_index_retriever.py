"""Use a library as a retriever of LlamaIndex.

    pip install llama-index-core
    python examples/llama_index_retriever.py

Each node has the passage as its text and the citation as its metadata.
"""

import tempfile
from pathlib import Path

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from qa import Hit, Library

SEEDS = Path(__file__).parent.parent / "seeds"
QUESTION = "深圳企业开办时间缩短到几天?"


class GongwenRetriever(BaseRetriever):
    """A LlamaIndex retriever that returns passages of a library.

    Args:
        library: an open library.
        k: number of passages to return.
    """

    def __init__(self, library: Library, k: int = 5) -> None:
        super().__init__()
        self._library = library
        self._k = k

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return [_node(hit) for hit in self._library.retrieve(query_bundle.query_str, k=self._k)]


def _node(hit: Hit) -> NodeWithScore:
    citation = hit.citation
    place = f"{citation.document_id}:{citation.start}-{citation.end}"
    return NodeWithScore(node=TextNode(id_=place, text=hit.text, metadata=citation.to_dict()), score=hit.score)


def main() -> None:
    """Retrieve passages for one question through LlamaIndex's own interface."""
    with tempfile.TemporaryDirectory() as folder, Library.open(folder) as library:
        library.add(SEEDS)
        retriever = GongwenRetriever(library, k=3)
        for found in retriever.retrieve(QUESTION):
            print(f"《{found.metadata['title']}》，第 {found.metadata['paragraph']} 段\n{found.text}\n")


if __name__ == "__main__":
    main()
