"""Make question sets from the questions in ``training/questions``.

    python -m training.written_questions SETS CORPORA --work DIR

The questions were written for training, in everyday words, over laws, policies and rules. Each line of a file names a
document and the places of the evidence and of the answer in its text, as offsets of characters; a question without a
document has no answer in any document of its set. The documents are not part of this repository: the laws are in
SETS (``stard_train``), the others in CORPORA.

Writes for each file a folder in ``DIR/sets`` with ``documents`` and ``questions.jsonl``, as ``qa evaluate`` reads it.
These files give the evidence as the answer, because a shorter answer, such as a number, also occurs in passages that do
not answer.
"""

import argparse
import json
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.language.official import chinese_numeral

WRITTEN_SETS: Mapping[str, tuple[str, ...]] = {
    "written_laws": (),
    "written_policies": ("beijing_policy", "national_hebei_policy", "sgcc_gongwen", "tax_policy"),
    "written_rules": ("cas_rules", "handbooks", "nchu_rules_zh_tw", "ncu_rules_zh_tw"),
}
"""maps a set to the folders of CORPORA that hold its documents; none for the laws, which are made from articles"""
_QUESTIONS = Path(__file__).parent / "questions"
_NOT_IN_NAMES = re.compile(r"[/\s]")
_ARTICLE = re.compile(r"(?P<law>.+?)(?P<article>第(?P<number>[零〇一二三四五六七八九十百千]+)条.*)")
_NUMBERS = {chinese_numeral(number): number for number in range(1, 2000)}


def main() -> None:
    """Write the sets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    arguments = parser.parse_args()
    articles = read_jsonl(arguments.sets / "stard_train" / "corpus.jsonl")
    for name, folders in WRITTEN_SETS.items():
        target = arguments.work / "sets" / name
        (target / "documents").mkdir(parents=True, exist_ok=True)
        written = read_jsonl(_QUESTIONS / f"{name}.jsonl")
        if folders:
            texts = copied(arguments.corpora, folders, target / "documents")
            names = {document: Path(document).name for document in texts}
        else:
            texts, names = write_laws(articles, written, target / "documents")
        rows = (json.dumps(row, ensure_ascii=False) for row in questions(written, texts, names))
        (target / "questions.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def copied(corpora: Path, folders: Iterable[str], target: Path) -> dict[str, str]:
    """Copy the documents of some folders to a folder; return their texts by path below ``corpora``."""
    texts = {}
    for folder in folders:
        for file in sorted((corpora / folder).rglob("*.txt")):
            shutil.copy(file, target)
            texts[file.relative_to(corpora).as_posix()] = file.read_bytes().decode("utf-8")
    return texts


def write_laws(
    articles: Sequence[Mapping[str, Any]], written: Iterable[Mapping[str, Any]], target: Path
) -> tuple[dict[str, str], dict[str, str]]:
    """Write each law that a question asks about as one document.

    Returns:
        The texts of the articles, and the names of the laws' files, both by the article's id.
    """
    asked = {row["document"] for row in written}
    laws: dict[str, list[_Article]] = {}
    for row in articles:
        law, article = _article(row)
        laws.setdefault(law, []).append(article)
    names: dict[str, str] = {}
    for law, own in laws.items():
        if asked.isdisjoint(article.id for article in own):
            continue
        name = f"{_NOT_IN_NAMES.sub('_', law)[:60]}.txt"
        # The sets do not keep the articles in their order.
        lines = (article.line for article in sorted(own, key=lambda article: article.number))
        (target / name).write_text("\n".join([law, *lines]), encoding="utf-8")
        names |= {article.id: name for article in own}
    return {row["_id"]: row["text"] for row in articles}, names


@dataclass(frozen=True, slots=True)
class _Article:
    id: str
    number: int
    line: str


def _article(row: Mapping[str, Any]) -> tuple[str, _Article]:
    """Return the name of the law, and the article."""
    matched = _ARTICLE.match(row["title"])
    if matched is None:
        return row["title"], _Article(row["_id"], 0, row["text"])
    line = f"{matched['article']} {row['text']}"
    return matched["law"], _Article(row["_id"], _NUMBERS.get(matched["number"], 0), line)


def questions(
    written: Iterable[Mapping[str, Any]], texts: Mapping[str, str], names: Mapping[str, str]
) -> Iterable[dict[str, Any]]:
    """Yield the questions as ``qa evaluate`` reads them.

    Args:
        written: the lines of a file in ``training/questions``.
        texts: the texts of the documents, by the value of ``document`` in these lines.
        names: the names of their files, by the same value.
    """
    for row in written:
        if row["document"] is None:
            yield {"question": row["question"], "answers": [], "type": row["style"]}
        else:
            start, end = row["evidence"]
            evidence = texts[row["document"]][start:end]
            yield {
                "question": row["question"],
                "answers": [evidence],
                "documents": [names[row["document"]]],
                "type": row["style"],
            }


if __name__ == "__main__":
    main()
