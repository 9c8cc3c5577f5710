"""A result stored with ``qa evaluate --output``, for comparison."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from qa.errors import QuestionSetError
from qa.evaluation.scores import Scores
from qa.evaluation.whole_run import QuestionFacts
from qa.messages import Message


@dataclass(frozen=True, slots=True)
class StoredResult:
    """The part of a result that comparisons need."""

    scores: dict[str, Scores]
    """the scores by name of the metric"""
    facts: dict[str, QuestionFacts] = field(default_factory=dict)
    """the facts by question id; only times for the run of a single retriever, empty for the run of another system"""
    questions_sha256: str = ""
    """checksum of the question file"""


def read_stored_result(path: Path) -> StoredResult:
    """Read a file written by ``qa evaluate --output``.

    Raises:
        QuestionSetError: the file is missing or is not a stored result.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        scores: dict[str, Scores] = {}
        for id_, values in record["questions"].items():
            for name, value in values.items():
                scores.setdefault(name, Scores(name, {})).by_question[id_] = float(value)
        facts = {id_: QuestionFacts(**fields) for id_, fields in record["facts"].items()}
        return StoredResult(scores, facts, record["made_by"]["questions sha256"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise QuestionSetError(
            Message(
                "评测结果读不了：{path}（{error}）。应是 qa evaluate --output 写出的文件", path=path, error=str(error)
            )
        ) from error
