"""Questions with passages that answer, where the answer stands in these, and near passages that do not answer."""

import random
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from embeddings.simplified_characters import in_simplified_characters
from qa.types import Span
from training.last_layers import LastLayers
from training.query_layers import examples_of
from training.set_files import read_set
from training.written_questions import WRITTEN_SETS, read_jsonl

JUDGMENT_SETS = ("cjrc_dev", "cail2021_multispan")
"""sets whose questions are asked of one judgment; they have no library"""
UNANSWERABLE_SETS = ("squad2_zh_dev", "dureader_checklist")
"""sets with questions that the passage they were asked of does not answer"""
_WRITTEN = Path(__file__).parent / "questions"
_NEAREST, _NEAR = 14, 10
"""the first: number of nearest passages of a question that are considered; the second: maximum number of them that are
used because they do not answer"""
_COMPARED = 256
"""number of questions compared with all passages at a time"""
_HELD_OUT = 12
"""percentage of the passages whose questions are not trained on"""
_LEAST_ANSWER = 3
"""A near passage that holds an answer longer than this is left out."""
_PART, _LONGEST_PART, _SHORTEST_PART = 330, 450, 10
"""the parts into which a judgment is cut: usual, maximum and minimum number of characters"""
_PART_END = re.compile("[。；;]")


@dataclass(frozen=True, slots=True)
class ReaderQuestion:
    """A question, with passages by their row in the set."""

    text: str
    answering: Sequence[int]
    answers: Sequence[Span | None]
    """for each passage in ``answering`` the place of the answer in its text; ``None`` if it is not known"""
    near: Sequence[int]
    """passages that do not answer, the nearest first; of an unanswerable question, the passage it was asked of before
    them"""
    is_held_out: bool


@dataclass(frozen=True, slots=True)
class ReaderExamples:
    """The questions of one set and the texts of its passages, in simplified characters."""

    texts: Sequence[str]
    questions: Sequence[ReaderQuestion]


@dataclass(frozen=True, slots=True)
class _Answer:
    """A gold answer within a text that is looked for in the passages."""

    text: str
    answer: Span
    """its place in ``text``"""

    def place(self, passage: str) -> Span | None:
        """Return the place of the answer in a passage, or ``None`` if the passage does not hold the text."""
        # The title in the first line often holds the answer, too.
        body = passage.find("\n") + 1 if passage.count(self.text) > 1 else 0
        start = passage.find(self.text, body)
        return None if start < 0 else Span(start + self.answer.start, start + self.answer.end)


def reader_examples(sets: Path, name: str, work: Path, of_questions: LastLayers) -> ReaderExamples:
    """Return the examples of a set; the first time, fill its library.

    Args:
        sets: the folder of the question sets.
        name: the name of the set.
        work: the folder that keeps the libraries and the vectors.
        of_questions: the model with its layers for questions, which finds the near passages.
    """
    if name in JUDGMENT_SETS:
        return _of_judgments(sets / name)
    found = examples_of(sets, name, work)
    if name in WRITTEN_SETS:
        answers, unanswerable = _written(sets, name, work)
    else:
        answers, unanswerable = _asked(sets / name, found.texts)
    texts = [*found.questions, *(text for text, _ in unanswerable)]
    answering = [*(rows.tolist() for rows in found.answering), *([] for _ in unanswerable)]
    own: list[Sequence[int]] = [*(() for _ in found.questions), *(rows for _, rows in unanswerable)]
    vectors = of_questions.encoded([in_simplified_characters(text) for text in texts])
    nearest = _nearest(vectors, torch.from_numpy(found.vectors.astype(np.float32)))
    questions = []
    for text, order, right, first in zip(texts, nearest, answering, own, strict=True):
        gold = answers.get(text, ()) if right else ()
        near = _near(order, found.texts, right, gold)
        near = [*first, *(row for row in near if row not in first)]
        places = [_place(found.texts[row], gold) for row in right]
        is_held_out = _is_held_out(found.texts[[*right, *near][0]][:60])
        questions.append(ReaderQuestion(_simplified(text), right, places, near, is_held_out))
    return ReaderExamples([_simplified(text) for text in found.texts], questions)


def held_out_questions(sets: Path, name: str, work: Path) -> frozenset[str]:
    """Return the questions of a set that has a library on which the reader's layers were not trained.

    An unanswerable question of a set in ``training/questions`` is not among them.

    Args:
        sets: the folder of the question sets.
        name: the name of the set.
        work: the folder that keeps the libraries and the vectors.
    """
    found = examples_of(sets, name, work)
    passages = [*zip(found.questions, (rows.tolist() for rows in found.answering), strict=True)]
    if name in UNANSWERABLE_SETS:
        passages += _asked(sets / name, found.texts)[1]
    return frozenset(text for text, rows in passages if rows and _is_held_out(found.texts[rows[0]][:60]))


def _nearest(questions: Tensor, passages: Tensor) -> Iterator[list[int]]:
    """Yield the rows of the passages nearest to each question, the nearest first.

    Args:
        questions: unit vectors, shape (questions, dimension).
        passages: unit vectors, shape (passages, dimension).
    """
    for part in questions.split(_COMPARED):
        yield from (part @ passages.T).topk(min(_NEAREST, len(passages))).indices.tolist()


