"""Mine the reader's training examples from the question sets.

    python -m training.reader.examples SETS --libraries DIR --output DIR [--only NAME …]

For each question the product's own candidates are labelled: passages that answer, with the places of the answers, and
the best passages that do not, which are the mistakes that the reader must learn to avoid. SETS is the folder of the
question sets. The libraries are made on first use. A set that is mined already is left out.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.question_sets import askable_set, evenly_spaced, fill_library
from embeddings import Encoder
from qa.chunking.context import context_text
from qa.evaluation import Question, Relevance
from qa.index import EngineSnapshot
from qa.library import Library
from qa.question import standalone_forms
from qa.search import hits
from qa.search.candidates import find_candidates
from qa.search.ranked_passage import Features, RankedPassage
from training.manifest import READER_SETS, ReaderSet

_POSITIVES = 3
_NEGATIVES = 14
_BATCH = 64
_RANK_CONSTANT = 20
"""of reciprocal rank fusion (Cormack et al., SIGIR 2009), small because only the first ranks matter"""


def main() -> None:
    """Mine the sets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    parser.add_argument("--libraries", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--only", nargs="*", default=[])
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    encoder = Encoder()
    for chosen in READER_SETS:
        path = arguments.output / f"{chosen.name}.jsonl"
        if path.exists() or (arguments.only and chosen.name not in arguments.only):
            continue
        lines = [json.dumps(example, ensure_ascii=False) for example in _mined(chosen, arguments, encoder)]
        path.with_suffix(".part").write_text("\n".join(lines) + "\n", encoding="utf-8")
        path.with_suffix(".part").rename(path)
        print(chosen.name, len(lines), flush=True)


def _mined(chosen: ReaderSet, arguments: argparse.Namespace, encoder: Encoder) -> Iterator[dict[str, Any]]:
    folder = arguments.sets / chosen.name
    asked = askable_set(folder)
    evidence, dependent = _evidence(folder), _dependent(folder)
    with Library.open(arguments.libraries / chosen.name, create=True, encoder=encoder) as library:
        fill_library(library, arguments.libraries / f"{chosen.name}-documents", asked)
        relevance = Relevance(library)
        judged = [question for question in asked.questions if question.is_judged and question.text not in dependent]
        questions = evenly_spaced(judged, chosen.limit)
        random.Random(chosen.name).shuffle(questions)
        texts = [standalone_forms(question.text, question.history)[0] for question in questions]
        with library.ask_context.engine.snapshot() as snapshot:
            for start in range(0, len(questions), _BATCH):
                vectors = _encoded(encoder, texts[start : start + _BATCH])
                for question, text, vector in zip(questions[start:], texts[start:], vectors, strict=False):
                    right, wrong = _labelled(question, relevance, _found(text, vector, snapshot))
                    if right or not question.is_answerable:
                        yield {
                            "question": text,
                            "positives": [_positive(entry, question, evidence) for entry in right[:_POSITIVES]],
                            "negatives": [_record(entry) for entry in wrong[:_NEGATIVES]],
                        }


def _encoded(encoder: Encoder, texts: Sequence[str]) -> NDArray[np.float32]:
    """Return query vectors encoded together: quicker than :meth:`Encoder.encode_queries`, and slightly rounded."""
    vectors = encoder.load().encode(list(texts), prompt_name="query", batch_size=_BATCH, show_progress_bar=False)
    return np.asarray(vectors, dtype=np.float32)


def _found(text: str, vector: NDArray[np.float32], snapshot: EngineSnapshot) -> list[RankedPassage]:
    """Return the candidates for a question by reciprocal rank fusion, best first."""
    found = find_candidates(text, vector, snapshot)
    scores = {
        id_: sum(
            1 / (_RANK_CONSTANT + ranks[id_]) for ranks in (found.lexical_ranks, found.dense_ranks) if id_ in ranks
        )
        for id_ in found.ids
    }
    cosines = dict(zip(found.ids, found.cosines.tolist(), strict=True))
    order = sorted(scores, key=lambda id_: -scores[id_])
    passages = snapshot.view.passages(order)
    nothing = Features(0.0, 0.0, 0.0)
    return [RankedPassage(passages[id_], nothing, cosines[id_]) for id_ in order if id_ in passages]


def _labelled(
    question: Question, relevance: Relevance, found: Sequence[RankedPassage]
) -> tuple[list[RankedPassage], list[RankedPassage]]:
    """Return the passages that answer and those that do not."""
    right: list[RankedPassage] = []
    wrong: list[RankedPassage] = []
    for entry, hit in zip(found, hits(found), strict=True):
        is_right = question.is_answerable and relevance.is_correct(question, hit)
        (right if is_right else wrong).append(entry)
    return right, wrong


def _record(entry: RankedPassage) -> dict[str, Any]:
    passage, citation = entry.passage, entry.passage.citation
    context = context_text(citation.title, citation.heading_path, passage.kind)
    return {"context": context, "text": passage.text, "cosine": entry.cosine}


def _positive(entry: RankedPassage, question: Question, evidence: dict[str, list[str]]) -> dict[str, Any]:
    """Return a passage with the places of the answers, inside the evidence where the set gives it."""
    text = entry.passage.text
    around = [place for sentence in evidence.get(question.text, []) for place in _places(sentence, text)]
    spans = [place for answer in question.answers or () for place in _places(answer, text)]
    inside = [(s, e) for s, e in spans if any(first <= s and e <= last for first, last in around)]
    return _record(entry) | {"spans": sorted(set(inside or spans)), "sentences": around}


def _places(wanted: str, text: str) -> list[tuple[int, int]]:
    places, at = [], text.find(wanted) if wanted.strip() else -1
    while at >= 0:
        places.append((at, at + len(wanted)))
        at = text.find(wanted, at + 1)
    return places


def _evidence(folder: Path) -> dict[str, list[str]]:
    """Return the evidence sentences of a set by question text."""
    evidence: dict[str, list[str]] = {}
    with (folder / "queries.jsonl").open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            evidence.setdefault(record["text"], []).extend(record.get("evidence", []))
    return evidence


def _dependent(folder: Path) -> set[str]:
    """Return the questions of a set that only make sense beside their passage: other passages may answer them too."""
    with (folder / "queries.jsonl").open(encoding="utf-8") as lines:
        return {record["text"] for record in map(json.loads, lines) if record.get("ctxdep")}


if __name__ == "__main__":
    main()
