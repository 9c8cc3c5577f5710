"""Find the questions and the documents of a question set."""

from pathlib import Path

from benchmarks.question_sets import askable_set
from qa.evaluation import QuestionSet

_SEEDS = Path(__file__).parent.parent / "seeds"


def read_set(sets: Path, work: Path, name: str) -> tuple[QuestionSet, Path]:
    """Read a question set.

    Args:
        sets: the folder of the question sets.
        work: the working folder; ``training.written_questions`` makes further sets in its folder ``sets``.
        name: the name of the set.

    Returns:
        The questions, and the folder of their documents: ``seeds/`` for a set that is a single file, ``documents`` in
        the folder of a set that has them, and for a set that brings its own texts a folder in ``work``.
    """
    file = sets / f"{name}.jsonl"
    if file.is_file():
        return askable_set(file), _SEEDS
    folder = next((each / name for each in (sets, work / "sets") if (each / name).is_dir()), sets / name)
    if (folder / "documents").is_dir():
        return askable_set(folder / "questions.jsonl"), folder / "documents"
    return askable_set(folder), work / "libraries" / f"{name}-documents"