def _near(nearest: Sequence[int], texts: Sequence[str], right: Sequence[int], gold: Sequence[_Answer]) -> list[int]:
    """Return the passages nearest to a question that do not answer it, the nearest first.

    Args:
        nearest: the nearest passages.
        texts: the texts of all passages.
        right: the passages that answer.
        gold: the answers; a passage that holds one of more than three characters is left out.
    """
    wrong = [row for row in nearest if row not in right][:_NEAR]
    held = [each.text for each in gold if len(each.text) > _LEAST_ANSWER]
    return [row for row in wrong if not any(text in texts[row] for text in held)]


def _place(passage: str, answers: Sequence[_Answer]) -> Span | None:
    return next(filter(None, (answer.place(passage) for answer in answers)), None)


def _asked(folder: Path, texts: Sequence[str]) -> tuple[dict[str, list[_Answer]], list[tuple[str, list[int]]]]:
    """Return the answers by question, and the unanswerable questions with the rows of the passage each was asked of.

    Of several answers the longest counts, but the first in a set whose answers come from several readers.
    """
    rows = read_jsonl(folder / "queries.jsonl")
    answers = {
        row["text"]: [_whole(each) for each in _ordered(folder.name, row["answers"])] for row in rows if row["answers"]
    }
    if folder.name not in UNANSWERABLE_SETS:
        return answers, []
    bodies = {row["_id"]: row["text"].strip()[:20] for row in read_jsonl(folder / "corpus.jsonl")}
    origin = dict(line.split("\t")[:2] for line in (folder / "origin.tsv").read_text(encoding="utf-8").splitlines())
    by_body: dict[str, list[int]] = {}
    for row, text in enumerate(texts):
        by_body.setdefault(text.split("\n")[-1][:20], []).append(row)
    unanswerable = (row for row in rows if not row["answerable"] and not row["ctxdep"])
    return answers, [(row["text"], by_body.get(bodies[origin[row["_id"]]], [])) for row in unanswerable]


def _ordered(name: str, answers: Sequence[str]) -> Sequence[str]:
    return answers if name == "cmrc2018_train_ev" else sorted(answers, key=len)[::-1]


def _whole(answer: str) -> _Answer:
    return _Answer(answer, Span(0, len(answer)))


def _written(sets: Path, name: str, work: Path) -> tuple[dict[str, list[_Answer]], list[tuple[str, list[int]]]]:
    """Return what :func:`_asked` returns for a set of ``training/questions``, which gives places in its documents."""
    evidence = {each.text: each.answers or () for each in read_set(sets, work, name)[0].questions}
    answers: dict[str, list[_Answer]] = {}
    unanswerable: list[tuple[str, list[int]]] = []
    for row in read_jsonl(_WRITTEN / f"{name}.jsonl"):
        text = row["question"]
        if not row["document"]:
            unanswerable.append((text, []))
        elif evidence.get(text):
            (start, end), (first, last) = row["evidence"], row["answer"]
            known = evidence[text][0]
            is_within = len(known) == end - start and start <= first and last <= end and last - first > 1
            place = Span(first - start, last - start) if is_within else Span(0, len(known))
            answers[text] = [_Answer(known, place)]
    return answers, unanswerable


def _of_judgments(folder: Path) -> ReaderExamples:
    """Return the examples of a set of judgments, whose parts are the passages."""
    bodies = {row["_id"]: row["text"] for row in read_jsonl(folder / "corpus.jsonl")}
    origin = dict(line.split("\t")[:2] for line in (folder / "origin.tsv").read_text(encoding="utf-8").splitlines())
    texts: list[str] = []
    parts: dict[str, list[int]] = {}
    for name, body in bodies.items():
        own = list(_parts(body))
        parts[name] = list(range(len(texts), len(texts) + len(own)))
        texts += own
    questions = []
    for row in read_jsonl(folder / "queries.jsonl"):
        if row["type"] == "yesno":
            continue
        rows, gold = parts[origin[row["_id"]]], [_whole(each) for each in _spans(row)]
        places = {part: place for part in rows if (place := _place(texts[part], gold))}
        if row["answerable"] and not places:
            continue
        near = [part for part in rows if part not in places]
        random.Random(row["_id"]).shuffle(near)
        first = [*places, *near, 0][0]
        held_out = _is_held_out(texts[first][:40])
        questions.append(ReaderQuestion(_simplified(row["text"]), list(places), list(places.values()), near, held_out))
    return ReaderExamples([_simplified(text) for text in texts], questions)


def _spans(row: Mapping[str, Any]) -> list[str]:
    """Return the answers of a question to a judgment; of an answer in several places, the first of each."""
    if not row["answerable"]:
        return []
    return [group[0] for group in row.get("groups", ()) if group] or row["answers"]


def _parts(text: str) -> Iterator[str]:
    """Yield the parts of a judgment, each of whole sentences unless a sentence is longer."""
    start = last = 0
    for end in (*(found.end() for found in _PART_END.finditer(text)), len(text)):
        if end - start > _PART and last > start:
            if last - start > _SHORTEST_PART:
                yield text[start : min(last, start + _LONGEST_PART)]
            start = last
        last = end
    if len(text) - start > _SHORTEST_PART:
        yield text[start : start + _LONGEST_PART]


def _is_held_out(beginning: str) -> bool:
    return zlib.crc32(beginning.encode()) % 100 < _HELD_OUT


def _simplified(text: str) -> str:
    """Return a text in simplified characters; unchanged if that would move the places in it."""
    simplified = in_simplified_characters(text)
    return simplified if len(simplified) == len(text) else text
