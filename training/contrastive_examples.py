"""Questions with the passages that answer them, and the texts and vectors of all passages of their library."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from qa.evaluation import Question, Relevance
from qa.evaluation.relevance import document_key, passage_key
from qa.index import StoreView
from qa.index.ingest.passage_texts import PassageTexts
from qa.library import Library
from qa.question import standalone_forms

_BATCH = 2000


@dataclass(frozen=True, slots=True)
class ContrastiveExamples:
    """The questions of one set, the passages that answer each, and the vectors of all passages."""

    questions: Sequence[str]
    answering: Sequence[NDArray[np.int64]]
    """for each question, the rows in :attr:`vectors` of the passages that answer; at least one"""
    vectors: NDArray[np.float16]
    """the vectors of all passages, shape (passages, dimension)"""
    texts: Sequence[str]
    """the texts of all passages, as the model reads them"""

    def save(self, path: Path) -> None:
        """Write the examples atomically."""
        unfinished = path.with_suffix(".part.npz")
        lengths = np.array([len(rows) for rows in self.answering], dtype=np.int64)
        rows = np.concatenate([*self.answering, np.zeros(0, dtype=np.int64)])
        # An array of strings would take as much room for each text as for the longest.
        strings = np.frombuffer(json.dumps([list(self.questions), list(self.texts)]).encode(), dtype=np.uint8)
        np.savez(unfinished, strings=strings, lengths=lengths, rows=rows, vectors=self.vectors)
        unfinished.replace(path)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read examples."""
        with np.load(path) as stored:
            answering = np.split(stored["rows"], np.cumsum(stored["lengths"])[:-1])
            questions, texts = json.loads(stored["strings"].tobytes())
            return cls(questions, answering, stored["vectors"], texts)


def contrastive_examples(library: Library, questions: Iterable[Question]) -> ContrastiveExamples:
    """Return the questions for which the library has a passage that answers, and the vectors of all passages.

    For a question without gold answers, every passage of its relevant documents counts as one that answers. A follow-up
    question is returned in its complete form.
    """
    relevance, context = Relevance(library), library.ask_context
    with context.engine.snapshot() as snapshot:
        ids, vectors = _vectors(snapshot.view)
        by_key, embedded = _rows_and_texts(snapshot.view, ids, PassageTexts(context.encoder, library.settings))
    texts, answering = [], []
    for question in questions:
        keys = relevance.passages(question) if question.answers else relevance.documents(question)
        rows = sorted({row for key in keys for row in by_key.get(key, ())})
        if rows:
            texts.append(standalone_forms(question.text, question.history)[0])
            answering.append(np.array(rows, dtype=np.int64))
    return ContrastiveExamples(texts, answering, vectors, embedded)


def _vectors(view: StoreView) -> tuple[Sequence[int], NDArray[np.float16]]:
    ids = view.passage_ids()
    parts = [view.vectors(ids[at : at + _BATCH]).astype(np.float16) for at in range(0, len(ids), _BATCH)]
    return ids, np.concatenate(parts)


def _rows_and_texts(
    view: StoreView, ids: Sequence[int], composed: PassageTexts
) -> tuple[dict[str, list[int]], list[str]]:
    """Return the rows of ``ids`` by key, and the text of each row as the model reads it.

    Each passage is entered under its own key and its document's key.
    """
    rows: dict[str, list[int]] = {}
    texts: list[str] = []
    for at in range(0, len(ids), _BATCH):
        passages = view.passages(ids[at : at + _BATCH])
        for row, id_ in enumerate(ids[at : at + _BATCH], at):
            passage, citation = passages[id_], passages[id_].citation
            texts.append(composed.embedded_text(citation.title, citation.heading_path, passage.kind, passage.text))
            for key in (passage_key(citation), document_key(citation)):
                rows.setdefault(key, []).append(row)
    return rows, texts
