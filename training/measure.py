"""Ask the questions of all sets and store the features and signals of the passages found.

    python -m training.measure SETS --work DIR [--only NAME …]

SETS is the folder of the question sets (:data:`training.manifest.SETS`). Libraries and measurements are kept in DIR. A
set that is measured already is left out, so an interrupted run continues; ``--only`` measures sets again.

Each question is ranked once, and its first passages are read. An answerable question is ranked again without the
passages that answer, which makes it unanswerable while the other passages on its subject stay. Of a set on which the
reader's layers were trained (:data:`training.manifest.READER_SETS`), only questions that it was not trained on are
asked.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.question_sets import evenly_spaced, fill_library, for_each_question
from embeddings import Encoder
from qa.answering import read_first, signals
from qa.answering.sentence_reader import COSINE_WEIGHT
from qa.evaluation import Question, Relevance
from qa.library import Library
from qa.question import official_words, standalone_forms
from qa.search import RankedPassage, Ranking, hits
from training.hidden_passages import SnapshotWithoutPassages
from training.manifest import READER_SETS, SETS, TrainingSet
from training.measurements import FEATURES, Measurements, measurement_path
from training.reader_examples import held_out_questions
from training.set_files import read_set


def main() -> None:
    """Measure the sets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--only", nargs="*", default=[])
    arguments = parser.parse_args()
    encoder = Encoder()
    for chosen in SETS:
        path = measurement_path(arguments.work, chosen.name)
        if chosen.name in arguments.only or (not arguments.only and not path.exists()):
            measure_set(arguments.sets, chosen, arguments.work, encoder).save(path)
            print(chosen.name, "measured", flush=True)


def measure_set(sets: Path, chosen: TrainingSet, work: Path, encoder: Encoder) -> Measurements:
    """Return the measurements of a set; build its library first if necessary."""
    asked, documents = read_set(sets, work, chosen.name)
    with Library.open(work / "libraries" / chosen.name, encoder=encoder) as library:
        fill_library(library, documents, asked)
        relevance = Relevance(library)
        judged = [question for question in asked.questions if question.is_judged]
        if chosen.name in READER_SETS:
            held_out = held_out_questions(sets, chosen.name, work)
            judged = [question for question in judged if question.text in held_out]
        questions = evenly_spaced(judged, chosen.limit)
        measured = for_each_question(questions, lambda question: _Measured(library, relevance, question))
    return _joined(measured)


class _Measured:
    """One question: the passages found, and the rankings with and without the passages that answer."""

    def __init__(self, library: Library, relevance: Relevance, question: Question) -> None:
        searched = standalone_forms(question.text, question.history)[0]
        context = library.ask_context
        vector = context.encoder.encode_queries([searched])[0]
        with context.engine.snapshot() as snapshot:
            also = official_words(searched, context.everyday_words)
            found = context.ranker.rank(searched, vector, snapshot, also=also)
            ranking = read_first(searched, vector, found, context.reader)
            shown = hits(ranking.passages)
            answers = question.is_answerable
            self.correct = [answers and relevance.is_correct(question, hit) for hit in shown]
            right = [entry for entry, correct in zip(ranking.passages, self.correct, strict=True) if correct]
            self.rankings = [(ranking, answers)]
            if right:
                ids = frozenset(p.id for entry in right for p in (entry.passage, *entry.duplicates))
                hidden = SnapshotWithoutPassages(snapshot, ids)
                without = context.ranker.rank(searched, vector, hidden, also=also)
                self.rankings.append((read_first(searched, vector, without, context.reader), False))
        self.passages = ranking.passages if answers else ()


def _joined(measured: list[_Measured]) -> Measurements:
    number = [number for number, one in enumerate(measured) for _ in one.passages]
    entries = [entry for one in measured for entry in one.passages]
    correct = [flag for one in measured if one.passages for flag in one.correct]
    rankings = [ranking for one in measured for ranking in one.rankings if ranking[0].passages]
    return Measurements(
        question=np.array(number, dtype=np.int64),
        features=np.array([[getattr(entry.features, name) for name in FEATURES] for entry in entries]),
        cosine=np.array([entry.cosine for entry in entries]),
        nearest=np.array([relevance / COSINE_WEIGHT for one in measured for relevance in _relevances(one.passages)]),
        logit=np.array([entry.reading.logit if entry.reading else None for entry in entries], dtype=np.float64),
        bm25_rank=np.array([entry.lexical_rank or np.inf for entry in entries]),
        correct=np.array(correct, dtype=bool),
        signals=np.array([_signal_row(ranking) for ranking, _ in rankings]),
        answerable=np.array([answerable for _, answerable in rankings], dtype=bool),
    )


def _relevances(passages: Sequence[RankedPassage]) -> list[float]:
    """Return the relevance of each passage by its sentences; one that was not read has the lowest of those read."""
    found = [entry.reading.relevance if entry.reading else None for entry in passages]
    lowest = min((each for each in found if each is not None), default=0.0)
    return [lowest if each is None else each for each in found]


def _signal_row(ranking: Ranking) -> list[float]:
    found = signals(ranking)
    return [float(getattr(found, name)) for name in type(found).__dataclass_fields__]


if __name__ == "__main__":
    main()
