"""Build a temporary library from the texts of a question set's own corpus."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from qa.evaluation.question_sets import CorpusText
from qa.index import AddProgress
from qa.library import Library
from qa.reading import file_of


@contextmanager
def corpus_library(
    corpus: Sequence[CorpusText],
    on_progress: Callable[[AddProgress], None] | None = None,
    stopped: Callable[[], bool] | None = None,
) -> Iterator[Library]:
    """Yield a temporary library in which each text of a corpus is a file; delete the library at the end.

    Args:
        corpus: the texts.
        on_progress: called during indexing.
        stopped: checked repeatedly; once it returns true, indexing ends and the library holds the texts indexed so far.
    """
    with tempfile.TemporaryDirectory() as temporary:
        texts = Path(temporary) / "texts"
        texts.mkdir()
        for text in corpus:
            title = f"{text.title}\n" if text.title else ""
            (texts / text.name).write_text(f"{title}{text.text}", encoding="utf-8")
        with Library.open(Path(temporary) / "library") as library:
            library.add(texts, on_progress=on_progress, stopped=stopped)
            yield library


def not_indexed(corpus: Sequence[CorpusText], library: Library) -> tuple[str, ...]:
    """Return the ids of the corpus texts that the library refused or has not indexed yet.

    A text without an id is named by its file.
    """
    indexed = {file_of(Path(source)).name for document in library.documents() for source in document.sources}
    return tuple(text.id or text.name for text in corpus if text.name not in indexed)
