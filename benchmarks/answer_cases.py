"""Ask the questions of a folder of cases and print each answer beside the expected one.

    python -m benchmarks.answer_cases FOLDER [--only CASE …]

FOLDER holds ``cases.jsonl``, one JSON object per line with ``case`` (a file or a folder beside it), ``questions`` and
``expected`` (in words), and the files of the cases. Each case is added to a new library, and each of its
questions is asked. Prints, tab-separated: case, question, the expected answer (in words, for a person to compare with),
status, confidence, answer, and missing values.
"""

import argparse
import json
import tempfile
from pathlib import Path

from embeddings import Encoder
from qa.library import Library
from qa.missing_text import missing_text


def main() -> None:
    """Ask and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="*", default=[])
    given = parser.parse_args()
    encoder = Encoder()
    for line in (given.folder / "cases.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case["questions"] and (not given.only or case["case"] in given.only):
            with tempfile.TemporaryDirectory() as work, Library.open(Path(work) / "l", encoder=encoder) as library:
                library.add(given.folder / case["case"])
                for question in case["questions"]:
                    _print(library, case, question)


def _print(library: Library, case: dict[str, str], question: str) -> None:
    answer = library.ask(question)
    text = " ".join(answer.sentence.text.split()) if answer.sentence else "-"
    status = (answer.status.value, f"{answer.confidence:.2f}", text, missing_text(answer.missing))
    print(case["case"], question, case["expected"], *status, sep="\t", flush=True)


if __name__ == "__main__":
    main()
