"""Relevance judgements (qrels) in the TREC and BEIR formats."""

from math import ceil
from pathlib import Path

from qa.evaluation.question_sets.trec_columns import column_rows, is_number, parse_number

_HEADER = ("query-id", "corpus-id", "score")


def read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """Return the grades of a qrels file by query and document, in the order of the file.

    Lines are ``query 0 document grade`` (TREC) or ``query document grade`` (BEIR, whose first line may name the
    columns). Columns are separated by tabs or, in a line without tabs, by blanks. Fractional grades are rounded up, so
    that a grade of one half stays relevant.

    Raises:
        QuestionSetError: the file is missing or malformed.
    """
    grades: dict[str, dict[str, int]] = {}
    for place, row in column_rows(path, (3, 4)):
        if tuple(row) == _HEADER or (not grades and len(row) == 3 and not is_number(row[2])):
            continue
        query, document, grade = row[0], row[-2], row[-1]
        grades.setdefault(query, {})[document] = ceil(parse_number(grade, place))
    return grades


def looks_like_qrels(text: str) -> bool:
    """Return whether a text begins like a TREC qrels file."""
    first = next((line.split() for line in text.splitlines() if line.strip()), [])
    return len(first) == 4 and first[3].lstrip("-").isdecimal()
